import GaitKernels
import GaitNN
import GaitTensor

/// A pre-norm transformer encoder with sinusoidal positions and a linear head at every step.
///
/// The transformer of the comparisons on surface EMG; sizes are ours.
public final class TransformerNetwork: PanelNetwork {
  /// The sizes and switches.
  public struct Configuration: PanelConfiguration {
    /// Input channels (ours).
    public var channels = 24
    /// The most steps of a window (ours).
    public var time = 100
    /// Outputs at every step (ours).
    public var outputs = 3
    /// Width of the encoder (ours).
    public var width = 64
    /// Attention heads (ours).
    public var heads = 4
    /// Encoder layers (ours).
    public var layers = 2
    /// Dropout in each layer; PyTorch's default.
    public var dropout: Scalar = 0.1

    /// The defaults.
    public init() {}

    enum CodingKeys: String, CodingKey {
      case channels, time, outputs, heads, layers, dropout
      case width = "d"
    }

    /// Checks that sizes are positive, the width is even and divisible by the heads, and the rate.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [
          ("channels", channels), ("time", time), ("outputs", outputs), ("d", width),
          ("heads", heads), ("layers", layers),
        ], model: name)
      try ConfigurationError.require(
        width % 2 == 0 && width % heads == 0, model: name, key: "d",
        expected: "an even multiple of the \(heads) heads", found: width)
      try ConfigurationError.requireRate(dropout, model: name)
    }
  }

  /// `transformer`.
  public static let name = "transformer"
  /// The network in a line.
  public static let summary = "pre-norm transformer encoder with sinusoidal positions"

  /// The sizes and switches.
  public let configuration: Configuration
  private let embedding: Linear
  private let positions: SinusoidalPositions
  private let layers: [TransformerEncoderLayer]
  private let norm: LayerNorm
  private let output: Linear

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    let width = configuration.width
    embedding = Linear(inputs: configuration.channels, outputs: width, using: &random)
    positions = SinusoidalPositions(time: configuration.time, width: width)
    layers = (0..<configuration.layers).map { _ in
      TransformerEncoderLayer(
        width: width, heads: configuration.heads, feedForward: 4 * width,
        dropout: configuration.dropout, using: &random)
    }
    norm = LayerNorm(features: width)
    output = Linear(inputs: width, outputs: configuration.outputs, using: &random)
  }

  /// Checks the channels, and that a window is no longer than the table of positions.
  public func validate(_ input: SequenceInput) throws {
    let (channels, time) = (configuration.channels, configuration.time)
    let meaning = "[batch, at most \(time), \(channels)]"
    try require(input.x, "x", [nil, nil, channels], meaning)
    guard input.x.shape[1] <= time else {
      throw ModelInputError.shape(
        model: Self.name, field: "x", expected: meaning, found: input.x.shape)
    }
  }

  /// The outputs at each step of each window.
  public func callAsFunction(_ input: SequenceInput, _ context: inout Context) -> SequenceOutput {
    expectValid(input)
    return SequenceOutput(
      inBlocks(of: input.x, &context) { x, context in
        var h = positions(embedding(x))
        for layer in layers { h = layer(h, &context) }
        return output(norm(h))
      })
  }

  /// Names `embed`, `layers`, `norm` and `out`.
  public func register(in registry: inout Registry) {
    registry.add("embed", embedding)
    registry.add("layers", layers)
    registry.add("norm", norm)
    registry.add("out", output)
  }
}
