import CKernels

/// The right-hand matrix of many products, laid out once for the processor's registers.
///
/// A recurrence multiplies by the same matrix at each step; CBLAS would pack it anew each time, which
/// for sixteen rows costs as much as the product.
struct PackedMatrix: Sendable {
  private let packed: Buffer
  private let inner, columns: Int

  /// Packs a matrix [inner, columns].
  init(_ matrix: MatrixView, inner: Int, columns: Int) {
    self.inner = inner
    self.columns = columns
    let table = Kernels.table
    let packed = Buffer(uninitialized: table.packed_size(inner, columns))
    let (rowStride, columnStride) =
      matrix.isTransposed ? (1, matrix.rowStride) : (matrix.rowStride, 1)
    // Whole panels, which are as wide as a packed matrix of one column.
    let panel = table.packed_size(1, 1)
    let piece = max(1, Kernels.elementPiece / max(1, panel * inner)) * panel
    Parallel.forEachRange(of: columns, size: piece) { range in
      table.pack(
        matrix.base + range.lowerBound * columnStride, inner, range.count, rowStride, columnStride,
        packed.base + range.lowerBound * inner)
    }
    self.packed = packed
  }

  /// Packs [inner, columns], or a matrix that is stored as [columns, inner].
  init(_ matrix: Buffer, inner: Int, columns: Int, isTransposed: Bool) {
    self.init(
      MatrixView(matrix, rowStride: isTransposed ? inner : columns, transposed: isTransposed),
      inner: inner, columns: columns)
  }

  /// Adds `a · matrix` to c, for dense a [rows, inner].
  func multiplyAdding(
    _ a: UnsafePointer<Float>, rows: Int, into c: UnsafeMutablePointer<Float>, rowStride: Int
  ) {
    Kernels.table.multiply_packed(a, inner, packed.base, c, rowStride, rows, columns, inner)
  }

  /// Rows that stay in the cache while the panels of the matrix go by.
  private static let rowsPerPass = 64

  /// Writes `a · matrix`, plus a bias [columns] if there is one, into c, for a [rows, inner].
  func multiply(
    _ a: UnsafePointer<Float>, rowStride aStride: Int, rows: Int,
    into c: UnsafeMutablePointer<Float>, rowStride: Int, bias: UnsafePointer<Float>? = nil
  ) {
    withUnsafePointer(to: Int32(0)) { place in
      for row in stride(from: 0, to: rows, by: Self.rowsPerPass) {
        var product = GKLineProduct(
          source: a + row * aStride, row_stride: aStride, places: place, taps: 1, inner: inner,
          packed: packed.base, tap_stride: 0, target: c + row * rowStride, target_stride: rowStride,
          rows: min(Self.rowsPerPass, rows - row), columns: columns, scale: nil, shift: bias,
          addend: nil, is_rectified: 0)
        Kernels.table.multiply_lines(&product)
      }
    }
  }
}
