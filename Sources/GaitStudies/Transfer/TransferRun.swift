import GaitData
import GaitKernels

/// Transfer to other ground: every group of people is left out once, in every seed.
struct TransferRun {
  let configuration: JointMomentsConfiguration
  let seed: UInt64

  /// Trains and scores everything; what was finished before is found.
  ///
  /// - Throws: `StudyError.nothingToScore` where no target's walking was recorded, or none to learn
  ///   first.
  func run(
    _ legs: [LegRecording], _ folder: RunFolder, _ manifest: RunManifest, isSynthetic: Bool,
    _ observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> TransferResults {
    let settings = configuration.transfer
    var configuration = configuration
    configuration.hop = max(configuration.hop, configuration.windowLength / 2)
    let usable = legs.filter { !configuration.trainedFrames(of: $0).isEmpty }
    func hasLegs(_ beginnings: [String]) -> Bool {
      usable.contains { TransferSettings.isOne($0.condition, of: beginnings) }
    }
    let targets = settings.targets.values.filter(hasLegs)
    guard !targets.isEmpty, hasLegs(settings.source) else {
      throw StudyError.nothingToScore(
        study: JointMomentsStudy.name,
        expected:
          "walks of a source condition (\(settings.source.joined(separator: ", "))) and of a "
          + "target condition "
          + "(\(settings.targets.values.flatMap { $0 }.sorted().joined(separator: ", ")))")
    }
    let folds = try LegData.folds(usable, configuration, count: settings.folds).filter { fold in
      fold.training.contains { TransferSettings.isOne($0.condition, of: settings.source) }
    }
    let jobs = (0..<settings.seeds).flatMap { seed in folds.map { (seed: seed, fold: $0) } }
    observe(
      .planned(
        epochs: jobs.count * (settings.epochs + targets.count * settings.strides.count)))
    let tuned = configuration
    let errors = try Parallel.map(jobs.count) { index in
      try TransferFitting(
        configuration: tuned, seed: jobs[index].seed, fold: jobs[index].fold.number ?? 0,
        runSeed: seed, identity: manifest.identity, folder: folder
      ).errors(training: jobs[index].fold.training, test: jobs[index].fold.test, observe)
    }
    let results = TransferResults(
      errors, JointMomentsConfiguration.question, isSynthetic: isSynthetic)
    try folder.write(results, to: folder.transferURL)
    return results
  }
}
