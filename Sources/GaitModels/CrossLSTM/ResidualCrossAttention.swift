import GaitKernels
import GaitNN
import GaitTensor

/// Residual-connected cross-attention: one stream asks, the other answers.
///
/// `h = norm1(q + attention(q, kv))`, then `norm2(h + feedForward(h))`, the feed-forward part two
/// linear layers with GELU between. Source of the block: Niu et al. 2025,
/// doi:10.1109/TNSRE.2025.3610281; its sizes are ours.
public final class ResidualCrossAttention: Module {
  private let attention: MultiHeadAttention
  private let norm1, norm2: LayerNorm
  private let feedForward1, feedForward2: Linear
  private let dropout: Dropout

  /// A block whose weights are drawn.
  public init(
    width: Int, heads: Int, feedForward: Int, dropout: Scalar, using random: inout RandomSource
  ) {
    attention = MultiHeadAttention(width: width, heads: heads, using: &random)
    norm1 = LayerNorm(features: width)
    feedForward1 = Linear(inputs: width, outputs: feedForward, using: &random)
    feedForward2 = Linear(inputs: feedForward, outputs: width, using: &random)
    norm2 = LayerNorm(features: width)
    self.dropout = Dropout(dropout)
  }

  /// The asking stream, enriched by what it found in the other.
  ///
  /// - Parameters:
  ///   - query: The stream that asks [batch, time, width].
  ///   - source: The stream that answers [batch, time, width].
  ///   - isCausal: Whether a step sees only the past of the other stream.
  ///   - context: The mode, and the keys of the dropout.
  /// - Returns: The stream [batch, time, width] and the attention weights, averaged over the heads
  ///   [batch, time, time].
  public func callAsFunction(
    query: Tensor, source: Tensor, isCausal: Bool, _ context: inout Context
  ) -> (stream: Tensor, weights: Tensor) {
    let answer = attention(query: query, source: source, isCausal: isCausal)
    let h = norm1(query + dropout(answer.value, &context))
    let mixed = feedForward2(feedForward1(h, activation: .gelu))
    return (norm2(h + dropout(mixed, &context)), answer.meanWeights)
  }

  /// Names `mha`, `norm1`, `ff1`, `ff2` and `norm2`.
  public func register(in registry: inout Registry) {
    registry.add("mha", attention)
    registry.add("norm1", norm1)
    registry.add("ff1", feedForward1)
    registry.add("ff2", feedForward2)
    registry.add("norm2", norm2)
  }
}
