import GaitTensor

/// Layer normalisation of the last axis with a learned scale and shift (Ba, Kiros, Hinton 2016).
public final class LayerNorm: Module {
  /// The scale [features].
  public let weight: Parameter
  /// The shift [features].
  public let bias: Parameter
  /// Added to the variance.
  public let epsilon: Scalar

  /// A layer that begins at scale 1 and shift 0.
  public init(features: Int, epsilon: Scalar = 1e-5) {
    weight = Parameter(.ones([features]))
    bias = Parameter(.zeros([features]))
    self.epsilon = epsilon
  }

  /// Normalises x [..., features].
  public func callAsFunction(_ x: Tensor) -> Tensor {
    layerNorm(x, weight: weight.value, bias: bias.value, epsilon: epsilon)
  }

  /// Names `weight` and `bias`.
  public func register(in registry: inout Registry) {
    registry.add("weight", weight)
    registry.add("bias", bias)
  }
}
