import GaitData
import GaitModels

extension LegStudyConfiguration {
  /// Checks that every channel is one that a leg can have.
  ///
  /// A misspelt channel would otherwise be a column of zeros that nobody notices.
  ///
  /// - Throws: `ConfigurationError.invalidValue`, which names it.
  func validateChannels() throws {
    let known = [
      ("motionChannels", motionChannels, LegRecording.motionChannelNames),
      ("muscleChannels", muscleChannels, LegRecording.muscleChannelNames),
    ]
    for (key, names, all) in known {
      let found = Set(all)
      for name in names {
        try ConfigurationError.require(
          found.contains(name), model: Self.question.study, key: key,
          expected: "names among \(all.joined(separator: ", "))", found: name)
      }
    }
    for (key, count) in [
      ("motionChannels", motionChannels.count), ("motionLags", motionLags.count),
      ("contextFrames", contextFrames.count),
    ] {
      try ConfigurationError.require(
        count > 0, model: Self.question.study, key: key, expected: "at least one", found: "none")
    }
  }

  /// Checks that the ensemble is made of members.
  ///
  /// - Throws: `ConfigurationError.invalidValue`.
  func validateEnsemble() throws {
    let names = ensembleCandidates
    for name in ensemble {
      try ConfigurationError.require(
        names.contains(name), model: Self.question.study, key: "ensemble",
        expected: "names among \(names.joined(separator: ", "))", found: name)
    }
    try ConfigurationError.require(
      !ensemble.isEmpty && Set(ensemble).count == ensemble.count, model: Self.question.study,
      key: "ensemble", expected: "at least one name, each once", found: ensemble)
  }
}
