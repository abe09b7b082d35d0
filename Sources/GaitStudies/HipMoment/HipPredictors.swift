import GaitData

/// The predictors of a finished run.
struct HipPredictors {
  let run: FinishedRun<HipMomentConfiguration>

  var configuration: HipMomentConfiguration { run.configuration }

  /// Reads a run's manifest.
  ///
  /// - Throws: `StudyError.notARun` and errors of its files.
  init(_ folder: RunFolder) throws {
    run = try FinishedRun(folder, of: HipMomentStudy.name)
  }

  /// Every predictor's numbers of legs: a network's are the mean over its seeds; the ensemble's are
  /// among them.
  ///
  /// - Parameters:
  ///   - legs: The legs.
  ///   - names: The members that are wanted; all where nil.
  /// - Returns: By predictor, one for each leg.
  /// - Throws: `StudyError.notARun` where a file is missing, and errors of the files.
  func predict(
    _ legs: [LegRecording], by names: [String]? = nil
  ) throws -> [String: [LegPrediction]] {
    func isWanted(_ name: String) -> Bool { names?.contains(name) ?? true }
    var result: [String: [LegPrediction]] = [:]
    for kind in configuration.kinds where isWanted(kind.rawValue) {
      let networks = try (1...configuration.seeds).map {
        try FittedHipNetwork(kind, "\(kind.rawValue)-\($0)", in: run.folder, configuration)
      }
      result[kind.rawValue] = try legs.map { leg in
        LegPrediction.mean(
          try networks.map {
            HipJobResult(values: [try $0.predict(leg).values])
              .prediction(0, of: leg, configuration)
          })
      }
    }
    for member in configuration.members where isWanted(member.name) {
      let fitted = try run.kept(ClassicalMember.self, ClassicalMember.fileName(member.name))
      result[member.name] = try legs.map {
        LegPrediction(leg: $0, values: try fitted.predict($0, HipMomentConfiguration.question))
      }
    }
    if configuration.ensemble.count > 1 {
      result[LegMember.ensembleName] = LegEnsemble(configuration).mean(of: result)
    }
    return result
  }
}
