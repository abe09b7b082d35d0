import GaitKernels
import GaitNN
import GaitTensor

/// Two LSTM streams, inertial and muscular, that attend to each other: joint moments at every step.
///
/// In the published design of Niu et al. 2025, doi:10.1109/TNSRE.2025.3610281: dual-stream LSTM with
/// residual-connected cross-attention. Sizes, which the abstract leaves open, are ours.
public final class CrossLSTM: MultiTaskModel {
  /// The sizes and switches.
  public struct Configuration: ModelConfiguration {
    /// Channels of the inertial stream; 24 are four six-axis units (ours).
    public var imuChannels = 24
    /// Channels of the muscular stream; 11 are the muscles of the likely data set (ours).
    public var emgChannels = 11
    /// Joint moments; four are hip flexion and abduction, knee and ankle (ours).
    public var outputs = 4
    /// Width of each stream (ours).
    public var hidden = 128
    /// Attention heads (ours).
    public var heads = 4
    /// Dropout between the LSTM layers, in the attention blocks and before the head (ours).
    public var dropout: Scalar = 0.2
    /// Whether attention sees the past only, for use sample by sample (ours).
    public var isCausal = false

    /// The defaults.
    public init() {}

    enum CodingKeys: String, CodingKey {
      case imuChannels = "imu"
      case emgChannels = "emg"
      case outputs, hidden, heads, dropout
      case isCausal = "causal"
    }

    /// Checks that sizes are positive, that the heads divide the width, and the dropout rate.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [
          ("imu", imuChannels), ("emg", emgChannels), ("outputs", outputs), ("hidden", hidden),
          ("heads", heads),
        ], model: name)
      try ConfigurationError.require(
        hidden % heads == 0, model: name, key: "heads", expected: "a divisor of hidden, \(hidden)",
        found: heads)
      try ConfigurationError.requireRate(dropout, model: name)
    }
  }

  /// The two streams of a batch of windows.
  public struct Input: NamedInput, Sendable {
    /// Inertial channels [batch, time, imuChannels].
    public var imu: Tensor
    /// Muscular channels [batch, time, emgChannels].
    public var emg: Tensor

    /// The streams, of equal batch and time.
    public init(imu: Tensor, emg: Tensor) {
      self.imu = imu
      self.emg = emg
    }

    /// The tensors `imu` and `emg`.
    public init(named: NamedTensors) throws {
      imu = try named.tensor("imu", of: name)
      emg = try named.tensor("emg", of: name)
    }
  }

  /// The moments and where the streams looked.
  public struct Output: NamedOutput, Sendable {
    /// Joint moments at every step [batch, time, outputs].
    public let moment: Tensor
    /// What the inertial stream saw of the muscular one [batch, time, time].
    public let imuFromEMG: Tensor
    /// What the muscular stream saw of the inertial one [batch, time, time].
    public let emgFromIMU: Tensor

    /// The outputs by name.
    public var named: [(name: String, tensor: Tensor)] {
      [
        ("moment", moment), ("attention.imu_from_emg", imuFromEMG),
        ("attention.emg_from_imu", emgFromIMU),
      ]
    }
  }

  /// `cross-lstm`.
  public static let name = "cross-lstm"
  /// The design in a line.
  public static let summary =
    "two LSTM streams with residual cross-attention: joint moments (Niu et al. 2025)"

  /// Half a second at 200 Hz.
  public static func example(
    batch: Int, _ configuration: Configuration, using random: inout RandomSource
  ) -> NamedTensors {
    NamedTensors(tensors: [
      "imu": .normal([batch, 100, configuration.imuChannels], using: &random),
      "emg": .normal([batch, 100, configuration.emgChannels], using: &random),
    ])
  }

  /// The sizes and switches.
  public let configuration: Configuration
  private let imu, emg: LSTM
  private let imuFromEMG, emgFromIMU: ResidualCrossAttention
  private let linear1, linear2: Linear
  private let dropout: Dropout

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    let (hidden, rate) = (configuration.hidden, configuration.dropout)
    imu = LSTM(
      inputs: configuration.imuChannels, hidden: hidden, layers: 2, dropout: rate, using: &random)
    emg = LSTM(
      inputs: configuration.emgChannels, hidden: hidden, layers: 2, dropout: rate, using: &random)
    imuFromEMG = ResidualCrossAttention(
      width: hidden, heads: configuration.heads, feedForward: 2 * hidden, dropout: rate,
      using: &random)
    emgFromIMU = ResidualCrossAttention(
      width: hidden, heads: configuration.heads, feedForward: 2 * hidden, dropout: rate,
      using: &random)
    linear1 = Linear(inputs: 2 * hidden, outputs: hidden, using: &random)
    linear2 = Linear(inputs: hidden, outputs: configuration.outputs, using: &random)
    dropout = Dropout(rate)
  }

  /// Checks the two streams: their channels, and that batch and time are equal.
  public func validate(_ input: Input) throws {
    try require(
      input.imu, "imu", [nil, nil, configuration.imuChannels],
      "[batch, time, \(configuration.imuChannels)]")
    let (batch, time) = (input.imu.shape[0], input.imu.shape[1])
    try require(
      input.emg, "emg", [batch, time, configuration.emgChannels],
      "[\(batch), \(time), \(configuration.emgChannels)]")
  }

  /// The joint moments of each step of each window.
  public func callAsFunction(_ input: Input, _ context: inout Context) -> Output {
    expectValid(input)
    let (hi, he) = states(input, &context)
    let causal = configuration.isCausal
    let (zi, wi) = imuFromEMG(query: hi, source: he, isCausal: causal, &context)
    let (ze, we) = emgFromIMU(query: he, source: hi, isCausal: causal, &context)
    let mixed = dropout(
      linear1(concatenated([zi, ze], axis: -1), activation: .relu), &context)
    return Output(moment: linear2(mixed), imuFromEMG: wi, emgFromIMU: we)
  }

  /// The hidden states of both streams; of few windows, which keep one core busy each, side by side.
  private func states(_ input: Input, _ context: inout Context) -> (imu: Tensor, emg: Tensor) {
    let isTracked =
      input.imu.isTracked || input.emg.isTracked || imu.isTracked || emg.isTracked
    guard context.mode == .inference, input.imu.shape[0] <= 16, !isTracked else {
      let states = imu(input.imu, &context)
      return (states, emg(input.emg, &context))
    }
    let shared = context
    let states = Parallel.results(2) { stream in
      var own = shared
      return stream == 0 ? imu(input.imu, &own) : emg(input.emg, &own)
    }
    return (states[0], states[1])
  }

  /// Names `imu`, `emg`, `imu_from_emg`, `emg_from_imu`, `lin1` and `lin2`.
  public func register(in registry: inout Registry) {
    registry.add("imu", imu)
    registry.add("emg", emg)
    registry.add("imu_from_emg", imuFromEMG)
    registry.add("emg_from_imu", emgFromIMU)
    registry.add("lin1", linear1)
    registry.add("lin2", linear2)
  }
}
