import GaitKernels

/// The weights of scaled dot-product attention: `softmax(q kᵀ / sqrt(depth))`, per head.
///
/// Heads are runs of columns and are never copied apart. Shapes: query [batch, queries, width], key
/// [batch, keys, width] to [batch, heads, queries, keys]. The mask, true where a key may be seen, is
/// [queries, keys], [batch, 1, keys] or [batch, queries, keys]; a query that sees nothing gets zeros.
/// Saves query, key and the weights. Source: Vaswani et al. 2017, doi:10.48550/arXiv.1706.03762.
///
/// - Precondition: Equal batch and width, a width divisible by the heads, and a fitting mask.
public func attentionWeights(query: Tensor, key: Tensor, heads: Int, mask: Mask? = nil) -> Tensor {
  let (q, k) = (query.detached, key.detached)
  precondition(
    q.shape.rank == 3 && k.shape.rank == 3 && q.shape[0] == k.shape[0]
      && q.shape[2] == k.shape[2] && heads > 0 && q.shape[2] % heads == 0,
    "attentionWeights: query \(q.shape), key \(k.shape), \(heads) heads")
  let (batch, queries, keys, width) = (q.shape[0], q.shape[1], k.shape[1], q.shape[2])
  let depth = width / heads
  let scale = 1 / Float(depth).squareRoot()
  let (needsQuery, needsKey) = (query.isTracked, key.isTracked)
  let queryStride = Kernels.BatchStride(outer: queries * width, inner: depth)
  let keyStride = Kernels.BatchStride(outer: keys * width, inner: depth)
  let scoreStride = Kernels.BatchStride(outer: heads * queries * keys, inner: queries * keys)

  let scores = Buffer(uninitialized: batch * heads * queries * keys)
  Kernels.multiplyBatch(
    outer: batch, inner: heads, MatrixView(q.buffer, rowStride: width), queryStride,
    MatrixView(k.buffer, rowStride: width, transposed: true), keyStride,
    into: MatrixView(scores, rowStride: keys), scoreStride,
    rows: queries, columns: keys, depth: depth, scale: scale)
  let shape: Shape = [batch, heads, queries, keys]
  let rows = batch * heads * queries
  let weights = Tensor(
    Kernels.softmax(
      scores, rows: rows, columns: keys,
      mask: mask.map { kernelMask($0, batch: batch, heads: heads, queries: queries, keys: keys) }),
    shape)

  return record("attentionWeights", [query, key], weights) { gradient in
    let ds = Kernels.softmaxBackward(
      output: weights.buffer, gradient.buffer, rows: rows, columns: keys)
    var gradients: [Tensor?] = [nil, nil]
    if needsQuery {
      let dq = Buffer(uninitialized: q.count)
      Kernels.multiplyBatch(
        outer: batch, inner: heads, MatrixView(ds, rowStride: keys), scoreStride,
        MatrixView(k.buffer, rowStride: width), keyStride,
        into: MatrixView(dq, rowStride: width), queryStride,
        rows: queries, columns: depth, depth: keys, scale: scale)
      gradients[0] = Tensor(dq, q.shape)
    }
    if needsKey {
      let dk = Buffer(uninitialized: k.count)
      Kernels.multiplyBatch(
        outer: batch, inner: heads, MatrixView(ds, rowStride: keys, transposed: true), scoreStride,
        MatrixView(q.buffer, rowStride: width), queryStride,
        into: MatrixView(dk, rowStride: width), keyStride,
        rows: keys, columns: depth, depth: queries, scale: scale)
      gradients[1] = Tensor(dk, k.shape)
    }
    return gradients
  }
}

/// The values that each head attends to, mixed by its weights and set side by side.
///
/// Shapes: weights [batch, heads, queries, keys], value [batch, keys, width] to
/// [batch, queries, width]. Saves both operands.
///
/// - Precondition: Fitting shapes and a width divisible by the heads.
public func attended(weights: Tensor, value: Tensor) -> Tensor {
  let (w, v) = (weights.detached, value.detached)
  precondition(
    w.shape.rank == 4 && v.shape.rank == 3 && w.shape[0] == v.shape[0] && w.shape[3] == v.shape[1]
      && v.shape[2] % w.shape[1] == 0,
    "attended: weights \(w.shape), value \(v.shape)")
  let (batch, heads, queries, keys) = (w.shape[0], w.shape[1], w.shape[2], w.shape[3])
  let width = v.shape[2]
  let depth = width / heads
  let (needsWeights, needsValue) = (weights.isTracked, value.isTracked)
  let weightStride = Kernels.BatchStride(outer: heads * queries * keys, inner: queries * keys)
  let valueStride = Kernels.BatchStride(outer: keys * width, inner: depth)
  let outputStride = Kernels.BatchStride(outer: queries * width, inner: depth)

  let output = Buffer(uninitialized: batch * queries * width)
  Kernels.multiplyBatch(
    outer: batch, inner: heads, MatrixView(w.buffer, rowStride: keys), weightStride,
    MatrixView(v.buffer, rowStride: width), valueStride,
    into: MatrixView(output, rowStride: width), outputStride,
    rows: queries, columns: depth, depth: keys)
  let shape: Shape = [batch, queries, width]

  return record("attended", [weights, value], Tensor(output, shape)) { gradient in
    var gradients: [Tensor?] = [nil, nil]
    if needsWeights {
      let dw = Buffer(uninitialized: w.count)
      Kernels.multiplyBatch(
        outer: batch, inner: heads, MatrixView(gradient.buffer, rowStride: width), outputStride,
        MatrixView(v.buffer, rowStride: width, transposed: true), valueStride,
        into: MatrixView(dw, rowStride: keys), weightStride,
        rows: queries, columns: keys, depth: depth)
      gradients[0] = Tensor(dw, w.shape)
    }
    if needsValue {
      let dv = Buffer(uninitialized: v.count)
      Kernels.multiplyBatch(
        outer: batch, inner: heads, MatrixView(w.buffer, rowStride: keys, transposed: true),
        weightStride, MatrixView(gradient.buffer, rowStride: width), outputStride,
        into: MatrixView(dv, rowStride: width), valueStride,
        rows: keys, columns: depth, depth: queries)
      gradients[1] = Tensor(dv, v.shape)
    }
    return gradients
  }
}

private func kernelMask(
  _ mask: Mask, batch: Int, heads: Int, queries: Int, keys: Int
) -> Kernels.Mask {
  let isShared = mask.shape == [queries, keys]
  let isPerKey = mask.shape == [batch, 1, keys]
  precondition(
    isShared || isPerKey || mask.shape == [batch, queries, keys],
    "attentionWeights: mask \(mask.shape) for \(batch) x \(queries) queries and \(keys) keys")
  return Kernels.Mask(
    bytes: mask.bytes, repeats: heads, rows: queries, isPerBlock: !isShared,
    isPerRow: isShared || !isPerKey)
}
