import GaitKernels
import GaitNN
import GaitTensor

/// A vector of features to a vector of the model's width: linear, norm, rectifier, dropout, linear.
public final class StaticEncoder: Module {
  private let linear1, linear2: Linear
  private let norm: LayerNorm
  private let dropout: Dropout

  /// An encoder whose weights are drawn.
  public init(
    features: Int, hidden: Int, width: Int, dropout: Scalar, using random: inout RandomSource
  ) {
    linear1 = Linear(inputs: features, outputs: hidden, using: &random)
    norm = LayerNorm(features: hidden)
    linear2 = Linear(inputs: hidden, outputs: width, using: &random)
    self.dropout = Dropout(dropout)
  }

  /// Maps x [..., features] to [..., width].
  public func callAsFunction(_ x: Tensor, _ context: inout Context) -> Tensor {
    linear2(dropout(relu(norm(linear1(x))), &context))
  }

  /// Names `lin1`, `norm` and `lin2`.
  public func register(in registry: inout Registry) {
    registry.add("lin1", linear1)
    registry.add("norm", norm)
    registry.add("lin2", linear2)
  }
}
