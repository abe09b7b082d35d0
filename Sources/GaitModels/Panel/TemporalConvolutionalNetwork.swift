import GaitKernels
import GaitNN
import GaitTensor

/// Dilated causal convolutions in residual blocks: each output sees the past only.
///
/// Source: Bai, Kolter, Koltun 2018, doi:10.48550/arXiv.1803.01271; sizes are ours.
public final class TemporalConvolutionalNetwork: PanelNetwork {
  /// The sizes and switches.
  public struct Configuration: PanelConfiguration {
    /// Input channels (ours).
    public var channels = 24
    /// Steps of a window; the network itself takes any number (ours).
    public var time = 100
    /// Outputs at every step (ours).
    public var outputs = 3
    /// Channels of the blocks (ours).
    public var width = 64
    /// Blocks; the dilation doubles from each to the next (ours).
    public var levels = 4
    /// Taps of a kernel (ours).
    public var kernel = 5
    /// Dropout behind each convolution (Bai, Kolter, Koltun 2018 tune it; the value is ours).
    public var dropout: Scalar = 0.2

    /// The defaults.
    public init() {}

    /// Checks that sizes are positive and the dropout rate lies in 0..<1.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [
          ("channels", channels), ("time", time), ("outputs", outputs), ("width", width),
          ("levels", levels), ("kernel", kernel),
        ], model: name)
      try ConfigurationError.requireRate(dropout, model: name)
    }
  }

  /// `tcn`.
  public static let name = "tcn"
  /// The network in a line.
  public static let summary = "dilated causal convolutions in residual blocks (Bai et al. 2018)"

  /// The sizes and switches.
  public let configuration: Configuration
  private let blocks: [DilatedCausalBlock]
  private let output: Linear

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    blocks = (0..<configuration.levels).map { level in
      DilatedCausalBlock(
        inputs: level == 0 ? configuration.channels : configuration.width,
        width: configuration.width, kernel: configuration.kernel, dilation: 1 << level,
        dropout: configuration.dropout, using: &random)
    }
    output = Linear(inputs: configuration.width, outputs: configuration.outputs, using: &random)
  }

  /// The outputs at each step of each window.
  public func callAsFunction(_ input: SequenceInput, _ context: inout Context) -> SequenceOutput {
    expectValid(input)
    return SequenceOutput(
      inBlocks(of: input.x, &context) { x, context in
        var z = x
        for block in blocks { z = block(z, &context) }
        return output(z)
      })
  }

  /// Names `blocks` and `out`.
  public func register(in registry: inout Registry) {
    registry.add("blocks", blocks)
    registry.add("out", output)
  }
}
