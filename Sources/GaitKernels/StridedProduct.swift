import CKernels

/// A product with a matrix that stands anywhere inside another, as the heads of an attention do.
enum StridedProduct {
  /// `rows` lines times the matrix [inner, columns] whose elements stand so far apart, scaled.
  static func multiply(
    _ lines: UnsafePointer<Float>, stride: Int, rows: Int, by matrix: UnsafePointer<Float>,
    inner: Int, innerStride: Int = 1, columns: Int, columnStride: Int = 1, scale: Float = 1,
    into target: UnsafeMutablePointer<Float>, stride targetStride: Int
  ) {
    let table = Kernels.table
    let packed = Buffer(uninitialized: table.packed_size(inner, columns))
    table.pack(matrix, inner, columns, innerStride, columnStride, packed.base)
    if scale != 1 { table.affine(packed.base, scale, 0, packed.base, packed.count) }
    withUnsafePointer(to: Int32(0)) { place in
      var product = GKLineProduct(
        source: lines, row_stride: stride, places: place, taps: 1, inner: inner,
        packed: packed.base, tap_stride: 0, target: target, target_stride: targetStride,
        rows: rows, columns: columns, scale: nil, shift: nil, addend: nil, is_rectified: 0)
      table.multiply_lines(&product)
    }
    withExtendedLifetime(packed) {}
  }
}
