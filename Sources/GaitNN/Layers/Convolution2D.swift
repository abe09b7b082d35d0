import GaitKernels
import GaitTensor

/// A convolution over a plane with learned kernels, `Conv2d` in PyTorch.
public final class Convolution2D: Module {
  /// The kernels [outputs, inputs / groups, kernelHeight, kernelWidth].
  public let weight: Parameter
  /// The bias [outputs], if there is one.
  public let bias: Parameter?
  /// Places between neighbouring outputs.
  public let stride: PlaneExtent
  /// Zeros on each side.
  public let padding: PlaneExtent
  /// Runs of channels that are convolved apart.
  public let groups: Int

  /// A layer whose kernels are drawn.
  ///
  /// - Precondition: Groups that divide inputs and outputs.
  public init(
    inputs: Int, outputs: Int, kernel: PlaneExtent, stride: PlaneExtent = 1,
    padding: PlaneExtent = 0, groups: Int = 1, bias: Bool = true,
    initializer: Initializer = .uniformFanIn, using random: inout RandomSource
  ) {
    precondition(
      groups > 0 && inputs % groups == 0 && outputs % groups == 0,
      "Convolution2D: \(inputs) inputs, \(outputs) outputs, \(groups) groups")
    let taps = kernel.height * kernel.width
    let fanIn = inputs / groups * taps
    weight = Parameter(
      initializer(
        [outputs, inputs / groups, kernel.height, kernel.width], fanIn: fanIn,
        fanOut: outputs / groups * taps, using: &random))
    self.bias =
      bias
      ? Parameter(Initializer.uniformFanIn([outputs], fanIn: fanIn, fanOut: 1, using: &random))
      : nil
    self.stride = stride
    self.padding = padding
    self.groups = groups
  }

  /// Convolves x [batch, inputs, height, width] to [batch, outputs, rows, columns].
  public func callAsFunction(_ x: Tensor) -> Tensor {
    convolution2D(
      x, weight: weight.value, bias: bias?.value, stride: stride, padding: padding, groups: groups)
  }

  /// Convolves x [batch, height, width, inputs] to [batch, rows, columns, outputs], then normalises
  /// it, adds a tensor of that shape and takes the positive part where asked to.
  ///
  /// At inference outside a tape, all of it is one pass.
  ///
  /// - Precondition: One group.
  public func callAsFunction(
    channelsLast x: Tensor, norm: BatchNorm? = nil, adding addend: Tensor? = nil,
    isRectified: Bool = false, _ context: inout Context
  ) -> Tensor {
    precondition(groups == 1, "Convolution2D: \(groups) groups, channels last")
    let tracked = [x, weight.value, addend ?? x].contains { $0.isTracked }
    if let finish = norm?.finish(
      bias: bias?.value, adding: addend, isRectified: isRectified, isTracked: tracked, context)
    {
      return convolution2D(
        channelsLast: x, weight: weight.value, stride: stride, padding: padding, finish: finish)
    }
    let isLast = norm == nil && addend == nil
    let y = convolution2D(
      channelsLast: x, weight: weight.value, bias: bias?.value, stride: stride,
      padding: padding, isRectified: isRectified && isLast)
    return isLast ? y : joined(y, norm, addend, isRectified: isRectified, &context)
  }

  /// Names `weight` and `bias`.
  public func register(in registry: inout Registry) {
    registry.add("weight", weight)
    registry.add("bias", bias)
  }
}
