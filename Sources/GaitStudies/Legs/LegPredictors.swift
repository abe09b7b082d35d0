import GaitData

/// The predictors of a finished run of a study of legs.
struct LegPredictors<Configuration: LegStudyConfiguration> {
  let run: FinishedRun<Configuration>

  var configuration: Configuration { run.configuration }

  /// Reads a run's manifest.
  ///
  /// - Throws: `StudyError.notARun` and errors of its files.
  init(_ folder: RunFolder) throws {
    run = try FinishedRun(folder, of: Configuration.question.study)
  }

  /// One member's numbers of legs.
  private func predict(_ legs: [LegRecording], by member: LegMember) throws -> [LegPrediction] {
    switch member.recipe {
    case .network(let kind):
      let network = try FittedLegNetwork(kind, in: run.folder, configuration)
      return legs.map { LegPrediction(leg: $0, values: network.predict($0)) }
    case .classical:
      let fitted = try run.kept(ClassicalMember.self, ClassicalMember.fileName(member.name))
      return try legs.map {
        LegPrediction(leg: $0, values: try fitted.predict($0, Configuration.question))
      }
    }
  }

  /// Every predictor's numbers of legs, the ensemble's among them.
  func all(_ legs: [LegRecording]) throws -> [String: [LegPrediction]] {
    var result: [String: [LegPrediction]] = [:]
    for member in configuration.members { result[member.name] = try predict(legs, by: member) }
    result[LegMember.ensembleName] = LegEnsemble(configuration).mean(of: result)
    return result
  }

  /// The recommended predictor's numbers of legs.
  func recommended(_ legs: [LegRecording]) throws -> [LegPrediction] {
    var result: [String: [LegPrediction]] = [:]
    for member in configuration.members where configuration.ensemble.contains(member.name) {
      result[member.name] = try predict(legs, by: member)
    }
    return LegEnsemble(configuration).mean(of: result)
  }
}

/// The mean of the members that a configuration names.
struct LegEnsemble {
  private let names: [String]

  init(_ configuration: any LegStudyConfiguration) {
    names = configuration.ensemble
  }

  /// The mean of predictions of the same legs.
  func mean(of predictions: [String: [LegPrediction]]) -> [LegPrediction] {
    let own = names.compactMap { predictions[$0] }
    return (own.first ?? []).indices.map { leg in LegPrediction.mean(own.map { $0[leg] }) }
  }
}
