import GaitKernels
import GaitNN
import GaitTensor

/// The convolutional baseline over the plane of time and channels, with a linear head at every step.
public final class CNN2DNetwork: PanelNetwork {
  /// The sizes.
  public struct Configuration: PanelConfiguration {
    /// Input channels, at least four (ours).
    public var channels = 24
    /// Steps of a window; the network itself takes any number (ours).
    public var time = 100
    /// Outputs at every step (ours).
    public var outputs = 3

    /// The defaults.
    public init() {}

    /// Checks that sizes are positive and enough channels are left to pool.
    public func validate() throws {
      try ConfigurationError.requirePositive([("time", time), ("outputs", outputs)], model: name)
      try ConfigurationError.require(
        channels >= 4, model: name, key: "channels", expected: "at least 4, pooled by four",
        found: channels)
    }
  }

  /// `cnn2d`.
  public static let name = "cnn2d"
  /// The network in a line.
  public static let summary = "two convolutions over time and channels with a linear head"

  /// The sizes.
  public let configuration: Configuration
  private let stem: PlaneStem
  private let output: Linear

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    stem = PlaneStem(using: &random)
    output = Linear(
      inputs: PlaneStem.features(channels: configuration.channels),
      outputs: configuration.outputs, using: &random)
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
