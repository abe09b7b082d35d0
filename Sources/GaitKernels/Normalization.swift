import CKernels

extension Kernels {
  /// Softmax of each row of [rows, columns].
  ///
  /// The mask holds a byte for each element of one block of rows and repeats over the blocks; zero
  /// hides. A row with nothing visible becomes zeros.
  package static func softmax(_ x: Buffer, rows: Int, columns: Int, mask: Mask? = nil) -> Buffer {
    let y = Buffer(uninitialized: rows * columns)
    let piece = max(1, elementPiece / max(1, columns) / 4)
    Parallel.forEachRange(of: rows, size: piece) { range in
      let start = range.lowerBound * columns
      guard let mask else {
        table.softmax(x.base + start, nil, y.base + start, range.count, columns)
        return
      }
      mask.bytes.withUnsafeBufferPointer { bytes in
        for row in range {
          let line = bytes.baseAddress.map { $0 + mask.line(of: row) * columns }
          table.softmax(x.base + row * columns, line, y.base + row * columns, 1, columns)
        }
      }
    }
    return y
  }

  /// The derivative of `softmax` from its output.
  package static func softmaxBackward(
    output y: Buffer, _ gradient: Buffer, rows: Int, columns: Int
  ) -> Buffer {
    let result = Buffer(uninitialized: rows * columns)
    let piece = max(1, elementPiece / max(1, columns) / 2)
    Parallel.forEachRange(of: rows, size: piece) { range in
      let start = range.lowerBound * columns
      table.softmax_backward(
        y.base + start, gradient.base + start, result.base + start, range.count, columns)
    }
    return result
  }

  /// Which elements of a batch of score matrices may be seen.
  package struct Mask: Sendable {
    /// One byte an element, [lines, columns]; zero hides.
    package let bytes: [UInt8]
    /// The score rows [blocks, repeats, rows]: a block's mask lines repeat over its middle axis.
    package let repeats: Int
    package let rows: Int
    /// Whether every block has lines of its own, or all share one set.
    package let isPerBlock: Bool
    /// Whether each row of a block has its own line, or all share one.
    package let isPerRow: Bool

    /// A mask; see the properties.
    package init(bytes: [UInt8], repeats: Int, rows: Int, isPerBlock: Bool, isPerRow: Bool) {
      self.bytes = bytes
      self.repeats = repeats
      self.rows = rows
      self.isPerBlock = isPerBlock
      self.isPerRow = isPerRow
    }

    func line(of scoreRow: Int) -> Int {
      let block = isPerBlock ? scoreRow / (repeats * rows) : 0
      return isPerRow ? block * rows + scoreRow % rows : block
    }
  }

  /// What layer normalisation leaves: its output, and what its derivative needs.
  package struct NormalizedRows {
    package let output, normalized, inverseDeviation: Buffer
  }

  /// Normalises each row of [rows, columns] to mean 0 and variance 1, then scales and shifts.
  package static func layerNorm(
    _ x: Buffer, weight: Buffer, bias: Buffer, epsilon: Float, rows: Int, columns: Int
  ) -> NormalizedRows {
    let y = Buffer(uninitialized: rows * columns)
    let normalized = Buffer(uninitialized: rows * columns)
    let inverse = Buffer(uninitialized: rows)
    Parallel.forEachRange(of: rows, size: layerNormPiece(columns)) { range in
      let start = range.lowerBound * columns
      table.layer_norm(
        x.base + start, weight.base, bias.base, epsilon, y.base + start, normalized.base + start,
        inverse.base + range.lowerBound, range.count, columns)
    }
    return NormalizedRows(output: y, normalized: normalized, inverseDeviation: inverse)
  }

  /// The derivative of `layerNorm` for its input, weight and bias.
  package static func layerNormBackward(
    _ gradient: Buffer, weight: Buffer, saved: NormalizedRows, rows: Int, columns: Int
  ) -> (input: Buffer, weight: Buffer, bias: Buffer) {
    let result = Buffer(uninitialized: rows * columns)
    let size = layerNormPiece(columns)
    let pieces = max(1, (rows + size - 1) / size)
    // Each piece sums its own rows; the sums are added in the order of the pieces.
    let partial = Buffer(repeating: 0, count: pieces * 2 * columns)
    Parallel.forEachRange(of: rows, size: size) { range in
      let start = range.lowerBound * columns
      let own = partial.base + range.lowerBound / size * 2 * columns
      table.layer_norm_backward(
        gradient.base + start, weight.base, saved.normalized.base + start,
        saved.inverseDeviation.base + range.lowerBound, result.base + start, own, own + columns,
        range.count, columns)
    }
    let sums = sum(partial, outer: 1, axis: pieces, inner: 2 * columns)
    return (result, sums.copy(from: 0, count: columns), sums.copy(from: columns, count: columns))
  }

  private static func layerNormPiece(_ columns: Int) -> Int {
    // Bounded because a piece adds its rows' gradients one after the other.
    max(1, min(256, elementPiece / max(1, columns)))
  }
}
