import CKernels

/// The largest elements of windows over channels-last planes, and the derivative.
package struct LinePooling: Sendable {
  private let pooling: Kernels.Pooling
  private let channels: Int
  private let isRectified: Bool

  /// Windows over planes of so many channels; with `isRectified` the positive part is taken behind.
  package init(_ pooling: Kernels.Pooling, channels: Int, isRectified: Bool) {
    (self.pooling, self.channels, self.isRectified) = (pooling, channels, isRectified)
  }

  /// The place in its plane of each largest element, the first of equal ones; none where the positive
  /// part is zero.
  package struct Places: Sendable {
    // Whole numbers in a block of floats, so that the block comes from the pool.
    fileprivate let block: Buffer

    fileprivate var base: UnsafeMutablePointer<Int32> {
      UnsafeMutableRawPointer(block.base).assumingMemoryBound(to: Int32.self)
    }
  }

  /// The largest elements [batch, positions, channels] of x [batch, height, width, channels], and their
  /// places where a derivative will be asked for.
  package func forward(_ x: Buffer, keepsPlaces: Bool) -> (values: Buffer, places: Places?) {
    let count = pooling.planes * pooling.positions
    let y = Buffer(uninitialized: count * channels)
    let places = keepsPlaces ? Places(block: Buffer(uninitialized: y.count)) : nil
    let taps = pooling.rows.kernel * pooling.columns.kernel
    var sizes = sizes
    withUnsafePointer(to: &sizes) { sizes in
      nonisolated(unsafe) let sizes = sizes
      Parallel.forEachRange(
        of: count, size: max(1, Kernels.elementPiece / max(1, channels * taps))
      ) { range in
        Kernels.table.pool_lines(
          sizes, x.base, y.base, places?.base, range.lowerBound, range.upperBound)
      }
    }
    return (y, places)
  }

  /// Spreads a gradient back to the places that the forward pass found.
  package func backward(_ gradient: Buffer, _ places: Places) -> Buffer {
    let plane = pooling.plane * channels
    let dx = Buffer(uninitialized: pooling.planes * plane)
    var sizes = sizes
    withUnsafePointer(to: &sizes) { sizes in
      nonisolated(unsafe) let sizes = sizes
      Parallel.forEachRange(
        of: pooling.planes, size: max(1, Kernels.elementPiece / max(1, plane))
      ) { range in
        Kernels.table.unpool_lines(
          sizes, gradient.base, places.base, dx.base, range.lowerBound, range.upperBound)
      }
    }
    return dx
  }

  private var sizes: GKLinePooling {
    let (rows, columns) = (pooling.rows, pooling.columns)
    return GKLinePooling(
      rows: rows.input, columns: columns.input, channels: channels, row_kernel: rows.kernel,
      column_kernel: columns.kernel, row_stride: rows.stride, column_stride: columns.stride,
      rows_before: rows.before, columns_before: columns.before, out_rows: rows.output,
      out_columns: columns.output, is_rectified: isRectified ? 1 : 0)
  }
}
