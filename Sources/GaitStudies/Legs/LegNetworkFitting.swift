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
    // Each job has draws of its own, whatever the order in which jobs are run.
    let own = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(Checksum.crc32c(Data(job.utf8)))
    var random = RandomSource(seed: own)
    let network = LegNetwork(kind, configuration, using: &random)
    let examples = legs.map { scalers.example($0, configuration) }
    let fit = fold.map { "without \($0.person)" } ?? "of everyone"
    let record = Trainer.RunRecord(
      folder: folder.job(kind.name, fold),
      identity: "\(identity) \(kind.name) \(fit)", epochsBetween: 2, isResuming: true)
    try network.fit(on: examples, configuration, seed: own, record: record) { event in
      switch event {
      case .began(let epoch) where epoch > 0:
        observe(.finishedEpoch(job: job, loss: 0, skipped: epoch))
      case .finishedEpoch(let report, _):
        observe(.finishedEpoch(job: job, loss: report.loss, skipped: 0))
      default: break
      }
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

  private static let scalersKey = "scalers"

  private static func file(_ kind: LegNetwork.Kind) -> String { kind.name + ".safetensors" }

  /// Writes the weights, and the scalers in the file's metadata.
  func write(to folder: RunFolder) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(scalers), as: UTF8.self)
    let file = folder.final(Self.file(network.kind))
    try folder.makeFolder(file.deletingLastPathComponent())
    var writer = SafetensorsWriter(
      metadata: ["model": network.kind.name, Self.scalersKey: text], isChecksummed: true)
    try StateDictionary(of: network.module).add(to: &writer)
    try writer.write(to: file)
  }

  /// Reads a network that `write` wrote.
  ///
  /// - Throws: Errors of the file, and `StateDictionaryError` where it is of another model.
  init(
    _ kind: LegNetwork.Kind, in folder: RunFolder, _ configuration: any LegStudyConfiguration
  ) throws {
    let url = folder.final(Self.file(kind))
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw StudyError.notARun(folder: folder.url.path, missing: "final/\(Self.file(kind))")
    }
    let file = try SafetensorsFile(contentsOf: url)
    try file.verifyChecksum()
    var random = RandomSource(seed: 0)
    network = LegNetwork(kind, configuration, using: &random)
    try StateDictionary(file).load(into: network.module, source: url.path)
    guard let text = file.metadata[Self.scalersKey],
      let scalers = try? JSONDecoder().decode(LegScalers.self, from: Data(text.utf8))
    else {
      throw RunFileError(file: url.path, reason: "its metadata hold no scalers")
    }
    self.scalers = scalers
    self.configuration = configuration
  }
}
