import GaitKernels
import GaitNN
import GaitTensor

/// Two convolutions over the plane of time and channels, each with batch normalisation, a rectifier
/// and a pool that halves the channels and keeps the steps.
final class PlaneStem: Module {
  private let convolution1, convolution2: Convolution2D
  private let norm1, norm2: BatchNorm

  /// Features at each step for a number of input channels.
  static func features(channels: Int) -> Int { 64 * (channels / 4) }

  init(using random: inout RandomSource) {
    convolution1 = Convolution2D(inputs: 1, outputs: 32, kernel: 3, padding: 1, using: &random)
    norm1 = BatchNorm(features: 32)
    convolution2 = Convolution2D(inputs: 32, outputs: 64, kernel: 3, padding: 1, using: &random)
    norm2 = BatchNorm(features: 64)
  }

  /// Maps x [batch, time, channels] to [batch, time, 64 (channels / 4)].
  func callAsFunction(_ x: Tensor, _ context: inout Context) -> Tensor {
    let half = PlaneExtent(height: 1, width: 2)
    // The rectifier goes behind the windows, where fewer elements are left.
    let first = maxPool2D(
      channelsLast: convolution1(channelsLast: x.expandingAxis(3), norm: norm1, &context),
      window: half, isRectified: true)
    let second = maxPool2D(
      channelsLast: convolution2(channelsLast: first, norm: norm2, &context), window: half,
      isRectified: true)
    return second.transposed(2, 3).flattened(from: 2)
  }

  func register(in registry: inout Registry) {
    registry.add("conv1", convolution1)
    registry.add("bn1", norm1)
    registry.add("conv2", convolution2)
    registry.add("bn2", norm2)
  }
}
