import GaitKernels
import GaitNN
import GaitTensor

/// Convolutions over the plane of time and channels, then an LSTM: ground reaction forces.
///
/// In the published design of Sugiarto et al. 2025, doi:10.1186/s12938-025-01409-3: a 2D-CNN-LSTM with
/// subject features (knee alignment left and right, affected side). Sizes and the place where the
/// features enter, which the abstract leaves open, are ours.
public final class CNN2DLSTM: MultiTaskModel {
  /// Where the subject features enter.
  public enum Injection: String, Sendable, Codable, CaseIterable {
    /// As constant input channels.
    case channels
    /// At the dense layer behind the LSTM.
    case late
    /// Nowhere.
    case none
  }

  /// The sizes and switches.
  public struct Configuration: ModelConfiguration {
    /// Input channels (ours).
    public var channels = 21
    /// Subject features; knee alignment left and right and affected side (Sugiarto and others 2025).
    public var subject = 3
    /// Components of the force: medio-lateral, antero-posterior, vertical (Sugiarto and others 2025).
    public var outputs = 3
    /// Width of the LSTM (ours).
    public var hidden = 128
    /// Dropout behind the LSTM (ours).
    public var dropout: Scalar = 0.2
    /// Where the subject features enter (ours).
    public var inject = Injection.late

    /// The defaults.
    public init() {}

    /// Where the features enter; nowhere if there are none.
    public var injection: Injection { subject > 0 ? inject : .none }

    /// Checks that sizes are positive, that channels are left to pool, and the dropout rate.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [("outputs", outputs), ("hidden", hidden)], model: name)
      try ConfigurationError.require(
        channels > 0 && planeWidth >= 4, model: name, key: "channels",
        expected: "at least 4 with the features, pooled by four", found: channels)
      try ConfigurationError.require(
        subject >= 0, model: name, key: "subject", expected: "a size, 0 for none", found: subject)
      try ConfigurationError.requireRate(dropout, model: name)
    }

    /// The channels of the plane that the convolutions see.
    var planeWidth: Int { channels + (injection == .channels ? subject : 0) }
  }

  /// A batch of windows and the people they come from.
  public struct Input: NamedInput, Sendable {
    /// Signals [batch, time, channels].
    public var x: Tensor
    /// Subject features [batch, subject]; not read where they enter nowhere.
    public var subject: Tensor?

    /// Signals and, where the network takes them, subject features.
    public init(x: Tensor, subject: Tensor? = nil) {
      self.x = x
      self.subject = subject
    }

    /// The tensors `x` and, if there is one, `subject`.
    public init(named: NamedTensors) throws {
      x = try named.tensor("x", of: name)
      subject = named.tensors["subject"]
    }
  }

  /// The forces.
  public struct Output: NamedOutput, Sendable {
    /// Ground reaction force in body weights [batch, time, outputs].
    public let groundReactionForce: Tensor

    /// The output by name: `grf`.
    public var named: [(name: String, tensor: Tensor)] { [("grf", groundReactionForce)] }
  }

  /// `cnn2d-lstm`.
  public static let name = "cnn2d-lstm"
  /// The design in a line.
  public static let summary =
    "2D convolutions and an LSTM with subject features: ground reaction force (Sugiarto et al. 2025)"

  /// Windows of 100 steps.
  public static func example(
    batch: Int, _ configuration: Configuration, using random: inout RandomSource
  ) -> NamedTensors {
    var named = NamedTensors(tensors: [
      "x": .normal([batch, 100, configuration.channels], using: &random)
    ])
    if configuration.injection != .none {
      named.tensors["subject"] = .normal([batch, configuration.subject], using: &random)
    }
    return named
  }

  /// The sizes and switches.
  public let configuration: Configuration
  private let stem: PlaneStem
  private let recurrent: LSTM
  private let head: Perceptron
  private let dropout: Dropout

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    stem = PlaneStem(using: &random)
    recurrent = LSTM(
      inputs: PlaneStem.features(channels: configuration.planeWidth),
      hidden: configuration.hidden, using: &random)
    let late = configuration.injection == .late ? configuration.subject : 0
    head = Perceptron(
      inputs: configuration.hidden + late, hidden: 64, outputs: configuration.outputs,
      using: &random)
    dropout = Dropout(configuration.dropout)
  }

  /// Checks the channels and, where they enter, the subject features.
  public func validate(_ input: Input) throws {
    try require(
      input.x, "x", [nil, nil, configuration.channels], "[batch, time, \(configuration.channels)]")
    guard configuration.injection != .none else { return }
    guard let subject = input.subject else {
      throw ModelInputError.missing(model: Self.name, field: "subject")
    }
    let batch = input.x.shape[0]
    try require(
      subject, "subject", [batch, configuration.subject], "[\(batch), \(configuration.subject)]")
  }

  /// The force at each step of each window.
  public func callAsFunction(_ input: Input, _ context: inout Context) -> Output {
    expectValid(input)
    let (batch, time) = (input.x.shape[0], input.x.shape[1])
    let features = input.subject.map { subject in
      subject.expandingAxis(1).expanded(to: [batch, time, subject.shape[1]])
    }
    var x = input.x
    if configuration.injection == .channels, let features {
      x = concatenated([x, features], axis: -1)
    }
    var h = dropout(recurrent(stem(x, &context), &context), &context)
    if configuration.injection == .late, let features { h = concatenated([h, features], axis: -1) }
    return Output(groundReactionForce: head(h))
  }

  /// Names `conv1`, `bn1`, `conv2`, `bn2`, `lstm` and `head`.
  public func register(in registry: inout Registry) {
    stem.register(in: &registry)
    registry.add("lstm", recurrent)
    registry.add("head", head)
  }
}
