/// The predictors of a finished run.
struct SeverityPredictors {
  let run: FinishedRun<InsoleSeverityConfiguration>
  private let classical: ClassicalPredictors
  private let networks: [(kind: SeverityNetwork.Kind, seeds: [FittedSeverityNetwork])]
  private let calibration: SeverityCalibration

  /// Reads a run's folder.
  ///
  /// - Throws: `StudyError.notARun` and errors of its files.
  init(_ folder: RunFolder) throws {
    let run = try FinishedRun<InsoleSeverityConfiguration>(folder, of: InsoleSeverityStudy.name)
    self.run = run
    classical = try run.kept(ClassicalPredictors.self, ClassicalPredictors.fileName)
    calibration = try run.kept(SeverityCalibration.self, SeverityCalibration.fileName)
    networks = try SeverityNetwork.Kind.allCases.map { kind in
      (
        kind,
        try (0..<run.configuration.seeds).map {
          try FittedSeverityNetwork(kind, seed: $0, in: folder, run.configuration)
        }
      )
    }
  }

  /// Every predictor's answers, by person and task: probabilities and quantities.
  func predict(_ people: [SeverityPerson]) throws -> [String: [[Double]]] {
    let width = people.first?.features.count
    let fits = networks.allSatisfy { $0.seeds.allSatisfy { $0.scalers.featureCount == width } }
    guard people.isEmpty || fits else {
      throw RunFileError(file: "final", reason: "its networks are of other inputs")
    }
    var seeds: [String: [[[Double]]]] = [:]
    for (kind, own) in networks { seeds[kind.rawValue] = own.map { $0.predict(people) } }
    let sheet = SeveritySheet(classical: try classical.predict(people), networks: seeds)
    return calibration.apply(sheet, run.configuration)
  }
}
