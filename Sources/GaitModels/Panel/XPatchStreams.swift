import GaitKernels
import GaitNN
import GaitTensor

/// The stream of xPatch that sees the season, patch by patch.
final class SeasonStream: Module {
  private let linear1, linear2, linear3, linear4: Linear
  private let convolution1, convolution2: Convolution1D
  private let norm1, norm2, norm3: BatchNorm
  private let patch, stride: Int

  init(_ configuration: XPatch.Configuration, using random: inout RandomSource) {
    (patch, stride) = (configuration.patch, configuration.stride)
    let (count, time) = (configuration.patches, configuration.time)
    linear1 = Linear(inputs: patch, outputs: patch * patch, using: &random)
    norm1 = BatchNorm(features: count)
    convolution1 = Convolution1D(
      inputs: count, outputs: count, kernel: patch, stride: patch, groups: count, using: &random)
    norm2 = BatchNorm(features: count)
    linear2 = Linear(inputs: patch * patch, outputs: patch, using: &random)
    convolution2 = Convolution1D(inputs: count, outputs: count, kernel: 1, using: &random)
    norm3 = BatchNorm(features: count)
    linear3 = Linear(inputs: count * patch, outputs: 2 * time, using: &random)
    linear4 = Linear(inputs: 2 * time, outputs: time, using: &random)
  }

  /// Maps x [rows, time] to [rows, time].
  func callAsFunction(_ x: Tensor, _ context: inout Context) -> Tensor {
    let patches = x.replicatePadded(axis: 1, before: 0, after: stride)
      .patches(size: patch, stride: stride)
    let wide = norm1(linear1(patches, activation: .gelu), &context)
    let narrow = norm2(gelu(convolution1(wide)), &context) + linear2(wide)
    let mixed = norm3(gelu(convolution2(narrow)), &context)
    return linear4(linear3(mixed.flattened(from: 1), activation: .gelu))
  }

  func register(in registry: inout Registry) {
    registry.add("fc1", linear1)
    registry.add("bn1", norm1)
    registry.add("conv1", convolution1)
    registry.add("bn2", norm2)
    registry.add("fc2", linear2)
    registry.add("conv2", convolution2)
    registry.add("bn3", norm3)
    registry.add("fc3", linear3)
    registry.add("fc4", linear4)
  }
}

/// The stream of xPatch that sees the trend, halved twice.
final class TrendStream: Module {
  private let linear1, linear2, linear3: Linear
  private let norm1, norm2: LayerNorm

  init(time: Int, using random: inout RandomSource) {
    linear1 = Linear(inputs: time, outputs: 4 * time, using: &random)
    norm1 = LayerNorm(features: 2 * time)
    linear2 = Linear(inputs: 2 * time, outputs: time, using: &random)
    norm2 = LayerNorm(features: time / 2)
    linear3 = Linear(inputs: time / 2, outputs: time, using: &random)
  }

  /// Maps x [rows, time] to [rows, time].
  func callAsFunction(_ x: Tensor) -> Tensor {
    let once = norm1(halved(linear1(x)))
    return linear3(norm2(halved(linear2(once))))
  }

  private func halved(_ x: Tensor) -> Tensor {
    averagePool1D(x.expandingAxis(1), window: 2).squeezed(1)
  }

  func register(in registry: inout Registry) {
    registry.add("tr1", linear1)
    registry.add("ln1", norm1)
    registry.add("tr2", linear2)
    registry.add("ln2", norm2)
    registry.add("tr3", linear3)
  }
}
