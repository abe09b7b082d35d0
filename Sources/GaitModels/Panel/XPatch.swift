import GaitKernels
import GaitNN
import GaitTensor

/// xPatch: an exponential split into trend and season, patches of the season, one stream for each.
///
/// Windows are normalised by channel and scaled back before the output map. Source: Stitsyuk, Choi
/// 2025, doi:10.1609/aaai.v39i19.34270; the linear map from channels to outputs is ours.
public final class XPatch: PanelNetwork {
  /// The sizes and switches.
  public struct Configuration: PanelConfiguration {
    /// Input channels (ours).
    public var channels = 24
    /// Steps of a window (ours).
    public var time = 100
    /// Outputs at every step (ours).
    public var outputs = 3
    /// The weight of a new step in the trend (Stitsyuk, Choi 2025).
    public var alpha: Scalar = 0.3
    /// Steps of a patch (Stitsyuk, Choi 2025).
    public var patch = 16
    /// Steps between patches (Stitsyuk, Choi 2025).
    public var stride = 8

    /// The defaults.
    public init() {}

    /// The number of patches of a window, its end repeated by one stride.
    var patches: Int { (time - patch) / stride + 2 }

    /// Checks that sizes are positive, that a patch fits, and the range of alpha.
    public func validate() throws {
      try ConfigurationError.requirePositive(
        [
          ("channels", channels), ("time", time), ("outputs", outputs), ("patch", patch),
          ("stride", stride),
        ], model: name)
      try ConfigurationError.require(
        time >= max(2, patch), model: name, key: "time",
        expected: "at least 2 and a patch, \(patch)", found: time)
      try ConfigurationError.require(
        alpha >= 0 && alpha <= 1, model: name, key: "alpha", expected: "a weight in 0...1",
        found: alpha)
    }
  }

  /// `xpatch`.
  public static let name = "xpatch"
  /// The network in a line.
  public static let summary = "trend and season in two streams, in patches (Stitsyuk, Choi 2025)"
  /// True: patches and trend are mapped over the whole window.
  public static let needsExactTime = true

  /// The sizes and switches.
  public let configuration: Configuration
  private let season: SeasonStream
  private let trend: TrendStream
  private let mix, output: Linear

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    let time = configuration.time
    season = SeasonStream(configuration, using: &random)
    trend = TrendStream(time: time, using: &random)
    mix = Linear(inputs: 2 * time, outputs: time, using: &random)
    output = Linear(
      inputs: configuration.channels, outputs: configuration.outputs, using: &random)
  }

  /// The outputs at each step of each window.
  public func callAsFunction(_ input: SequenceInput, _ context: inout Context) -> SequenceOutput {
    expectValid(input)
    return SequenceOutput(inBlocks(of: input.x, &context, forward))
  }

  private func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    let (batch, time, channels) = (x.shape[0], x.shape[1], x.shape[2])
    let mean = x.mean(axis: 1, keepingAxis: true)
    let centred = x - mean
    let deviation = sqrt(square(centred).mean(axis: 1, keepingAxis: true) + 1e-5)
    // Averaged while the channels are neighbours, all of them at once.
    let z = centred / deviation
    let slow = z.exponentialMovingAverage(axis: 1, alpha: configuration.alpha)
    func rows(_ x: Tensor) -> Tensor {
      x.transposed(1, 2).reshaped(to: [batch * channels, time])
    }
    let parts = [season(rows(z - slow), &context), trend(rows(slow))]
    let mixed = mix(concatenated(parts, axis: 1))
    let y = mixed.reshaped(to: [batch, channels, time]).transposed(1, 2)
    return output(y * deviation + mean)
  }

  /// Names those of the two streams, then `mix` and `out`.
  public func register(in registry: inout Registry) {
    season.register(in: &registry)
    trend.register(in: &registry)
    registry.add("mix", mix)
    registry.add("out", output)
  }
}
