import GaitKernels
import GaitNN
import GaitTensor

/// Three convolutions, the middle one 3 x 3 on a quarter of the channels, and a residual path.
final class BottleneckBlock: Module {
  private let convolution1, convolution2, convolution3: Convolution2D
  private let norm1, norm2, norm3: BatchNorm
  private let shortcut: Convolution2D?
  private let shortcutNorm: BatchNorm?

  init(inputs: Int, width: Int, stride: Int, using random: inout RandomSource) {
    let step = PlaneExtent(height: stride, width: stride)
    convolution1 = Convolution2D(
      inputs: inputs, outputs: width, kernel: 1, bias: false, using: &random)
    norm1 = BatchNorm(features: width)
    convolution2 = Convolution2D(
      inputs: width, outputs: width, kernel: 3, stride: step, padding: 1, bias: false,
      using: &random)
    norm2 = BatchNorm(features: width)
    convolution3 = Convolution2D(
      inputs: width, outputs: 4 * width, kernel: 1, bias: false, using: &random)
    norm3 = BatchNorm(features: 4 * width)
    let isNeeded = stride != 1 || inputs != 4 * width
    shortcut =
      isNeeded
      ? Convolution2D(
        inputs: inputs, outputs: 4 * width, kernel: 1, stride: step, bias: false, using: &random)
      : nil
    shortcutNorm = isNeeded ? BatchNorm(features: 4 * width) : nil
  }

  /// Maps z [batch, rows, columns, inputs] to [..., 4 width].
  func callAsFunction(_ z: Tensor, _ context: inout Context) -> Tensor {
    var h = convolution1(channelsLast: z, norm: norm1, isRectified: true, &context)
    h = convolution2(channelsLast: h, norm: norm2, isRectified: true, &context)
    let path = shortcut?(channelsLast: z, norm: shortcutNorm, &context) ?? z
    return convolution3(
      channelsLast: h, norm: norm3, adding: path, isRectified: true, &context)
  }

  func register(in registry: inout Registry) {
    registry.add("conv1", convolution1)
    registry.add("bn1", norm1)
    registry.add("conv2", convolution2)
    registry.add("bn2", norm2)
    registry.add("conv3", convolution3)
    registry.add("bn3", norm3)
    registry.add("downsample.0", shortcut)
    registry.add("downsample.1", shortcutNorm)
  }
}
