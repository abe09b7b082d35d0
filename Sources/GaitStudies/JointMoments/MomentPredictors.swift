import Foundation
import GaitData

/// The predictors of a finished run.
struct MomentPredictors {
  let configuration: JointMomentsConfiguration
  /// Whom they were trained on.
  let participants: [String]
  private let networks: [FittedMomentNetwork]
  private let ridge: MomentRidge

  /// Reads a run's folder.
  ///
  /// - Throws: `StudyError.notARun` and errors of its files.
  init(_ folder: RunFolder) throws {
    let manifest = try folder.manifest()
    guard manifest.study == JointMomentsStudy.name else {
      throw StudyError.otherRun(
        folder: folder.url.path, what: "study", expected: JointMomentsStudy.name,
        found: manifest.study)
    }
    participants = manifest.participants
    let configuration = try JointMomentsConfiguration.decoded(
      from: Data(manifest.configuration.utf8), model: JointMomentsStudy.name)
    self.configuration = configuration
    networks = try configuration.kinds.map {
      try FittedMomentNetwork($0, in: folder, configuration)
    }
    let ridgeURL = folder.final(MomentRidge.fileName)
    guard FileManager.default.fileExists(atPath: ridgeURL.path) else {
      throw StudyError.notARun(folder: folder.url.path, missing: "final/\(MomentRidge.fileName)")
    }
    ridge = try folder.read(MomentRidge.self, ridgeURL)
  }

  /// One predictor's moments of a leg.
  func predict(_ leg: LegRecording, _ name: String) throws -> LegPrediction {
    if let network = networks.first(where: { $0.network.kind.rawValue == name }) {
      return network.predict(leg)
    }
    return LegPrediction(leg: leg, moments: try ridge.predict(leg))
  }

  /// Every predictor's moments of legs.
  func all(_ legs: [LegRecording]) throws -> [String: [LegPrediction]] {
    let names = networks.map(\.network.kind.rawValue) + [MomentRidge.name]
    var result: [String: [LegPrediction]] = [:]
    for name in names { result[name] = try legs.map { try predict($0, name) } }
    return result
  }
}
