import GaitEvaluation

/// The predictors of a finished run, fitted to all of its patients.
struct RehabPredictors {
  let run: FinishedRun<RehabEffectConfiguration>
  private let networks: [RehabNetworkKind: RehabNetwork]
  private let learners: [RehabLearner: FittedRehabRecipe]
  private let calibrations: [String: RehabCalibration]

  static let calibrationName = "calibration.json"

  /// Reads a run.
  ///
  /// - Throws: `StudyError.notARun`, `StudyError.otherRun` and errors of its files.
  init(_ folder: RunFolder) throws {
    run = try FinishedRun(folder, of: RehabEffectStudy.name)
    calibrations = try run.kept([String: RehabCalibration].self, Self.calibrationName)
    var networks: [RehabNetworkKind: RehabNetwork] = [:]
    for kind in RehabNetworkKind.allCases {
      networks[kind] = try RehabNetwork(kind, in: folder)
    }
    var learners: [RehabLearner: FittedRehabRecipe] = [:]
    for learner in RehabLearner.allCases {
      learners[learner] = try run.kept(FittedRehabRecipe.self, learner.rawValue + ".json")
    }
    self.networks = networks
    self.learners = learners
  }

  /// Calibrated probabilities and decisions by learner, the ensemble included.
  func answers(
    _ patients: [RehabPatient]
  ) throws -> [String: (probabilities: [Double], decisions: [Bool])] {
    var probabilities: [String: [Double]] = [:]
    for (kind, network) in networks {
      probabilities[kind.rawValue] = try network.answers(patients).map(\.probability)
    }
    let table = Matrix(patients.map(\.row))
    for (learner, fitted) in learners {
      probabilities[learner.rawValue] = try fitted.probabilities(table)
    }
    for (name, raw) in probabilities {
      probabilities[name] = raw.map { calibrations[name]?.probability($0) ?? $0 }
    }
    let members = RehabOutcome.members.compactMap { probabilities[$0] }
    probabilities[RehabOutcome.ensembleName] = patients.indices.map { row in
      members.reduce(0) { $0 + $1[row] } / Double(members.count)
    }
    var answers: [String: (probabilities: [Double], decisions: [Bool])] = [:]
    for (name, values) in probabilities {
      let threshold = calibrations[name]?.threshold ?? 0.5
      answers[name] = (values, values.map { $0 >= threshold })
    }
    return answers
  }
}
