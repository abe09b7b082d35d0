import GaitKernels
import GaitNN
import GaitTensor

/// Two convolutions over time, each with batch normalisation and a rectifier.
final class TemporalStem: Module {
  private let convolution1, convolution2: Convolution1D
  private let norm1, norm2: BatchNorm

  init(channels: Int, width: Int, using random: inout RandomSource) {
    convolution1 = Convolution1D(
      inputs: channels, outputs: width, kernel: 5, padding: .zeros(2), using: &random)
    norm1 = BatchNorm(features: width)
    convolution2 = Convolution1D(
      inputs: width, outputs: width, kernel: 5, padding: .zeros(2), using: &random)
    norm2 = BatchNorm(features: width)
  }

  /// Maps x [batch, time, channels] to [batch, time, width].
  func callAsFunction(_ x: Tensor, _ context: inout Context) -> Tensor {
    let z = convolution1(channelsLast: x, norm: norm1, isRectified: true, &context)
    return convolution2(channelsLast: z, norm: norm2, isRectified: true, &context)
  }

  func register(in registry: inout Registry) {
    registry.add("conv1", convolution1)
    registry.add("bn1", norm1)
    registry.add("conv2", convolution2)
    registry.add("bn2", norm2)
  }
}
