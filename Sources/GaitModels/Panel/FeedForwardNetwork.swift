import GaitKernels
import GaitNN
import GaitTensor

/// The simplest baseline: a whole window through three dense layers.
///
/// Widths 512, 256 and 128 with dropout 0.05 are those of the public code behind Hossain et al. 2023,
/// doi:10.1109/JBHI.2023.3262164.
public final class FeedForwardNetwork: PanelNetwork {
  /// The sizes and switches.
  public struct Configuration: PanelConfiguration {
    /// Input channels (ours).
    public var channels = 24
    /// Steps of a window (ours).
    public var time = 100
    /// Outputs at every step (ours).
    public var outputs = 3
    /// Dropout behind each hidden layer.
    public var dropout: Scalar = 0.05

    /// The defaults.
    public init() {}

    /// Checks that sizes are positive and the dropout rate lies in 0..<1.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [("channels", channels), ("time", time), ("outputs", outputs)], model: name)
      try ConfigurationError.requireRate(dropout, model: name)
    }
  }

  /// `ffn`.
  public static let name = "ffn"
  /// The network in a line.
  public static let summary = "three dense layers over a whole window, the simplest baseline"
  /// True: the first layer sees the whole window.
  public static let needsExactTime = true

  /// The sizes and switches.
  public let configuration: Configuration
  private let layers: [Linear]
  private let output: Linear
  private let dropout: Dropout

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    let widths = [configuration.channels * configuration.time, 512, 256, 128]
    layers = zip(widths, widths.dropFirst()).map {
      Linear(inputs: $0, outputs: $1, using: &random)
    }
    output = Linear(
      inputs: 128, outputs: configuration.time * configuration.outputs, using: &random)
    dropout = Dropout(configuration.dropout)
  }

  /// The outputs at each step of each window.
  public func callAsFunction(_ input: SequenceInput, _ context: inout Context) -> SequenceOutput {
    expectValid(input)
    var h = input.x.flattened(from: 1)
    for layer in layers { h = dropout(layer(h, activation: .relu), &context) }
    return SequenceOutput(
      output(h).reshaped(to: [-1, configuration.time, configuration.outputs]))
  }

  /// Names `layers` and `out`.
  public func register(in registry: inout Registry) {
    registry.add("layers", layers)
    registry.add("out", output)
  }
}
