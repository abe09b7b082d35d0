import GaitKernels

/// Scaled dot-product attention from one sequence to another, whose keys and values stand side by side.
///
/// The values are those of `attended(weights:value:)` on `attentionWeights(query:key:heads:mask:)`,
/// without a copy of any part. Shapes: query [batch, queries, width], keyValue [batch, keys, 2 width] to
/// values [batch, queries, width] and the weights averaged over the heads [batch, queries, keys], which
/// are for looking at: no gradient passes through them. Saves both operands and the weights. Source:
/// Vaswani et al. 2017, doi:10.48550/arXiv.1706.03762.
///
/// - Parameters:
///   - query: The steps that ask.
///   - keyValue: Keys and values of the steps that answer.
///   - heads: Runs of columns that attend apart.
///   - mask: True where a query may see a key [queries, keys]; all keys where nil. A query that sees
///     nothing gets zeros.
/// - Returns: The mixed values, and the averaged weights.
/// - Precondition: Equal batches, twice as wide keys and values, a width divisible by the heads, and a
///   fitting mask.
public func crossAttention(
  query: Tensor, keyValue: Tensor, heads: Int, mask: Mask? = nil
) -> (value: Tensor, meanWeights: Tensor) {
  let (q, kv) = (query.detached, keyValue.detached)
  precondition(
    q.shape.rank == 3 && kv.shape.rank == 3 && q.shape[0] == kv.shape[0]
      && kv.shape[2] == 2 * q.shape[2] && heads > 0 && q.shape[2] % heads == 0,
    "crossAttention: query \(q.shape), keys and values \(kv.shape), \(heads) heads")
  let (batch, queries, keys, width) = (q.shape[0], q.shape[1], kv.shape[1], q.shape[2])
  if let mask {
    precondition(
      mask.shape == [queries, keys],
      "crossAttention: mask \(mask.shape) for \(queries) queries and \(keys) keys")
  }
  let attention = CrossAttention(
    batch: batch, queries: queries, keys: keys, heads: heads, width: width, mask: mask?.bytes)
  let isTracked = query.isTracked || keyValue.isTracked
  let parts = attention.forward(q.buffer, kv.buffer, keepsWeights: isTracked)
  let mean = Tensor(parts.meanWeights, [batch, queries, keys])
  let result = Tensor(parts.output, q.shape)
  guard let weights = parts.weights else { return (result, mean) }
  let value = record("crossAttention", [query, keyValue], result) { dy in
    let found = attention.backward(
      dy.buffer, query: q.buffer, keyValue: kv.buffer, weights: weights)
    return [Tensor(found.query, q.shape), Tensor(found.keyValue, kv.shape)]
  }
  return (value, mean)
}
