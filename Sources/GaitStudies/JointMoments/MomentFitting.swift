import Foundation
import GaitData
import GaitEvaluation
import GaitKernels
import GaitModels
import GaitNN
import GaitTraining

/// Fits one network of a run, or finds it fitted already.
struct MomentFitting {
  let configuration: JointMomentsConfiguration
  let seed: UInt64
  let folder: RunFolder
  let identity: String

  /// Trains a network on legs of training people, with its scalers.
  func fit(
    _ kind: JointMomentNetwork.Kind, _ job: String, without person: String?,
    on legs: [LegRecording],
    _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> FittedMomentNetwork {
    let scalers = JointMomentScalers(configuration, fittedOn: legs)
    // Each job has draws of its own, whatever the order in which jobs are run.
    let own = seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(Checksum.crc32c(Data(job.utf8)))
    var random = RandomSource(seed: own)
    let network = JointMomentNetwork(kind, configuration, using: &random)
    let examples = legs.map { scalers.example($0, configuration) }
    let fit = person.map { "without \($0)" } ?? "of everyone"
    let record = Trainer.RunRecord(
      folder: folder.job(kind.rawValue, without: person),
      identity: "\(identity) \(kind.rawValue) \(fit)", epochsBetween: 2, isResuming: true)
    try network.fit(on: examples, configuration, seed: own, record: record) { event in
      switch event {
      case .began(let epoch) where epoch > 0:
        observe(.finishedEpoch(job: job, loss: 0, skipped: epoch))
      case .finishedEpoch(let report, _):
        observe(.finishedEpoch(job: job, loss: report.loss, skipped: 0))
      default: break
      }
    }
    return FittedMomentNetwork(
      network: network, scalers: scalers, configuration: configuration)
  }
}

/// A trained network with the scalers of its training people.
struct FittedMomentNetwork {
  let network: JointMomentNetwork
  let scalers: JointMomentScalers
  let configuration: JointMomentsConfiguration

  func predict(_ leg: LegRecording) -> LegPrediction {
    let scaled = network.predict(scalers.example(leg, configuration), configuration)
    return LegPrediction(leg: leg, moments: scalers.moments(scaled))
  }

  private static let scalersKey = "scalers"

  static func file(_ kind: JointMomentNetwork.Kind) -> String { kind.rawValue + ".safetensors" }

  /// Writes the weights, and the scalers in the file's metadata.
  func write(to folder: RunFolder) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(scalers), as: UTF8.self)
    let file = folder.final(Self.file(network.kind))
    try folder.makeFolder(file.deletingLastPathComponent())
    var writer = SafetensorsWriter(
      metadata: ["model": network.kind.rawValue, Self.scalersKey: text], isChecksummed: true)
    try StateDictionary(of: network.module).add(to: &writer)
    try writer.write(to: file)
  }

  /// Reads a network that `write` wrote.
  ///
  /// - Throws: Errors of the file, and `StateDictionaryError` where it is of another model.
  init(
    _ kind: JointMomentNetwork.Kind, in folder: RunFolder,
    _ configuration: JointMomentsConfiguration
  ) throws {
    let url = folder.final(Self.file(kind))
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw StudyError.notARun(folder: folder.url.path, missing: "final/\(Self.file(kind))")
    }
    let file = try SafetensorsFile(contentsOf: url)
    try file.verifyChecksum()
    var random = RandomSource(seed: 0)
    network = JointMomentNetwork(kind, configuration, using: &random)
    try StateDictionary(file).load(into: network.module, source: url.path)
    guard let text = file.metadata[Self.scalersKey],
      let scalers = try? JSONDecoder().decode(JointMomentScalers.self, from: Data(text.utf8))
    else {
      throw RunFileError(file: url.path, reason: "its metadata hold no scalers")
    }
    self.scalers = scalers
    self.configuration = configuration
  }

  init(
    network: JointMomentNetwork, scalers: JointMomentScalers,
    configuration: JointMomentsConfiguration
  ) {
    self.network = network
    self.scalers = scalers
    self.configuration = configuration
  }
}
