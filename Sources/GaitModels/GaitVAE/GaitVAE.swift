import GaitKernels
import GaitNN
import GaitTensor

/// A conditional variational autoencoder of strides: the gait simulator of ST-AMMFN.
///
/// The published design (Zhang, Meng, Jiang 2025) states that synthetic gait keeps the push-off peak,
/// not which generator makes it; this one is ours, after Kingma, Welling 2014,
/// doi:10.48550/arXiv.1312.6114, and Sohn, Lee, Yan 2015.
public final class GaitVAE: MultiTaskModel {
  /// `gait-vae`.
  public static let name = "gait-vae"
  /// The design in a line.
  public static let summary = "conditional variational autoencoder of strides, the gait simulator"

  /// Strides of the configuration's length.
  public static func example(
    batch: Int, _ configuration: Configuration, using random: inout RandomSource
  ) -> NamedTensors {
    let (time, channels) = (configuration.time, configuration.channels)
    return NamedTensors(tensors: [
      "stride": abs(Tensor.normal([batch, time, channels], using: &random)),
      "condition": .normal([batch, configuration.condition], using: &random),
      "noise": .normal([batch, configuration.latent], using: &random),
    ])
  }

  /// The sizes.
  public let configuration: Configuration
  private let encoder1, encoder2: Convolution1D
  private let mean, logVariance, expansion: Linear
  private let decoder1, decoder2: TransposedConvolution1D

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    let (channels, width) = (configuration.channels, configuration.width)
    let flat = width * (configuration.time / 4)
    let (latent, condition) = (configuration.latent, configuration.condition)
    encoder1 = Convolution1D(
      inputs: channels, outputs: width, kernel: 5, stride: 2, padding: .zeros(2), using: &random)
    encoder2 = Convolution1D(
      inputs: width, outputs: width, kernel: 5, stride: 2, padding: .zeros(2), using: &random)
    mean = Linear(inputs: flat + condition, outputs: latent, using: &random)
    logVariance = Linear(inputs: flat + condition, outputs: latent, using: &random)
    expansion = Linear(inputs: latent + condition, outputs: flat, using: &random)
    decoder1 = TransposedConvolution1D(
      inputs: width, outputs: width, kernel: 4, stride: 2, padding: 1, using: &random)
    decoder2 = TransposedConvolution1D(
      inputs: width, outputs: channels, kernel: 4, stride: 2, padding: 1, using: &random)
  }

  /// Checks the stride's steps and channels, the condition, and the noise where it is given.
  public func validate(_ input: Input) throws {
    let (time, channels) = (configuration.time, configuration.channels)
    try require(
      input.stride, "stride", [nil, time, channels], "[batch, \(time), \(channels)]")
    let batch = input.stride.shape[0]
    try require(
      input.condition, "condition", [batch, configuration.condition],
      "[\(batch), \(configuration.condition)]")
    if let noise = input.noise {
      try require(
        noise, "noise", [batch, configuration.latent], "[\(batch), \(configuration.latent)]")
    }
  }

  /// The distribution of the code of each stride.
  ///
  /// - Parameters:
  ///   - stride: [batch, time, channels].
  ///   - condition: [batch, condition].
  /// - Returns: The mean and the logarithm of the variance, both [batch, latent].
  public func encode(
    _ stride: Tensor, condition: Tensor
  ) -> (mean: Tensor, logVariance: Tensor) {
    var context = Context.inference
    let once = encoder1(channelsLast: stride, isRectified: true, &context)
    let h = encoder2(channelsLast: once, isRectified: true, &context)
    let known = concatenated([h.transposed(1, 2).flattened(from: 1), condition], axis: 1)
    return (mean(known), logVariance(known))
  }

  /// The stride of each code, pressures never negative.
  ///
  /// - Parameters:
  ///   - code: [batch, latent]; standard normal numbers give new strides.
  ///   - condition: [batch, condition].
  /// - Returns: [batch, time, channels].
  public func decode(_ code: Tensor, condition: Tensor) -> Tensor {
    let flat = expansion(concatenated([code, condition], axis: 1), activation: .relu)
    let h = flat.reshaped(to: [-1, configuration.width, configuration.time / 4])
    let once = decoder1(channelsLast: h.transposed(1, 2), isRectified: true)
    return softplus(decoder2(channelsLast: once), leading: configuration.pressures)
  }

  /// New strides of given conditions [batch, condition], drawn from the prior.
  public func sample(condition: Tensor, using random: inout RandomSource) -> Tensor {
    let code = Tensor.normal([condition.shape[0], configuration.latent], using: &random)
    return decode(code, condition: condition)
  }

  /// Encodes each stride, draws a code and decodes it.
  ///
  /// Without given noise the code is drawn in training and is the mean at inference.
  public func callAsFunction(_ input: Input, _ context: inout Context) -> Output {
    expectValid(input)
    let (mean, logVariance) = encode(input.stride, condition: input.condition)
    var code = mean
    if let noise = input.noise {
      code = mean + exp(logVariance * 0.5) * noise
    } else if context.mode == .training {
      let noise = Tensor.normal(mean.shape, using: &context.random)
      code = mean + exp(logVariance * 0.5) * noise
    }
    return Output(
      reconstruction: decode(code, condition: input.condition), mean: mean,
      logVariance: logVariance)
  }

  /// Names `enc1`, `enc2`, `mu`, `logvar`, `expand`, `dec1` and `dec2`.
  public func register(in registry: inout Registry) {
    registry.add("enc1", encoder1)
    registry.add("enc2", encoder2)
    registry.add("mu", mean)
    registry.add("logvar", logVariance)
    registry.add("expand", expansion)
    registry.add("dec1", decoder1)
    registry.add("dec2", decoder2)
  }
}
