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

  private static func rowsPerPiece(rows: Int, columns: Int, inner: Int) -> Int {
    guard rows * columns * inner > 1 << 20 else { return max(1, rows) }
    // Each piece packs the right-hand matrix anew, so there are as few as keep cores busy; a power
    // of two, so that they divide evenly among threads.
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
