import CKernels

extension Kernels {
  /// Whether so few rows of such length are better multiplied as dot products than as a packed product,
  /// whose packing costs as much as the product itself.
  package static func areFew(rows: Int, inner: Int) -> Bool {
    rows <= 32 && inner >= 512
  }

  /// `c = a · bᵀ + bias` with a [rows, inner] of few rows and b [columns, inner]: b is read once, as it
  /// is stored.
  package static func dots(
    _ a: Buffer, _ b: Buffer, into c: Buffer, rows: Int, columns: Int, inner: Int,
    bias: Buffer? = nil
  ) {
    // Four columns make a tile; small products stay on their thread.
    let isSmall = rows * columns * inner < 1 << 19
    let size = isSmall ? max(1, columns) : max(4, (columns + 31) / 32 * 4)
    Parallel.forEachRange(of: columns, size: size) { range in
      let target = c.base + range.lowerBound
      table.multiply_dots(
        a.base, inner, b.base + range.lowerBound * inner, inner, target, columns, rows,
        range.count, inner)
      guard let bias else { return }
      for row in 0..<rows {
        let line = target + row * columns
        table.add(line, bias.base + range.lowerBound, line, range.count)
      }
    }
  }
}
