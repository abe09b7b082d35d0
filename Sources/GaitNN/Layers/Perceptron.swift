import GaitKernels
import GaitTensor

/// Two linear layers with a rectifier between: the head of many networks here.
public final class Perceptron: Module {
  private let linear1, linear2: Linear

  /// A layer whose weights are drawn.
  public init(inputs: Int, hidden: Int, outputs: Int, using random: inout RandomSource) {
    linear1 = Linear(inputs: inputs, outputs: hidden, using: &random)
    linear2 = Linear(inputs: hidden, outputs: outputs, using: &random)
  }

  /// Maps x [..., inputs] to [..., outputs].
  public func callAsFunction(_ x: Tensor) -> Tensor {
    linear2(linear1(x, activation: .relu))
  }

  /// Names `lin1` and `lin2`.
  public func register(in registry: inout Registry) {
    registry.add("lin1", linear1)
    registry.add("lin2", linear2)
  }
}
