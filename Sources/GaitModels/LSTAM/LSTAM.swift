import GaitKernels
import GaitNN
import GaitTensor

/// Long short-term attention memory: a spectral filter, an autoencoder, an LSTM and attention.
///
/// In the published design of Xiong et al. 2026, Scientific Reports 16:13835: FFT, perceptrons and
/// convolutions that lower the dimension, then an LSTM with attention. Sizes, which the abstract
/// leaves open, are ours; the three switches are the paper's ablations.
public final class LSTAM: MultiTaskModel {
  /// `lstam`.
  public static let name = "lstam"
  /// The design in a line.
  public static let summary =
    "spectral filter, autoencoder, LSTM and attention: joint moments (Xiong et al. 2026)"

  /// Windows of the configuration's length.
  public static func example(
    batch: Int, _ configuration: Configuration, using random: inout RandomSource
  ) -> NamedTensors {
    NamedTensors(tensors: [
      "x": .normal([batch, configuration.time, configuration.channels], using: &random)
    ])
  }

  /// The sizes and switches.
  public let configuration: Configuration
  private let spectral: SpectralFilter?
  private let autoencoder: ConvolutionalAutoencoder?
  private let recurrent: LSTM
  private let pool: AdditiveAttention?
  private let head: Perceptron
  private let dropout: Dropout

  /// A network whose weights are drawn.
  public init(_ configuration: Configuration = Configuration(), using random: inout RandomSource) {
    self.configuration = configuration
    let (channels, hidden) = (configuration.channels, configuration.hidden)
    spectral =
      configuration.hasSpectralFilter
      ? SpectralFilter(time: configuration.time, hidden: 128, using: &random) : nil
    autoencoder =
      configuration.hasAutoencoder
      ? ConvolutionalAutoencoder(channels: channels, latent: configuration.latent, using: &random)
      : nil
    recurrent = LSTM(
      inputs: configuration.hasAutoencoder ? configuration.latent : channels, hidden: hidden,
      layers: 2, dropout: configuration.dropout, using: &random)
    pool =
      configuration.hasAttention
      ? AdditiveAttention(width: hidden, hidden: 64, using: &random) : nil
    head = Perceptron(
      inputs: configuration.hasAttention ? 2 * hidden : hidden, hidden: 64,
      outputs: configuration.outputs, using: &random)
    dropout = Dropout(configuration.dropout)
  }

  /// Checks the channels, and the steps where the spectral filter fixes them.
  public func validate(_ input: Input) throws {
    let (channels, time) = (configuration.channels, configuration.time)
    let isFixed = configuration.hasSpectralFilter
    try require(
      input.x, "x", [nil, isFixed ? time : nil, channels],
      "[batch, \(isFixed ? "\(time)" : "time"), \(channels)]")
  }

  /// The moments at the end of each window.
  public func callAsFunction(_ input: Input, _ context: inout Context) -> Output {
    expectValid(input)
    var z = input.x
    if let spectral { z = spectral(z.transposed(1, 2)).transposed(1, 2) }
    var reconstruction: Tensor?
    if let autoencoder {
      let code = autoencoder.encode(z, &context)
      reconstruction = autoencoder.decode(code, &context)
      z = code
    }
    let h = dropout(recurrent(z, &context), &context)
    let last = h.selected(axis: 1, h.shape[1] - 1)
    guard let pool else {
      return Output(moment: head(last), reconstruction: reconstruction, attention: nil)
    }
    let (mean, weights) = pool(h)
    return Output(
      moment: head(concatenated([mean, last], axis: 1)), reconstruction: reconstruction,
      attention: weights)
  }

  /// Names those of the spectral filter and the autoencoder, then `lstm`, `pool` and `head`.
  public func register(in registry: inout Registry) {
    spectral?.register(in: &registry)
    autoencoder?.register(in: &registry)
    registry.add("lstm", recurrent)
    registry.add("pool", pool)
    registry.add("head", head)
  }
}
