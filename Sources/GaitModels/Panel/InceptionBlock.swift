import GaitKernels
import GaitNN
import GaitTensor

/// A bottleneck, kernels of three lengths and a pooled path side by side, then batch normalisation.
final class InceptionBlock: Module {
  private let bottleneck, pooled: Convolution1D
  private let convolutions: [Convolution1D]
  private let norm: BatchNorm

  init(inputs: Int, filters: Int, using random: inout RandomSource) {
    bottleneck = Convolution1D(
      inputs: inputs, outputs: filters, kernel: 1, bias: false, using: &random)
    convolutions = [39, 19, 9].map { kernel in
      Convolution1D(
        inputs: filters, outputs: filters, kernel: kernel, padding: .zeros(kernel / 2),
        bias: false, using: &random)
    }
    pooled = Convolution1D(inputs: inputs, outputs: filters, kernel: 1, bias: false, using: &random)
    norm = BatchNorm(features: 4 * filters)
  }

  /// Maps z [batch, time, inputs] to [batch, time, 4 filters].
  func callAsFunction(_ z: Tensor, _ context: inout Context) -> Tensor {
    let narrow = bottleneck(channelsLast: z, &context)
    var paths = convolutions.map { $0(channelsLast: narrow, &context) }
    let peaks = maxPool1D(channelsLast: z, window: 3, stride: 1, padding: 1)
    paths.append(pooled(channelsLast: peaks, &context))
    return norm(channelsLast: concatenated(paths, axis: 2), isRectified: true, &context)
  }

  func register(in registry: inout Registry) {
    registry.add("bottleneck", bottleneck)
    registry.add("conv", convolutions)
    registry.add("pooled", pooled)
    registry.add("bn", norm)
  }
}

/// A pointwise convolution with batch normalisation: the path around three blocks.
final class ResidualProjection: Module {
  private let convolution: Convolution1D
  private let norm: BatchNorm

  init(inputs: Int, outputs: Int, using random: inout RandomSource) {
    convolution = Convolution1D(
      inputs: inputs, outputs: outputs, kernel: 1, bias: false, using: &random)
    norm = BatchNorm(features: outputs)
  }

  /// The positive part of an addend plus the projection of z, both [batch, time, channels].
  func callAsFunction(_ z: Tensor, addedTo addend: Tensor, _ context: inout Context) -> Tensor {
    convolution(channelsLast: z, norm: norm, adding: addend, isRectified: true, &context)
  }

  func register(in registry: inout Registry) {
    registry.add("conv", convolution)
    registry.add("bn", norm)
  }
}
