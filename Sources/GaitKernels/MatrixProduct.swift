import Foundation

#if canImport(Accelerate)
  import Accelerate
#else
  import COpenBLAS
#endif

/// A matrix inside a buffer: where it starts and how far apart its rows are.
package struct MatrixView {
  package let buffer: Buffer
  package let start: Int
  package let rowStride: Int
  package let isTransposed: Bool

  /// A view; with `transposed`, the product reads the stored matrix by columns.
  package init(_ buffer: Buffer, start: Int = 0, rowStride: Int, transposed: Bool = false) {
    self.buffer = buffer
    self.start = start
    self.rowStride = rowStride
    isTransposed = transposed
  }

  var base: UnsafeMutablePointer<Float> { buffer.base + start }
}

extension Kernels {
  /// `c = a · b + beta · c` with a [rows, inner] and b [inner, columns].
  ///
  /// A large product is cut over the rows of c into pieces that depend on the sizes only. A bias
  /// [columns] is added to each row while its piece is still in the cache.
  package static func multiply(
    _ a: MatrixView, _ b: MatrixView, into c: MatrixView, rows: Int, columns: Int, inner: Int,
    adding beta: Float = 0, bias: Buffer? = nil
  ) {
    let piece = rowsPerPiece(rows: rows, columns: columns, inner: inner)
    if beta == 0, !a.isTransposed,
      isWorthPacking(b, rows: rows, columns: columns, inner: inner)
    {
      let packed = PackedMatrix(b, inner: inner, columns: columns)
      Parallel.forEachRange(of: rows, size: piece) { range in
        packed.multiply(
          a.base + range.lowerBound * a.rowStride, rowStride: a.rowStride, rows: range.count,
          into: c.base + range.lowerBound * c.rowStride, rowStride: c.rowStride,
          bias: bias.map { UnsafePointer($0.base) })
      }
      return
    }
    if bias == nil, beta == 0 || beta == 1, a.isTransposed, !b.isTransposed, rows >= 8,
      inner >= 16, fillsPanels(columns)
    {
      Parallel.forEachRange(of: rows, size: piece) { range in
        table.multiply_outer(
          a.base + range.lowerBound, a.rowStride, b.base, b.rowStride,
          c.base + range.lowerBound * c.rowStride, c.rowStride, range.count, columns, inner,
          beta == 0 ? 0 : 1)
      }
      return
    }
    Parallel.forEachRange(of: rows, size: piece) { range in
      let first = range.lowerBound
      gemm(
        a.isTransposed, b.isTransposed, range.count, columns, inner,
        a.base + (a.isTransposed ? first : first * a.rowStride), a.rowStride,
        b.base, b.rowStride, beta, c.base + first * c.rowStride, c.rowStride)
      guard let bias else { return }
      for row in range {
        let line = c.base + row * c.rowStride
        table.add(line, bias.base, line, columns)
      }
    }
  }

  /// How far apart the matrices of a batch stand, along its outer and its inner axis.
  package struct BatchStride {
    package let outer, inner: Int

    /// Distances in elements.
    package init(outer: Int, inner: Int = 0) {
      self.outer = outer
      self.inner = inner
    }
  }

  /// `c = scale · a · b` for each matrix of a batch [outer, inner], such as [sequence, head].
  package static func multiplyBatch(
    outer: Int, inner: Int = 1, _ a: MatrixView, _ aStride: BatchStride, _ b: MatrixView,
    _ bStride: BatchStride, into c: MatrixView, _ cStride: BatchStride,
    rows: Int, columns: Int, depth: Int, scale: Float = 1
  ) {
    let work = max(1, rows * columns * depth)
    Parallel.forEachRange(of: outer * inner, size: max(1, 262_144 / work)) { range in
      for index in range {
        let (i, j) = (index / inner, index % inner)
        gemm(
          a.isTransposed, b.isTransposed, rows, columns, depth,
          a.base + i * aStride.outer + j * aStride.inner, a.rowStride,
          b.base + i * bStride.outer + j * bStride.inner, b.rowStride, 0,
          c.base + i * cStride.outer + j * cStride.inner, c.rowStride, scale: scale)
      }
    }
  }

  /// Whether a packed product of ours is faster than CBLAS.
  ///
  /// It is with rows enough to pay for packing and few unused columns; a small matrix as it is stored
  /// CBLAS multiplies without packing.
  private static func isWorthPacking(
    _ b: MatrixView, rows: Int, columns: Int, inner: Int
  ) -> Bool {
    let enough = b.isTransposed ? rows >= 32 : rows * columns * inner > 1 << 20
    return enough && inner >= 32 && fillsPanels(columns)
  }

  /// Whether at most a tenth of the columns that our kernels compute go unused.
  private static func fillsPanels(_ columns: Int) -> Bool {
    let computed = table.packed_size(1, columns)
    return columns * 10 >= computed * 9
  }

  private static func rowsPerPiece(rows: Int, columns: Int, inner: Int) -> Int {
    guard rows * columns * inner > 1 << 20 else { return max(1, rows) }
    // In CBLAS each piece packs the right-hand matrix anew, so there are as few as keep cores busy; a
    // power of two, so that they divide evenly among threads.
    var pieces = 2
    while pieces < 16, rows * columns * inner >> 26 > pieces { pieces *= 2 }
    let size = (rows + pieces - 1) / pieces
    return max(16, (size + 15) / 16 * 16)
  }

  /// A single-threaded product of row-major matrices through CBLAS.
  static func gemm(
    _ transposeA: Bool, _ transposeB: Bool, _ rows: Int, _ columns: Int, _ inner: Int,
    _ a: UnsafePointer<Float>, _ aStride: Int, _ b: UnsafePointer<Float>, _ bStride: Int,
    _ beta: Float, _ c: UnsafeMutablePointer<Float>, _ cStride: Int, scale: Float = 1
  ) {
    guard rows > 0, columns > 0 else { return }
    guard inner > 0 else {
      if beta == 0 {
        for row in 0..<rows { (c + row * cStride).update(repeating: 0, count: columns) }
      }
      return
    }
    _ = BLAS.isSingleThreaded
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
      numericCast(rows), numericCast(columns), numericCast(inner), scale, a, numericCast(aStride),
      b, numericCast(bStride), beta, c, numericCast(cStride))
  }
}

/// What the linked BLAS says of itself.
public enum BLAS {
  /// The kernel set that the library chose for this processor, such as `SkylakeX`.
  public static var coreName: String {
    #if canImport(Accelerate)
      "Accelerate"
    #else
      openblas_get_corename().map { String(cString: $0) } ?? "unknown"
    #endif
  }

  /// Pins the library to one thread, once: parallelism is ours, over pieces fixed by size.
  static let isSingleThreaded: Bool = {
    #if !canImport(Accelerate)
      openblas_set_num_threads(1)
    #endif
    return true
  }()
}
