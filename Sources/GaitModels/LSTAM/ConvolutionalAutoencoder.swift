import GaitKernels
import GaitNN
import GaitTensor

/// Two convolutions to a code of fewer channels, and two back.
final class ConvolutionalAutoencoder: Module {
  private let encoder1, encoder2, decoder1, decoder2: Convolution1D

  init(channels: Int, latent: Int, using random: inout RandomSource) {
    encoder1 = Convolution1D(
      inputs: channels, outputs: 64, kernel: 5, padding: .zeros(2), using: &random)
    encoder2 = Convolution1D(
      inputs: 64, outputs: latent, kernel: 3, padding: .zeros(1), using: &random)
    decoder1 = Convolution1D(
      inputs: latent, outputs: 64, kernel: 3, padding: .zeros(1), using: &random)
    decoder2 = Convolution1D(
      inputs: 64, outputs: channels, kernel: 5, padding: .zeros(2), using: &random)
  }

  /// Maps [batch, time, channels] to the code [batch, time, latent].
  func encode(_ z: Tensor, _ context: inout Context) -> Tensor {
    let h = encoder1(channelsLast: z, isRectified: true, &context)
    return encoder2(channelsLast: h, isRectified: true, &context)
  }

  /// Maps the code back to [batch, time, channels].
  func decode(_ code: Tensor, _ context: inout Context) -> Tensor {
    decoder2(channelsLast: decoder1(channelsLast: code, isRectified: true, &context), &context)
  }

  func register(in registry: inout Registry) {
    registry.add("enc1", encoder1)
    registry.add("enc2", encoder2)
    registry.add("dec1", decoder1)
    registry.add("dec2", decoder2)
  }
}
