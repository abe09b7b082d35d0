import CKernels

/// The right-hand matrix of many products, laid out once for the processor's registers.
///
/// A recurrence multiplies by the same matrix at each step; CBLAS would pack it anew each time, which
/// for sixteen rows costs as much as the product.
struct PackedMatrix: Sendable {
  private let packed: Buffer
  private let inner, columns: Int

  /// Packs [inner, columns], or a matrix that is stored as [columns, inner].
  init(_ matrix: Buffer, inner: Int, columns: Int, isTransposed: Bool) {
    self.inner = inner
    self.columns = columns
    packed = Buffer(uninitialized: Kernels.table.packed_size(inner, columns))
    Kernels.table.pack(
      matrix.base, inner, columns, isTransposed ? 1 : columns, isTransposed ? inner : 1, packed.base
    )
  }

  /// Adds `a · matrix` to c, for dense a [rows, inner].
  func multiplyAdding(
    _ a: UnsafePointer<Float>, rows: Int, into c: UnsafeMutablePointer<Float>, rowStride: Int
  ) {
    Kernels.table.multiply_packed(a, inner, packed.base, c, rowStride, rows, columns, inner)
  }

  /// Writes `a · matrix` into c, for a [rows, inner].
  func multiply(
    _ a: UnsafePointer<Float>, rowStride aStride: Int, rows: Int,
    into c: UnsafeMutablePointer<Float>, rowStride: Int, bias: UnsafePointer<Float>? = nil
  ) {
    withUnsafePointer(to: Int32(0)) { place in
      var product = GKLineProduct(
        source: a, row_stride: aStride, places: place, taps: 1, inner: inner, packed: packed.base,
        tap_stride: 0, target: c, target_stride: rowStride, rows: rows, columns: columns,
        scale: nil, shift: bias, addend: nil, is_rectified: 0)
      Kernels.table.multiply_lines(&product)
    }
  }
}
