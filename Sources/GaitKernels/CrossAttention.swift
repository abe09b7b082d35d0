import CKernels

/// Attention of several heads from one sequence to another, and its derivative.
///
/// As `SelfAttention`, with queries [batch, queries, width] of their own, keys and values side by side
/// [batch, keys, 2 width], and the weights averaged over the heads while they are in the cache.
package struct CrossAttention: Sendable {
  private let batch, queries, keys, heads, depth: Int
  /// True where a query may see a key [queries, keys], for all heads; all of them where nil.
  private let mask: [UInt8]?

  /// Attention of given sizes.
  package init(batch: Int, queries: Int, keys: Int, heads: Int, width: Int, mask: [UInt8]?) {
    (self.batch, self.queries, self.keys) = (batch, queries, keys)
    (self.heads, depth, self.mask) = (heads, width / heads, mask)
  }

  /// What a forward pass leaves: the mixed values [batch, queries, width], the averaged weights
  /// [batch, queries, keys], and where they are kept those of each head [batch, heads, queries, keys].
  package struct Result {
    package let output, meanWeights: Buffer
    package let weights: Buffer?
  }

  private var width: Int { heads * depth }
  private var scale: Float { 1 / Float(depth).squareRoot() }

  /// Queries of a piece of work: all of a sample, or half of them where samples are few.
  private var queriesPerPiece: Int {
    batch >= 4 ? max(1, queries) : max(8, (queries / 2 + 7) / 8 * 8)
  }

  /// The attended values and the weights.
  package func forward(_ query: Buffer, _ keyValue: Buffer, keepsWeights: Bool) -> Result {
    let output = Buffer(uninitialized: batch * queries * width)
    let mean = Buffer(uninitialized: batch * queries * keys)
    let kept = keepsWeights ? Buffer(uninitialized: batch * heads * queries * keys) : nil
    let size = queriesPerPiece
    let piecesPerSample = (queries + size - 1) / size
    Parallel.forEach(batch * piecesPerSample) { piece in
      let (sample, first) = (piece / piecesPerSample, piece % piecesPerSample * size)
      let rows = min(size, queries - first)
      let start = sample * queries + first
      let scratch = Buffer(uninitialized: kept == nil ? rows * keys : 1)
      let average = mean.base + start * keys
      for head in 0..<heads {
        let weights =
          kept.map { $0.base + ((sample * heads + head) * queries + first) * keys } ?? scratch.base
        let key = keyValue.base + sample * keys * 2 * width + head * depth
        StridedProduct.multiply(
          query.base + start * width + head * depth, stride: width, rows: rows, by: key,
          inner: depth, columns: keys, columnStride: 2 * width, scale: scale, into: weights,
          stride: keys)
        withMask(from: first) { Kernels.table.softmax(weights, $0, weights, rows, keys) }
        if head == 0 {
          Kernels.table.affine(weights, 1 / Float(heads), 0, average, rows * keys)
        } else {
          Kernels.table.accumulate(weights, 1 / Float(heads), average, rows * keys)
        }
        StridedProduct.multiply(
          weights, stride: keys, rows: rows, by: key + width, inner: keys, innerStride: 2 * width,
          columns: depth, into: output.base + start * width + head * depth, stride: width)
      }
      withExtendedLifetime(scratch) {}
    }
    return Result(output: output, meanWeights: mean, weights: kept)
  }

  private func withMask(from query: Int, _ body: (UnsafePointer<UInt8>?) -> Void) {
    guard let mask else { return body(nil) }
    mask.withUnsafeBufferPointer { body($0.baseAddress.map { $0 + query * keys }) }
  }

  /// The gradients for queries, and for keys and values, from that of the output and the kept weights.
  package func backward(
    _ gradient: Buffer, query: Buffer, keyValue: Buffer, weights: Buffer
  ) -> (query: Buffer, keyValue: Buffer) {
    let (dQuery, dKeyValue) = (
      Buffer(uninitialized: query.count), Buffer(uninitialized: keyValue.count)
    )
    let (scores, pair) = (queries * keys, 2 * width)
    Parallel.forEach(batch * heads) { piece in
      let (sample, head) = (piece / heads, piece % heads)
      let scratch = Buffer(uninitialized: scores)
      let slopes = scratch.base
      let kept = weights.base + piece * scores
      let asking = sample * queries * width + head * depth
      let answering = sample * keys * pair + head * depth
      let key = keyValue.base + answering
      let (dy, q) = (gradient.base + asking, query.base + asking)
      let table = Kernels.table
      table.multiply_outer(
        kept, keys, dy, width, dKeyValue.base + answering + width, pair, keys, depth, queries, 0)
      StridedProduct.multiply(
        dy, stride: width, rows: queries, by: key + width, inner: depth, columns: keys,
        columnStride: pair, into: slopes, stride: keys)
      table.softmax_backward(kept, slopes, slopes, queries, keys)
      table.affine(slopes, scale, 0, slopes, scores)
      StridedProduct.multiply(
        slopes, stride: keys, rows: queries, by: key, inner: keys, innerStride: pair,
        columns: depth, into: dQuery.base + asking, stride: width)
      table.multiply_outer(
        slopes, keys, q, width, dKeyValue.base + answering, pair, keys, depth, queries, 0)
      withExtendedLifetime(scratch) {}
    }
    return (dQuery, dKeyValue)
  }
}
