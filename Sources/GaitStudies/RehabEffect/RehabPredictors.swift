import Foundation
import GaitEvaluation

/// The predictors of a finished run, fitted to all of its patients.
struct RehabPredictors {
  let configuration: RehabEffectConfiguration
  let manifest: RunManifest
  private let networks: [RehabNetworkKind: RehabNetwork]
  private let learners: [RehabLearner: FittedRehabRecipe]
  private let calibrations: [String: RehabCalibration]

  static let calibrationName = "calibration.json"

  /// Reads a run.
  ///
  /// - Throws: `StudyError.notARun`, `StudyError.otherRun` and errors of its files.
  init(_ folder: RunFolder) throws {
    manifest = try folder.manifest()
    guard manifest.study == RehabEffectStudy.name else {
      throw StudyError.otherRun(
        folder: folder.url.path, what: "study", expected: RehabEffectStudy.name,
        found: manifest.study)
    }
    configuration = try RehabEffectConfiguration.decoded(
      from: Data(manifest.configuration.utf8), model: RehabEffectStudy.name)
    func file(_ name: String) throws -> URL {
      let url = folder.final(name)
      guard FileManager.default.fileExists(atPath: url.path) else {
        throw StudyError.notARun(folder: folder.url.path, missing: "final/\(name)")
      }
      return url
    }
    calibrations = try folder.read(
      [String: RehabCalibration].self, file(Self.calibrationName))
    var networks: [RehabNetworkKind: RehabNetwork] = [:]
    for kind in RehabNetworkKind.allCases {
      networks[kind] = try RehabNetwork(
        kind, contentsOf: file(kind.rawValue + ".safetensors"))
    }
    var learners: [RehabLearner: FittedRehabRecipe] = [:]
    for learner in RehabLearner.allCases {
      learners[learner] = try folder.read(
        FittedRehabRecipe.self, file(learner.rawValue + ".json"))
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
