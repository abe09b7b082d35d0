import Foundation
import GaitData
import GaitKernels
import GaitNN
import GaitTraining

/// Fits one network of a run, or finds it fitted already.
struct LegNetworkFitting {
  let configuration: any LegStudyConfiguration
  let seed: UInt64
  let folder: RunFolder
  let identity: String

  /// Trains a network on legs of training people, with its scalers.
  func fit(
    _ kind: LegNetwork.Kind, _ job: String, leavingOut fold: LegFold?, on legs: [LegRecording],
    _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> FittedLegNetwork {
    let scalers = LegScalers(kind, configuration, fittedOn: legs)
    let own = RunManifest.seed(of: job, run: seed)
    var random = RandomSource(seed: own)
    let network = LegNetwork(kind, configuration, using: &random)
    let examples = legs.map { scalers.example($0, configuration) }
    let fit = fold.map { "without \($0.person)" } ?? "of everyone"
    let record = Trainer.RunRecord(
      folder: folder.job(kind.name, fold),
      identity: "\(identity) \(kind.name) \(fit)", epochsBetween: 2, isResuming: true)
    try network.fit(on: examples, configuration, seed: own, record: record) { event in
      if let told = StudyEvent(event, of: job) { observe(told) }
    }
    return FittedLegNetwork(network: network, scalers: scalers, configuration: configuration)
  }
}

/// A trained network with the scalers of its training people.
struct FittedLegNetwork {
  let network: LegNetwork
  let scalers: LegScalers
  let configuration: any LegStudyConfiguration

  init(network: LegNetwork, scalers: LegScalers, configuration: any LegStudyConfiguration) {
    self.network = network
    self.scalers = scalers
    self.configuration = configuration
  }

  /// The predicted numbers of a leg, by task and frame.
  func predict(_ leg: LegRecording) -> [[Double]] {
    scalers.restored(
      network.predict(scalers.example(leg, configuration), configuration), of: leg,
      type(of: configuration).question)
  }

  private static func fileName(_ kind: LegNetwork.Kind) -> String { kind.name + ".safetensors" }

  /// Writes the weights, and the scalers in the file's metadata.
  func write(to folder: RunFolder) throws {
    try NetworkFile(weights: StateDictionary(of: network.module), preparation: scalers)
      .write(to: folder, as: Self.fileName(network.kind), model: network.kind.name)
  }

  /// Reads a network that `write` wrote.
  ///
  /// - Throws: Errors of the file, and `StateDictionaryError` where it is of another model.
  init(
    _ kind: LegNetwork.Kind, in folder: RunFolder, _ configuration: any LegStudyConfiguration
  ) throws {
    let name = Self.fileName(kind)
    let file = try NetworkFile<LegScalers>(name, in: folder)
    var random = RandomSource(seed: 0)
    network = LegNetwork(kind, configuration, using: &random)
    try file.weights.load(into: network.module, source: folder.final(name).path)
    scalers = file.preparation
    self.configuration = configuration
  }
}
