import GaitKernels
import GaitNN
import GaitTensor

/// InceptionTime: kernels of three lengths side by side, a residual path around every third block.
///
/// Source: Ismail Fawaz et al. 2020, doi:10.1007/s10618-020-00710-y, with a head at every step in place
/// of the pool over time (ours).
public final class InceptionNetwork: PanelNetwork {
  /// The sizes.
  public struct Configuration: PanelConfiguration {
    /// Input channels (ours).
    public var channels = 24
    /// Steps of a window; the network itself takes any number (ours).
    public var time = 100
    /// Outputs at every step (ours).
    public var outputs = 3
    /// Channels of each path of a block (Ismail Fawaz and others 2020).
    public var filters = 32
    /// Blocks (Ismail Fawaz and others 2020).
    public var depth = 6

    /// The defaults.
    public init() {}

    /// Checks that sizes are positive.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [
          ("channels", channels), ("time", time), ("outputs", outputs), ("filters", filters),
          ("depth", depth),
        ], model: name)
    }
  }

  /// `inception`.
  public static let name = "inception"
  /// The network in a line.
  public static let summary =
    "InceptionTime: three kernel lengths a block (Ismail Fawaz et al. 2020)"

  /// The sizes.
  public let configuration: Configuration
  private let blocks: [InceptionBlock]
  private let skips: [ResidualProjection]
  private let output: Linear

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    let width = 4 * configuration.filters
    blocks = (0..<configuration.depth).map { index in
      InceptionBlock(
        inputs: index == 0 ? configuration.channels : width, filters: configuration.filters,
        using: &random)
    }
    skips = (0..<configuration.depth / 3).map { index in
      ResidualProjection(
        inputs: index == 0 ? configuration.channels : width, outputs: width, using: &random)
    }
    output = Linear(inputs: width, outputs: configuration.outputs, using: &random)
  }

  /// The outputs at each step of each window.
  public func callAsFunction(_ input: SequenceInput, _ context: inout Context) -> SequenceOutput {
    expectValid(input)
    return SequenceOutput(inBlocks(of: input.x, &context, forward))
  }

  private func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    var z = x
    var skip = z
    for (index, block) in blocks.enumerated() {
      z = block(z, &context)
      if index % 3 == 2 {
        z = skips[index / 3](skip, addedTo: z, &context)
        skip = z
      }
    }
    return output(z)
  }

  /// Names `blocks`, `skips.2`, `skips.5` and so on, and `out`.
  public func register(in registry: inout Registry) {
    registry.add("blocks", blocks)
    for (index, skip) in skips.enumerated() { registry.add("skips.\(3 * index + 2)", skip) }
    registry.add("out", output)
  }
}
