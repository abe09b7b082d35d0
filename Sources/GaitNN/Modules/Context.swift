import GaitKernels
import GaitTensor

/// What a forward pass needs besides its inputs: training or inference, and its randomness.
public struct Context: Sendable {
  /// Whether dropout and batch statistics are at work.
  public enum Mode: String, Sendable, Codable {
    /// Dropout draws; batch normalisation uses and updates the statistics of the batch.
    case training
    /// The same inputs always give the same outputs.
    case inference
  }

  /// Training or inference.
  public var mode: Mode
  /// Where dropout takes its keys from.
  public var random: RandomSource
  /// Whether dropout draws in training; off where a run is compared number by number.
  public var appliesDropout = true

  /// A context for training, its randomness seeded.
  public static func training(seed: UInt64) -> Context {
    Context(mode: .training, random: RandomSource(seed: seed))
  }

  /// A context for inference.
  public static var inference: Context {
    Context(mode: .inference, random: RandomSource(seed: 0))
  }

  /// A context of given mode and source.
  public init(mode: Mode, random: RandomSource) {
    self.mode = mode
    self.random = random
  }
}
