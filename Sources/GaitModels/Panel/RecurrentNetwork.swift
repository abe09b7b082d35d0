import GaitKernels
import GaitNN
import GaitTensor

/// The plain recurrent baseline, `lstm`: a stack of LSTM layers and a linear head at every step.
public typealias LSTMNetwork = RecurrentNetwork<RecurrentBaselines.ForwardLSTM>
/// The recurrent baseline that sees both ways, `bilstm`.
public typealias BidirectionalLSTMNetwork = RecurrentNetwork<RecurrentBaselines.BidirectionalLSTM>
/// The recurrent baseline of fewer gates, `gru`.
public typealias GRUNetwork = RecurrentNetwork<RecurrentBaselines.ForwardGRU>

/// What tells one recurrent baseline from another.
public protocol RecurrentBaseline {
  /// The layers that carry the state.
  associatedtype Layers: RecurrentModule
  /// Which way they run.
  static var direction: RecurrentDirection { get }
  /// The network's name in the catalog.
  static var name: String { get }
  /// The network in a line.
  static var summary: String { get }
}

/// The recurrent baselines of the panel.
public enum RecurrentBaselines {
  /// LSTM layers from the first step to the last.
  public enum ForwardLSTM: RecurrentBaseline {
    /// Four gates.
    public typealias Layers = LSTM
    /// One way.
    public static let direction = RecurrentDirection.forward
    /// `lstm`.
    public static let name = "lstm"
    /// The network in a line.
    public static let summary = "two-layer LSTM with a linear head, the recurrent baseline"
  }

  /// LSTM layers both ways.
  public enum BidirectionalLSTM: RecurrentBaseline {
    /// Four gates.
    public typealias Layers = LSTM
    /// Both ways.
    public static let direction = RecurrentDirection.both
    /// `bilstm`.
    public static let name = "bilstm"
    /// The network in a line.
    public static let summary = "two-layer bidirectional LSTM with a linear head"
  }

  /// Gated recurrent units from the first step to the last.
  public enum ForwardGRU: RecurrentBaseline {
    /// Three gates.
    public typealias Layers = GRU
    /// One way.
    public static let direction = RecurrentDirection.forward
    /// `gru`.
    public static let name = "gru"
    /// The network in a line.
    public static let summary = "two-layer GRU with a linear head"
  }
}

/// Recurrent layers and a linear head at every step.
///
/// Two layers of 128 with dropout 0.2 between them, the panel's common form (ours).
public final class RecurrentNetwork<Baseline: RecurrentBaseline>: PanelNetwork {
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
        ], model: Baseline.name)
      try ConfigurationError.requireRate(dropout, model: Baseline.name)
    }
  }

  /// The baseline's name in the catalog.
  public static var name: String { Baseline.name }
  /// The network in a line.
  public static var summary: String { Baseline.summary }

  /// The sizes and switches.
  public let configuration: Configuration
  private let recurrent: Baseline.Layers
  private let output: Linear

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    recurrent = Baseline.Layers(
      inputs: configuration.channels, hidden: configuration.hidden, layers: configuration.layers,
      direction: Baseline.direction, dropout: configuration.dropout, using: &random)
    let directions = Baseline.direction == .both ? 2 : 1
    output = Linear(
      inputs: directions * configuration.hidden, outputs: configuration.outputs, using: &random)
  }

  /// The outputs at each step of each window.
  public func callAsFunction(_ input: SequenceInput, _ context: inout Context) -> SequenceOutput {
    expectValid(input)
    return SequenceOutput(output(recurrent(input.x, lengths: nil, &context)))
  }

  /// Names `rnn` and `out`.
  public func register(in registry: inout Registry) {
    registry.add("rnn", recurrent)
    registry.add("out", output)
  }
}
