import GaitKernels
import GaitNN
import GaitTensor

/// The sizes that every comparison network has.
public protocol PanelConfiguration: ModelConfiguration {
  /// Input channels.
  var channels: Int { get set }
  /// Steps of a window.
  var time: Int { get set }
  /// Outputs at every step.
  var outputs: Int { get set }
}

/// A network that the papers compare with: signals [batch, time, channels] to as many steps of output.
///
/// Subject features, where a study has them, are appended to the signals as constant channels.
public protocol PanelNetwork: MultiTaskModel
where Configuration: PanelConfiguration, Input == SequenceInput, Output == SequenceOutput {
  /// Whether the network takes windows of `time` steps only.
  static var needsExactTime: Bool { get }
}

extension PanelNetwork {
  /// False: windows of any length.
  public static var needsExactTime: Bool { false }

  /// Windows of the configuration's length.
  public static func example(
    batch: Int, _ configuration: Configuration, using random: inout RandomSource
  ) -> NamedTensors {
    NamedTensors(tensors: [
      "x": .normal([batch, configuration.time, configuration.channels], using: &random)
    ])
  }

  /// Checks the channels and, where the network needs it, the number of steps.
  public func validate(_ input: SequenceInput) throws {
    let (channels, time) = (configuration.channels, configuration.time)
    try require(
      input.x, "x", [nil, Self.needsExactTime ? time : nil, channels],
      "[batch, \(Self.needsExactTime ? "\(time)" : "time"), \(channels)]")
  }
}

extension SequenceInput {
  /// Signals with subject features appended as constant channels.
  ///
  /// - Parameters:
  ///   - x: Signals [batch, time, channels].
  ///   - subject: Features [batch, features].
  public init(_ x: Tensor, subject: Tensor) {
    let (batch, time, features) = (x.shape[0], x.shape[1], subject.shape[1])
    let constant = subject.expandingAxis(1).expanded(to: [batch, time, features])
    self.init(concatenated([x, constant], axis: -1))
  }
}
