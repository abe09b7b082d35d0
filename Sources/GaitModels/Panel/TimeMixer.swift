import GaitKernels
import GaitNN
import GaitTensor

/// TimeMixer: seasons and trends at several time scales, mixed between the scales.
///
/// Source: Wang et al. 2024, doi:10.48550/arXiv.2405.14616, on embedded channels with a linear map to
/// the outputs; sizes are ours.
public final class TimeMixer: PanelNetwork {
  /// The sizes.
  public struct Configuration: PanelConfiguration {
    /// Input channels (ours).
    public var channels = 24
    /// Steps of a window (ours).
    public var time = 100
    /// Outputs at every step (ours).
    public var outputs = 3
    /// Width of the embedding (ours).
    public var width = 32
    /// Width of the feed-forward part (ours).
    public var feedForward = 64
    /// Time scales, each half as long as the one before (ours).
    public var scales = 3
    /// Mixing blocks (ours).
    public var blocks = 2
    /// Steps of the moving average that splits off the trend (Wang and others 2024).
    public var kernel = 25

    /// The defaults.
    public init() {}

    enum CodingKeys: String, CodingKey {
      case channels, time, outputs, scales, blocks, kernel
      case width = "d"
      case feedForward = "feedforward"
    }

    /// The number of steps at each scale.
    var lengths: [Int] { (0..<scales).map { time >> $0 } }

    /// Checks that sizes are positive and that a step is left at the coarsest scale.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [
          ("channels", channels), ("time", time), ("outputs", outputs), ("d", width),
          ("feedforward", feedForward), ("scales", scales), ("blocks", blocks), ("kernel", kernel),
        ], model: name)
      try ConfigurationError.require(
        scales < 31 && time >> (scales - 1) > 0, model: name, key: "scales",
        expected: "so few that \(time) steps can be halved between them", found: scales)
    }
  }

  /// `timemixer`.
  public static let name = "timemixer"
  /// The network in a line.
  public static let summary = "seasons and trends mixed across time scales (Wang et al. 2024)"
  /// True: the scales are mapped over the whole window.
  public static let needsExactTime = true

  /// The sizes.
  public let configuration: Configuration
  private let embedding: Linear
  private let blocks: [ScaleMixingBlock]
  private let predictions: [Linear]
  private let output: Linear

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    embedding = Linear(
      inputs: configuration.channels, outputs: configuration.width, using: &random)
    blocks = (0..<configuration.blocks).map { _ in
      ScaleMixingBlock(configuration, using: &random)
    }
    predictions = configuration.lengths.map {
      Linear(inputs: $0, outputs: configuration.time, using: &random)
    }
    output = Linear(inputs: configuration.width, outputs: configuration.outputs, using: &random)
  }

  /// The outputs at each step of each window.
  public func callAsFunction(_ input: SequenceInput, _ context: inout Context) -> SequenceOutput {
    expectValid(input)
    return SequenceOutput(inBlocks(of: input.x, &context) { x, _ in forward(x) })
  }

  private func forward(_ x: Tensor) -> Tensor {
    var signals = [x.transposed(1, 2)]
    for scale in 1..<max(1, configuration.scales) {
      signals.append(averagePool1D(signals[scale - 1], window: 2))
    }
    var scales = signals.map { embedding($0.transposed(1, 2)).transposed(1, 2) }
    for block in blocks { scales = block(scales) }
    let parts = zip(predictions, scales).map { $0($1) }
    let sum = parts.dropFirst().reduce(parts[0]) { $0 + $1 }
    return output(sum.transposed(1, 2))
  }

  /// Names `embed`, `blocks`, `predict` and `out`.
  public func register(in registry: inout Registry) {
    registry.add("embed", embedding)
    registry.add("blocks", blocks)
    registry.add("predict", predictions)
    registry.add("out", output)
  }
}
