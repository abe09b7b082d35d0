import GaitKernels

/// Scaled dot-product self-attention over projections that stand side by side.
///
/// The numbers are those of `attended(weights:value:)` on the dropped-out weights of
/// `attentionWeights(query:key:heads:)`, without a copy of any part. Shapes: projection
/// [batch, time, 3 width] of queries, keys and values to [batch, time, width]. Saves the projection
/// and the weights. Source: Vaswani et al. 2017, doi:10.48550/arXiv.1706.03762.
///
/// - Parameters:
///   - projection: Queries, keys and values of each step.
///   - heads: Runs of columns that attend apart.
///   - rate: The probability that a weight is set to zero.
///   - key: What the draws of the dropout depend on.
/// - Returns: The mixed values.
/// - Precondition: Three widths divisible by the heads, and a rate in 0..<1.
public func selfAttention(
  _ projection: Tensor, heads: Int, rate: Scalar = 0, key: UInt64 = 0
) -> Tensor {
  precondition(
    projection.shape.rank == 3 && heads > 0 && projection.shape[2] % (3 * heads) == 0
      && rate >= 0 && rate < 1,
    "selfAttention: projection \(projection.shape), \(heads) heads, rate \(rate)")
  let (batch, time, width) = (
    projection.shape[0], projection.shape[1], projection.shape[2] / 3
  )
  let attention = SelfAttention(
    batch: batch, time: time, heads: heads, width: width, rate: rate, key: key)
  let saved = projection.detached
  let (output, weights) = attention.forward(saved.buffer, keepsWeights: projection.isTracked)
  let result = Tensor(output, [batch, time, width])
  guard let weights else { return result }
  return record("selfAttention", [projection], result) { dy in
    [
      Tensor(
        attention.backward(dy.buffer, projection: saved.buffer, weights: weights), saved.shape)
    ]
  }
}
