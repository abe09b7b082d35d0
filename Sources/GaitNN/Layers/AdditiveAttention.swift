import GaitKernels
import GaitTensor

/// Attention pooling over time: `a = softmax(vᵀ tanh(W h + b))`, `c = sum of a h`.
///
/// Source: Bahdanau, Cho, Bengio 2015, doi:10.48550/arXiv.1409.0473, without the decoder's state.
public final class AdditiveAttention: Module {
  private let projection, score: Linear

  /// A layer whose weights are drawn.
  public init(width: Int, hidden: Int, using random: inout RandomSource) {
    projection = Linear(inputs: width, outputs: hidden, using: &random)
    score = Linear(inputs: hidden, outputs: 1, bias: false, using: &random)
  }

  /// The weighed sum of the steps of each sequence, and the weights.
  ///
  /// - Parameters:
  ///   - h: [batch, time, width].
  ///   - mask: [batch, time], true where a step is present; absent steps are never read.
  /// - Returns: The sum [batch, width] and the weights [batch, time], zero where a step is absent.
  public func callAsFunction(
    _ h: Tensor, mask: Mask? = nil
  ) -> (value: Tensor, weights: Tensor) {
    if let mask {
      precondition(
        mask.shape == [h.shape[0], h.shape[1]],
        "AdditiveAttention: mask \(mask.shape) for steps \(h.shape)")
    }
    // A weight of zero times a NaN would still be NaN, so absent steps are cleared first.
    let present = mask.map { h.masked(leading: $0) } ?? h
    let scores = score(tanh(projection(present))).squeezed(-1)
    let weights = mask.map { softmax(scores, mask: $0) } ?? softmax(scores)
    let value = matmul(weights.expandingAxis(1), present).squeezed(1)
    return (value, weights)
  }

  /// Names `proj` and `score`.
  public func register(in registry: inout Registry) {
    registry.add("proj", projection)
    registry.add("score", score)
  }
}
