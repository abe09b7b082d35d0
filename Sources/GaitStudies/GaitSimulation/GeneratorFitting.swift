import Foundation
import GaitNN
import GaitRecords
import GaitTraining

/// The generators of a run, and what is needed to judge them on other people.
struct FittedGenerators: Sendable {
  let configuration: GaitSimulationConfiguration
  let network: NetworkStrideGenerator
  let linear: LinearStrideGenerator
  let layout: InsoleLayout
  /// The conditions of the training strides.
  let conditions: [StrideCondition]
  /// The severity that parts the less from the more affected.
  let threshold: Double

  var all: [any StrideGenerator] { [network, linear] }

  private struct Companion: Codable {
    let layout: InsoleLayout
    let conditions: [StrideCondition]
    let threshold: Double
  }
  private static let companionName = "conditions.json"

  func write(to folder: RunFolder) throws {
    try folder.makeFolder(folder.final(""))
    try network.write(to: folder.final(NetworkStrideGenerator.fileName))
    try folder.write(linear, to: folder.final(LinearStrideGenerator.fileName))
    try folder.write(
      Companion(layout: layout, conditions: conditions, threshold: threshold),
      to: folder.final(Self.companionName))
  }

  init(_ folder: RunFolder, _ configuration: GaitSimulationConfiguration) throws {
    let names = [
      NetworkStrideGenerator.fileName, LinearStrideGenerator.fileName, Self.companionName,
    ]
    for name in names where !FileManager.default.fileExists(atPath: folder.final(name).path) {
      throw StudyError.notARun(folder: folder.url.path, missing: "final/\(name)")
    }
    self.configuration = configuration
    network = try NetworkStrideGenerator(
      contentsOf: folder.final(NetworkStrideGenerator.fileName), configuration)
    linear = try folder.read(
      LinearStrideGenerator.self, folder.final(LinearStrideGenerator.fileName))
    let companion = try folder.read(Companion.self, folder.final(Self.companionName))
    (layout, conditions) = (companion.layout, companion.conditions)
    threshold = companion.threshold
  }

  init(
    configuration: GaitSimulationConfiguration, network: NetworkStrideGenerator,
    linear: LinearStrideGenerator, fittedOn strides: StrideSet
  ) {
    self.configuration = configuration
    self.network = network
    self.linear = linear
    layout = strides.layout
    conditions = strides.strides.map(\.condition)
    threshold = StrideTransfer.threshold(of: strides.strides)
  }
}

/// Fits the generators of a fold, or finds the network fitted already.
struct GeneratorFitting {
  let configuration: GaitSimulationConfiguration
  let seed: UInt64
  let folder: RunFolder
  let identity: String

  func fit(
    _ strides: StrideSet, fold: String?, _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> FittedGenerators {
    let job = "\(fold ?? "all")/\(NetworkStrideGenerator.name)"
    // Each job has draws of its own, whatever the order in which jobs are run.
    let own = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(Checksum.crc32c(Data(job.utf8)))
    let record = Trainer.RunRecord(
      folder: folder.job(NetworkStrideGenerator.name, without: fold),
      identity: "\(identity) \(job)", epochsBetween: 10, isResuming: true)
    let network = try NetworkStrideGenerator(
      fittedOn: strides.strides, sensors: strides.layout.sensorCount, configuration, seed: own,
      record: record
    ) { event in
      switch event {
      case .began(let epoch) where epoch > 0:
        observe(.finishedEpoch(job: job, loss: 0, skipped: epoch))
      case .finishedEpoch(let report, _):
        observe(.finishedEpoch(job: job, loss: report.loss, skipped: 0))
      default: break
      }
    }
    let linear = try LinearStrideGenerator(
      fittedOn: strides.strides, components: configuration.components)
    return FittedGenerators(
      configuration: configuration, network: network, linear: linear, fittedOn: strides)
  }

  /// The generators of a finished run.
  ///
  /// - Throws: `StudyError.notARun`, `StudyError.otherRun` and errors of its files.
  static func read(
    _ folder: RunFolder
  ) throws -> (generators: FittedGenerators, manifest: RunManifest) {
    let manifest = try folder.manifest()
    guard manifest.study == GaitSimulationStudy.name else {
      throw StudyError.otherRun(
        folder: folder.url.path, what: "study", expected: GaitSimulationStudy.name,
        found: manifest.study)
    }
    let configuration = try GaitSimulationConfiguration.decoded(
      from: Data(manifest.configuration.utf8), model: GaitSimulationStudy.name)
    return (try FittedGenerators(folder, configuration), manifest)
  }
}
