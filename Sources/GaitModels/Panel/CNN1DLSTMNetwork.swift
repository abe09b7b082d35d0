import GaitKernels
import GaitNN
import GaitTensor

/// Two convolutions over time, then an LSTM, then a linear head at every step.
public final class CNN1DLSTMNetwork: PanelNetwork {
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
    /// Width of the hidden state (ours).
    public var hidden = 128

    /// The defaults.
    public init() {}

    /// Checks that sizes are positive.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [
          ("channels", channels), ("time", time), ("outputs", outputs), ("width", width),
          ("hidden", hidden),
        ], model: name)
    }
  }

  /// `cnn1d-lstm`.
  public static let name = "cnn1d-lstm"
  /// The network in a line.
  public static let summary = "two convolutions over time and an LSTM with a linear head"

  /// The sizes.
  public let configuration: Configuration
  private let stem: TemporalStem
  private let recurrent: LSTM
  private let output: Linear

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    stem = TemporalStem(
      channels: configuration.channels, width: configuration.width, using: &random)
    recurrent = LSTM(inputs: configuration.width, hidden: configuration.hidden, using: &random)
    output = Linear(inputs: configuration.hidden, outputs: configuration.outputs, using: &random)
  }

  /// The outputs at each step of each window.
  public func callAsFunction(_ input: SequenceInput, _ context: inout Context) -> SequenceOutput {
    expectValid(input)
    return SequenceOutput(output(recurrent(stem(input.x, &context), &context)))
  }

  /// Names `conv1`, `bn1`, `conv2`, `bn2`, `lstm` and `out`.
  public func register(in registry: inout Registry) {
    stem.register(in: &registry)
    registry.add("lstm", recurrent)
    registry.add("out", output)
  }
}
