import GaitKernels
import GaitTensor

/// A convolution over time with learned kernels, `Conv1d` in PyTorch.
public final class Convolution1D: Module {
  /// The kernels [outputs, inputs / groups, kernel].
  public let weight: Parameter
  /// The bias [outputs], if there is one.
  public let bias: Parameter?
  /// Steps between neighbouring outputs.
  public let stride: Int
  /// What stands around the sequence.
  public let padding: SequencePadding
  /// Steps between the taps of a kernel.
  public let dilation: Int
  /// Runs of channels that are convolved apart.
  public let groups: Int

  /// A layer whose kernels are drawn.
  ///
  /// - Precondition: Groups that divide inputs and outputs.
  public init(
    inputs: Int, outputs: Int, kernel: Int, stride: Int = 1, padding: SequencePadding = .zeros(0),
    dilation: Int = 1, groups: Int = 1, bias: Bool = true,
    initializer: Initializer = .uniformFanIn, using random: inout RandomSource
  ) {
    precondition(
      groups > 0 && inputs % groups == 0 && outputs % groups == 0,
      "Convolution1D: \(inputs) inputs, \(outputs) outputs, \(groups) groups")
    let fanIn = inputs / groups * kernel
    weight = Parameter(
      initializer(
        [outputs, inputs / groups, kernel], fanIn: fanIn, fanOut: outputs / groups * kernel,
        using: &random))
    self.bias =
      bias
      ? Parameter(Initializer.uniformFanIn([outputs], fanIn: fanIn, fanOut: 1, using: &random))
      : nil
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
  }

  /// Convolves x [batch, inputs, time] to [batch, outputs, places].
  public func callAsFunction(_ x: Tensor) -> Tensor {
    convolution1D(
      x, weight: weight.value, bias: bias?.value, stride: stride, padding: padding,
      dilation: dilation, groups: groups)
  }

  /// Convolves x [batch, time, inputs] to [batch, places, outputs], then normalises it, adds a tensor
  /// of that shape and takes the positive part where asked to.
  ///
  /// At inference outside a tape, all of it is one pass.
  ///
  /// - Precondition: One group.
  public func callAsFunction(
    channelsLast x: Tensor, norm: BatchNorm? = nil, adding addend: Tensor? = nil,
    isRectified: Bool = false, _ context: inout Context
  ) -> Tensor {
    precondition(groups == 1, "Convolution1D: \(groups) groups, channels last")
    let tracked = [x, weight.value, addend ?? x].contains { $0.isTracked }
    if let finish = norm?.finish(
      bias: bias?.value, adding: addend, isRectified: isRectified, isTracked: tracked, context)
    {
      return convolution1D(
        channelsLast: x, weight: weight.value, stride: stride, padding: padding,
        dilation: dilation, finish: finish)
    }
    let isLast = norm == nil && addend == nil
    let y = convolution1D(
      channelsLast: x, weight: weight.value, bias: bias?.value, stride: stride,
      padding: padding, dilation: dilation, isRectified: isRectified && isLast)
    return isLast ? y : joined(y, norm, addend, isRectified: isRectified, &context)
  }

  /// Names `weight` and `bias`.
  public func register(in registry: inout Registry) {
    registry.add("weight", weight)
    registry.add("bias", bias)
  }
}
