import GaitKernels
import GaitTensor

/// A convolution over time whose kernels are a length and a direction each.
///
/// Parameter names are those that PyTorch's `weight_norm` parametrization gives a `Conv1d`. Source:
/// Salimans, Kingma 2016, doi:10.48550/arXiv.1602.07868.
public final class WeightNormalizedConvolution1D: Module {
  /// The lengths of the kernels [outputs, 1, 1].
  public let magnitude: Parameter
  /// Their directions [outputs, inputs, kernel], of any length.
  public let direction: Parameter
  /// The bias [outputs].
  public let bias: Parameter
  /// What stands around the sequence.
  public let padding: SequencePadding
  /// Steps between the taps of a kernel.
  public let dilation: Int

  /// A layer whose kernels are drawn; their lengths begin as drawn.
  public init(
    inputs: Int, outputs: Int, kernel: Int, padding: SequencePadding = .zeros(0),
    dilation: Int = 1, using random: inout RandomSource
  ) {
    let fanIn = inputs * kernel
    let drawn = Initializer.uniformFanIn(
      [outputs, inputs, kernel], fanIn: fanIn, fanOut: outputs * kernel, using: &random)
    direction = Parameter(drawn)
    let norm = sqrt(square(drawn.flattened(from: 1)).sum(axis: 1))
    magnitude = Parameter(norm.reshaped(to: [outputs, 1, 1]))
    bias = Parameter(Initializer.uniformFanIn([outputs], fanIn: fanIn, fanOut: 1, using: &random))
    self.padding = padding
    self.dilation = dilation
  }

  /// Convolves x [batch, inputs, time] to [batch, outputs, places].
  public func callAsFunction(_ x: Tensor) -> Tensor {
    convolution1D(
      x, weight: weightNormalized(magnitude: magnitude.value, direction: direction.value),
      bias: bias.value, padding: padding, dilation: dilation)
  }

  /// Convolves x [batch, time, inputs] to [batch, places, outputs], and takes the positive part where
  /// asked to.
  public func callAsFunction(channelsLast x: Tensor, isRectified: Bool = false) -> Tensor {
    convolution1D(
      channelsLast: x,
      weight: weightNormalized(magnitude: magnitude.value, direction: direction.value),
      bias: bias.value, padding: padding, dilation: dilation, isRectified: isRectified)
  }

  /// Names `bias`, `parametrizations.weight.original0` (lengths) and `…original1` (directions).
  public func register(in registry: inout Registry) {
    registry.add("bias", bias)
    registry.add("parametrizations.weight.original0", magnitude)
    registry.add("parametrizations.weight.original1", direction)
  }
}
