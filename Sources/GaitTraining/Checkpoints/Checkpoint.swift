import Foundation
import GaitNN
import GaitTensor

/// A saved run: weights, optimiser, running average, best weights, and where the run stood.
///
/// One safetensors file with a checksum, written beside its place and renamed, so that there is always
/// a whole one. The weights stand under their plain names and open in PyTorch; the rest under
/// `optimizer/`, `average/` and `best/`.
public struct Checkpoint: Sendable {
  /// The version of the layout.
  static let formatVersion = "1"

  /// What the run is: model, configuration, data, settings.
  ///
  /// A run resumes only its own checkpoint.
  public let identity: String
  /// Where the run stood.
  public let progress: TrainingProgress
  /// The weights and running state of the model.
  public let weights: StateDictionary
  /// The state of the optimiser.
  public let optimizer: StateDictionary
  /// The running average of the weights, where one is kept.
  public let average: StateDictionary?
  /// The weights of the best epoch, where they are kept.
  public let best: StateDictionary?

  /// A checkpoint of given parts.
  public init(
    identity: String, progress: TrainingProgress, weights: StateDictionary,
    optimizer: StateDictionary, average: StateDictionary?, best: StateDictionary?
  ) {
    self.identity = identity
    self.progress = progress
    self.weights = weights
    self.optimizer = optimizer
    self.average = average
    self.best = best
  }

  /// Writes the checkpoint; the one that stood there before survives any failure.
  ///
  /// - Throws: `FileError`, as for a full disk.
  public func write(to url: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let progress = String(decoding: try encoder.encode(progress), as: UTF8.self)
    var writer = SafetensorsWriter(
      metadata: [
        "format_version": Self.formatVersion, "kind": "checkpoint", "identity": identity,
        "progress": progress,
      ],
      isChecksummed: true)
    try weights.add(to: &writer)
    try optimizer.add(to: &writer, prefix: "optimizer/")
    try average?.add(to: &writer, prefix: "average/")
    try best?.add(to: &writer, prefix: "best/")
    try writer.write(to: url)
  }

  /// Reads a checkpoint of a run.
  ///
  /// - Throws: `FileError`, `SafetensorsError` where the bytes are damaged, `CheckpointError` where
  ///   it is of another run or layout.
  public init(contentsOf url: URL, identity expected: String) throws {
    let file = try SafetensorsFile(contentsOf: url)
    func metadata(_ key: String, _ meaning: String) throws -> String {
      guard let value = file.metadata[key] else {
        throw CheckpointError.notACheckpoint(file: url.path, expected: meaning)
      }
      return value
    }
    let version = try metadata("format_version", "the metadata of a checkpoint")
    guard version == Self.formatVersion else {
      throw CheckpointError.version(file: url.path, expected: Self.formatVersion, found: version)
    }
    try file.verifyChecksum()
    let found = try metadata("identity", "the identity of a run")
    guard found == expected else {
      throw CheckpointError.otherRun(file: url.path, expected: expected, found: found)
    }
    identity = found
    let text = try metadata("progress", "where a run stood")
    guard let progress = try? JSONDecoder().decode(TrainingProgress.self, from: Data(text.utf8))
    else { throw CheckpointError.notACheckpoint(file: url.path, expected: "readable progress") }
    self.progress = progress
    let all = try StateDictionary(file).tensors
    func part(_ prefix: String) -> StateDictionary? {
      let own = all.filter { $0.key.hasPrefix(prefix) }
      guard !own.isEmpty else { return nil }
      return StateDictionary(
        Dictionary(
          uniqueKeysWithValues: own.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
      )
    }
    weights = StateDictionary(all.filter { !$0.key.contains("/") })
    optimizer = part("optimizer/") ?? StateDictionary()
    average = part("average/")
    best = part("best/")
  }
}

/// Why a file cannot be resumed from.
public enum CheckpointError: Error, Equatable, CustomStringConvertible {
  /// A file that holds something else.
  case notACheckpoint(file: String, expected: String)
  /// A layout of another version.
  case version(file: String, expected: String, found: String)
  /// The checkpoint of another model, configuration or data.
  case otherRun(file: String, expected: String, found: String)
  /// State that does not belong to the module's parameters.
  case misfit(file: String, tensor: String, expected: String, found: String)

  /// The file, what was expected and what was found.
  public var description: String {
    switch self {
    case .notACheckpoint(let file, let expected):
      "\(file): not a checkpoint: expected \(expected), found none"
    case .version(let file, let expected, let found):
      "\(file): checkpoint version: expected \(expected), found \(found)"
    case .otherRun(let file, let expected, let found):
      "\(file): checkpoint of another run: expected \(expected), found \(found)"
    case .misfit(let file, let tensor, let expected, let found):
      "\(file): tensor \(tensor): expected \(expected), found \(found)"
    }
  }
}
