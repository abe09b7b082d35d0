import GaitKernels
import GaitNN
import GaitTensor

/// ResNet-50 on the plane of time and channels, repeated over three input planes.
///
/// Source: He et al. 2016, doi:10.1109/CVPR.2016.90, with the stride in the 3 x 3 convolution as in the
/// published ImageNet weights, whose names and shapes it has, the last layer aside.
public final class ResNet50: PanelNetwork {
  /// The sizes.
  public struct Configuration: PanelConfiguration {
    /// Input channels (ours).
    public var channels = 24
    /// Steps of a window (ours).
    public var time = 100
    /// Outputs at every step (ours).
    public var outputs = 3
    /// Channels of the first stage (He, Zhang, Ren, Sun 2016); fewer make a network for small data.
    public var width = 64

    /// The defaults.
    public init() {}

    /// Checks that sizes are positive.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [("channels", channels), ("time", time), ("outputs", outputs), ("width", width)],
        model: name)
    }
  }

  /// `resnet50`.
  public static let name = "resnet50"
  /// The network in a line.
  public static let summary = "ResNet-50 on the plane of time and channels (He et al. 2016)"
  /// True: the last layer writes all steps at once.
  public static let needsExactTime = true

  /// Blocks in each stage.
  static let depths = [3, 4, 6, 3]

  /// The sizes.
  public let configuration: Configuration
  private let convolution: Convolution2D
  private let norm: BatchNorm
  private let stages: [[BottleneckBlock]]
  private let output: Linear

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    let width = configuration.width
    convolution = Convolution2D(
      inputs: 3, outputs: width, kernel: 7, stride: 2, padding: 3, bias: false, using: &random)
    norm = BatchNorm(features: width)
    var inputs = width
    stages = Self.depths.enumerated().map { stage, depth in
      let own = width << stage
      return (0..<depth).map { index in
        defer { inputs = 4 * own }
        return BottleneckBlock(
          inputs: inputs, width: own, stride: stage > 0 && index == 0 ? 2 : 1, using: &random)
      }
    }
    output = Linear(
      inputs: inputs, outputs: configuration.time * configuration.outputs, using: &random)
  }

  /// The outputs at each step of each window.
  public func callAsFunction(_ input: SequenceInput, _ context: inout Context) -> SequenceOutput {
    expectValid(input)
    let plane = input.x.expandingAxis(3)
    let image = concatenated([plane, plane, plane], axis: 3)
    // The rectifier goes behind the windows, where fewer elements are left.
    let stem = convolution(channelsLast: image, norm: norm, &context)
    var z = maxPool2D(channelsLast: stem, window: 3, stride: 2, padding: 1, isRectified: true)
    for block in stages.joined() { z = block(z, &context) }
    let features = z.reshaped(to: [z.shape[0], -1, z.shape[3]]).mean(axis: 1)
    return SequenceOutput(
      output(features).reshaped(to: [-1, configuration.time, configuration.outputs]))
  }

  /// Names `conv1`, `bn1`, `layer1` to `layer4` and `fc`.
  public func register(in registry: inout Registry) {
    registry.add("conv1", convolution)
    registry.add("bn1", norm)
    for (index, blocks) in stages.enumerated() { registry.add("layer\(index + 1)", blocks) }
    registry.add("fc", output)
  }
}
