import GaitKernels
import GaitTensor

/// The transpose of a convolution over time, `ConvTranspose1d` in PyTorch: it lengthens a sequence.
public final class TransposedConvolution1D: Module {
  /// The kernels [inputs, outputs, kernel].
  public let weight: Parameter
  /// The bias [outputs], if there is one.
  public let bias: Parameter?
  /// Output steps between neighbouring inputs.
  public let stride: Int
  /// Steps cut from each end.
  public let padding: Int

  /// A layer whose kernels are drawn.
  public init(
    inputs: Int, outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0, bias: Bool = true,
    initializer: Initializer = .uniformFanIn, using random: inout RandomSource
  ) {
    // PyTorch takes the fan from the second axis of the weight, which holds the outputs here.
    let fanIn = outputs * kernel
    weight = Parameter(
      initializer([inputs, outputs, kernel], fanIn: fanIn, fanOut: inputs * kernel, using: &random))
    self.bias =
      bias
      ? Parameter(Initializer.uniformFanIn([outputs], fanIn: fanIn, fanOut: 1, using: &random))
      : nil
    self.stride = stride
    self.padding = padding
  }

  /// Maps x [batch, inputs, time] to [batch, outputs, (time - 1) stride - 2 padding + kernel].
  public func callAsFunction(_ x: Tensor) -> Tensor {
    transposedConvolution1D(
      x, weight: weight.value, bias: bias?.value, stride: stride, padding: padding)
  }

  /// Maps x [batch, time, inputs] to [batch, (time - 1) stride - 2 padding + kernel, outputs], to the
  /// positive part where asked to.
  public func callAsFunction(channelsLast x: Tensor, isRectified: Bool = false) -> Tensor {
    transposedConvolution1D(
      channelsLast: x, weight: weight.value, bias: bias?.value, stride: stride, padding: padding,
      isRectified: isRectified)
  }

  /// Names `weight` and `bias`.
  public func register(in registry: inout Registry) {
    registry.add("weight", weight)
    registry.add("bias", bias)
  }
}
