import GaitKernels
import GaitNN
import GaitTensor

/// The convolutional baseline over time: two convolutions and a linear head at every step.
public final class CNN1DNetwork: PanelNetwork {
  /// The sizes.
  public struct Configuration: PanelConfiguration {
    /// Input channels (ours).
    public var channels = 24
    /// Steps of a window; the network itself takes any number (ours).
    public var time = 100
    /// Outputs at every step (ours).
    public var outputs = 3
    /// Channels of the convolutions (ours).
    public var width = 64

    /// The defaults.
    public init() {}

    /// Checks that sizes are positive.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [("channels", channels), ("time", time), ("outputs", outputs), ("width", width)],
        model: name)
    }
  }

  /// `cnn1d`.
  public static let name = "cnn1d"
  /// The network in a line.
  public static let summary = "two convolutions over time with a linear head"

  /// The sizes.
  public let configuration: Configuration
  private let stem: TemporalStem
  private let output: Linear

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    stem = TemporalStem(
      channels: configuration.channels, width: configuration.width, using: &random)
    output = Linear(inputs: configuration.width, outputs: configuration.outputs, using: &random)
  }

  /// The outputs at each step of each window.
  public func callAsFunction(_ input: SequenceInput, _ context: inout Context) -> SequenceOutput {
    expectValid(input)
    return SequenceOutput(
      inBlocks(of: input.x, &context) { x, context in output(stem(x, &context)) })
  }

  /// Names `conv1`, `bn1`, `conv2`, `bn2` and `out`.
  public func register(in registry: inout Registry) {
    stem.register(in: &registry)
    registry.add("out", output)
  }
}
