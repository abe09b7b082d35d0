import GaitKernels
import GaitNN
import GaitTensor

/// The recurrent baseline that sees both ways: LSTM layers and a linear head at every step.
///
/// Two layers of 128 with dropout 0.2 between them, the panel's common form (ours).
public final class BidirectionalLSTMNetwork: PanelNetwork {
  /// The sizes and switches.
  public struct Configuration: PanelConfiguration {
    /// Input channels.
    public var channels = 24
    /// Steps of a window; the network itself takes any number.
    public var time = 100
    /// Outputs at every step.
    public var outputs = 3
    /// Width of the hidden state of each direction.
    public var hidden = 128
    /// Stacked layers.
    public var layers = 2
    /// Dropout between the layers.
    public var dropout: Scalar = 0.2

    /// The defaults.
    public init() {}

    /// Checks that sizes are positive and the dropout rate lies in 0..<1.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [
          ("channels", channels), ("time", time), ("outputs", outputs), ("hidden", hidden),
          ("layers", layers),
        ], model: name)
      try ConfigurationError.requireRate(dropout, model: name)
    }
  }

  /// `bilstm`.
  public static let name = "bilstm"
  /// The network in a line.
  public static let summary = "two-layer bidirectional LSTM with a linear head"

  /// The sizes and switches.
  public let configuration: Configuration
  private let recurrent: LSTM
  private let output: Linear

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    recurrent = LSTM(
      inputs: configuration.channels, hidden: configuration.hidden, layers: configuration.layers,
      direction: .both, dropout: configuration.dropout, using: &random)
    output = Linear(
      inputs: 2 * configuration.hidden, outputs: configuration.outputs, using: &random)
  }

  /// The outputs at each step of each window.
  public func callAsFunction(_ input: SequenceInput, _ context: inout Context) -> SequenceOutput {
    expectValid(input)
    return SequenceOutput(output(recurrent(input.x, &context)))
  }

  /// Names `rnn` and `out`.
  public func register(in registry: inout Registry) {
    registry.add("rnn", recurrent)
    registry.add("out", output)
  }
}
