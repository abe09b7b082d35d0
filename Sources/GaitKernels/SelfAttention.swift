import CKernels

/// Self-attention of several heads over projections that stand side by side, and its derivative.
///
/// Each head of each sequence is one piece of work whose scores stay in the second cache: product,
/// softmax, dropout and product, read from and written to the projection where they stand. Shapes:
/// projection [batch, time, 3 width] of queries, keys and values; output [batch, time, width].
package struct SelfAttention: Sendable {
  private let batch, time, heads, depth: Int
  private let rate: Float
  private let key: UInt64

  /// Attention of given sizes; a rate above zero drops weights by the key's draws.
  package init(batch: Int, time: Int, heads: Int, width: Int, rate: Float, key: UInt64) {
    (self.batch, self.time, self.heads, depth) = (batch, time, heads, width / heads)
    (self.rate, self.key) = (rate, key)
  }

  private var width: Int { heads * depth }
  private var scores: Int { time * time }
  private var scale: Float { 1 / Float(depth).squareRoot() }

  /// The mixed values, and the weights [batch, heads, time, time] where they are kept.
  package func forward(_ projection: Buffer, keepsWeights: Bool) -> (Buffer, weights: Buffer?) {
    let output = Buffer(uninitialized: batch * time * width)
    let kept = keepsWeights ? Buffer(uninitialized: batch * heads * scores) : nil
    forEachHead { piece, head in
      let scratch = Buffer(uninitialized: kept == nil || rate > 0 ? scores : 1)
      let weights = kept.map { $0.base + piece * scores } ?? scratch.base
      let queries = projection.base + head.projection
      StridedProduct.multiply(
        queries, stride: 3 * width, rows: time, by: queries + width, inner: depth, columns: time,
        columnStride: 3 * width, scale: scale, into: weights, stride: time)
      Kernels.table.softmax(weights, nil, weights, time, time)
      var mixed = weights
      if rate > 0 {
        mixed = scratch.base
        drop(weights, into: mixed, piece)
      }
      StridedProduct.multiply(
        mixed, stride: time, rows: time, by: queries + 2 * width, inner: time,
        innerStride: 3 * width,
        columns: depth, into: output.base + head.output, stride: width)
      withExtendedLifetime(scratch) {}
    }
    return (output, kept)
  }

  /// The gradient for the projection, from that of the output and the kept weights.
  package func backward(_ gradient: Buffer, projection: Buffer, weights: Buffer) -> Buffer {
    let result = Buffer(uninitialized: projection.count)
    forEachHead { piece, head in
      let scratch = Buffer(uninitialized: scores)
      let slopes = scratch.base
      let kept = weights.base + piece * scores
      let (queries, dq) = (projection.base + head.projection, result.base + head.projection)
      let dy = gradient.base + head.output
      let row = 3 * width
      let table = Kernels.table
      var mixed = kept
      if rate > 0 {
        mixed = slopes
        drop(kept, into: mixed, piece)
      }
      table.multiply_outer(mixed, time, dy, width, dq + 2 * width, row, time, depth, time, 0)
      StridedProduct.multiply(
        dy, stride: width, rows: time, by: queries + 2 * width, inner: depth, columns: time,
        columnStride: row, into: slopes, stride: time)
      if rate > 0 { drop(slopes, into: slopes, piece) }
      table.softmax_backward(kept, slopes, slopes, time, time)
      table.affine(slopes, scale, 0, slopes, scores)
      StridedProduct.multiply(
        slopes, stride: time, rows: time, by: queries + width, inner: time, innerStride: row,
        columns: depth,
        into: dq, stride: row)
      table.multiply_outer(slopes, time, queries, row, dq + width, row, time, depth, time, 0)
      withExtendedLifetime(scratch) {}
    }
    return result
  }

  /// Calls the body for each head of each sequence with the first elements of its parts.
  private func forEachHead(_ body: (Int, (projection: Int, output: Int)) -> Void) {
    let size = max(1, (1 << 18) / max(1, scores * depth))
    Parallel.forEachRange(of: batch * heads, size: size) { range in
      for piece in range {
        let (sample, head) = (piece / heads, piece % heads)
        let start = sample * time * width
        body(piece, (projection: 3 * start + head * depth, output: start + head * depth))
      }
    }
  }

  private func drop(
    _ source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, _ piece: Int
  ) {
    Kernels.table.dropout(
      source, target, scores, key, UInt64(piece * scores), Kernels.dropoutThreshold(rate),
      1 / (1 - rate))
  }
}
