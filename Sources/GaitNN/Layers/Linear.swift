import GaitKernels
import GaitTensor

/// An affine map of the last axis: `y = x Wᵀ + b`.
public final class Linear: Module {
  /// The weight [outputs, inputs].
  public let weight: Parameter
  /// The bias [outputs], if there is one.
  public let bias: Parameter?

  /// A layer whose weights are drawn.
  public init(
    inputs: Int, outputs: Int, bias: Bool = true, initializer: Initializer = .uniformFanIn,
    using random: inout RandomSource
  ) {
    weight = Parameter(
      initializer([outputs, inputs], fanIn: inputs, fanOut: outputs, using: &random))
    self.bias =
      bias
      ? Parameter(Initializer.uniformFanIn([outputs], fanIn: inputs, fanOut: 1, using: &random))
      : nil
  }

  /// Maps x [..., inputs] to [..., outputs], through an activation in the same pass.
  public func callAsFunction(_ x: Tensor, activation: LinearActivation = .none) -> Tensor {
    linear(x, weight: weight.value, bias: bias?.value, activation: activation)
  }

  /// Names `weight` and `bias`.
  public func register(in registry: inout Registry) {
    registry.add("weight", weight)
    registry.add("bias", bias)
  }
}
