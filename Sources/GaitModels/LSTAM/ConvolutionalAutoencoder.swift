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

  /// Maps [batch, channels, time] to the code [batch, latent, time].
  func encode(_ z: Tensor) -> Tensor { relu(encoder2(relu(encoder1(z)))) }

  /// Maps the code back to [batch, channels, time].
  func decode(_ code: Tensor) -> Tensor { decoder2(relu(decoder1(code))) }

  func register(in registry: inout Registry) {
    registry.add("enc1", encoder1)
    registry.add("enc2", encoder2)
    registry.add("dec1", decoder1)
    registry.add("dec2", decoder2)
  }
}
