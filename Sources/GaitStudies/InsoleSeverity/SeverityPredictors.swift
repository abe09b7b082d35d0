import Foundation

/// The predictors of a finished run.
struct SeverityPredictors {
  let configuration: InsoleSeverityConfiguration
  /// Whom they were trained on.
  let participants: [String]
  private let classical: ClassicalPredictors
  private let networks: [(kind: SeverityNetwork.Kind, seeds: [FittedSeverityNetwork])]
  private let calibration: SeverityCalibration

  /// Reads a run's folder.
  ///
  /// - Throws: `StudyError.notARun` and errors of its files.
  init(_ folder: RunFolder) throws {
    let manifest = try folder.manifest()
    guard manifest.study == InsoleSeverityStudy.name else {
      throw StudyError.otherRun(
        folder: folder.url.path, what: "study", expected: InsoleSeverityStudy.name,
        found: manifest.study)
    }
    participants = manifest.participants
    let configuration = try InsoleSeverityConfiguration.decoded(
      from: Data(manifest.configuration.utf8), model: InsoleSeverityStudy.name)
    self.configuration = configuration
    func read<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
      let url = folder.final(name)
      guard FileManager.default.fileExists(atPath: url.path) else {
        throw StudyError.notARun(folder: folder.url.path, missing: "final/\(name)")
      }
      return try folder.read(type, url)
    }
    classical = try read(ClassicalPredictors.self, ClassicalPredictors.fileName)
    calibration = try read(SeverityCalibration.self, SeverityCalibration.fileName)
    networks = try SeverityNetwork.Kind.allCases.map { kind in
      (
        kind,
        try (0..<configuration.seeds).map {
          try FittedSeverityNetwork(kind, seed: $0, in: folder, configuration)
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
    return calibration.apply(sheet, configuration)
  }
}
