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
    try network.write(to: folder)
    try folder.write(linear, to: folder.final(LinearStrideGenerator.fileName))
    try folder.write(
      Companion(layout: layout, conditions: conditions, threshold: threshold),
      to: folder.final(Self.companionName))
  }

  /// Reads what a finished run kept.
  ///
  /// - Throws: `StudyError.notARun` where a file is missing, and errors of the files.
  init(_ run: FinishedRun<GaitSimulationConfiguration>) throws {
    configuration = run.configuration
    network = try NetworkStrideGenerator(in: run.folder, configuration)
    linear = try run.kept(LinearStrideGenerator.self, LinearStrideGenerator.fileName)
    let companion = try run.kept(Companion.self, Self.companionName)
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
    let own = RunManifest.seed(of: job, run: seed)
    let record = Trainer.RunRecord(
      folder: folder.job(NetworkStrideGenerator.name, without: fold),
      identity: "\(identity) \(job)", epochsBetween: 10, isResuming: true)
    let network = try NetworkStrideGenerator(
      fittedOn: strides.strides, sensors: strides.layout.sensorCount, configuration, seed: own,
      record: record
    ) { event in
      if let told = StudyEvent(event, of: job) { observe(told) }
    }
    let linear = try LinearStrideGenerator(
      fittedOn: strides.strides, components: configuration.components)
    return FittedGenerators(
      configuration: configuration, network: network, linear: linear, fittedOn: strides)
  }
}
