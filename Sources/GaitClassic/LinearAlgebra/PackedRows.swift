import GaitEvaluation

/// The rows of a table, each padded with zeros to whole vectors of four.
///
/// Loops over vectors instead of numbers are what makes products fast here without unsafe
/// pointers; the padding adds zeros to sums of products and changes nothing.
struct PackedRows: Sendable {
  typealias Vector = SIMD4<Double>

  let rowCount: Int
  let columnCount: Int

  /// The number of vectors in one row.
  let stride: Int

  var vectors: [Vector]

  init(rows: Int, columns: Int) {
    rowCount = rows
    columnCount = columns
    stride = (columns + 3) / 4
    vectors = Array(repeating: .zero, count: rows * stride)
  }

  init(_ matrix: Matrix) {
    self.init(rows: matrix.rowCount, columns: matrix.columnCount)
    for row in 0..<rowCount {
      for column in 0..<columnCount { self[row, column] = matrix[row, column] }
    }
  }

  /// The packed columns of a table, as rows.
  init(columnsOf matrix: Matrix) {
    self.init(rows: matrix.columnCount, columns: matrix.rowCount)
    for row in 0..<matrix.rowCount {
      for column in 0..<matrix.columnCount { self[column, row] = matrix[row, column] }
    }
  }

  subscript(row: Int, column: Int) -> Double {
    @inline(__always) get { vectors[row * stride + column >> 2][column & 3] }
    @inline(__always) set { vectors[row * stride + column >> 2][column & 3] = newValue }
  }

  /// The sum of products of the first `count` vectors of two rows.
  @inline(__always)
  func dot(_ a: Int, _ b: Int, vectors count: Int) -> Double {
    var (even, odd) = (Vector.zero, Vector.zero)
    let (p, q) = (a * stride, b * stride)
    var i = 0
    while i + 2 <= count {
      even += vectors[p + i] * vectors[q + i]
      odd += vectors[p + i + 1] * vectors[q + i + 1]
      i += 2
    }
    if i < count { even += vectors[p + i] * vectors[q + i] }
    return (even + odd).sum()
  }

  /// The products of every row of this table with every row of the other, [rows, other rows].
  func products(with other: PackedRows, threads: Int = 1) -> Matrix {
    precondition(stride == other.stride, "PackedRows.products: widths differ")
    let band = 32
    let bands = (rowCount + band - 1) / band
    let parts = try? parallelMap(count: bands, threads: threads) { part in
      products(with: other, rows: part * band..<min(rowCount, (part + 1) * band))
    }
    return Matrix(
      rows: rowCount, columns: other.rowCount, values: (parts ?? []).flatMap(\.self))
  }

  private func products(with other: PackedRows, rows: Range<Int>) -> [Double] {
    let width = other.rowCount
    var result = Array(repeating: 0.0, count: rows.count * width)
    let tile = max(2, 4096 / max(1, stride))
    for start in Swift.stride(from: 0, to: width, by: tile) {
      let end = min(width, start + tile)
      for row in rows {
        let into = (row - rows.lowerBound) * width
        var column = start
        while column + 2 <= end {
          let pair = self.products(row, with: other, column)
          result[into + column] = pair.0
          result[into + column + 1] = pair.1
          column += 2
        }
        if column < end { result[into + column] = product(row, with: other, column) }
      }
    }
    return result
  }

  /// The products of one row with two neighbouring rows of another table.
  @inline(__always)
  func products(_ row: Int, with other: PackedRows, _ column: Int) -> (Double, Double) {
    var (a, b) = (Vector.zero, Vector.zero)
    let (p, q) = (row * stride, column * stride)
    let r = q + stride
    for i in 0..<stride {
      let x = vectors[p + i]
      a += x * other.vectors[q + i]
      b += x * other.vectors[r + i]
    }
    return (a.sum(), b.sum())
  }

  /// The product of one row with a row of another table.
  @inline(__always)
  func product(_ row: Int, with other: PackedRows, _ column: Int) -> Double {
    var sum = Vector.zero
    let (p, q) = (row * stride, column * stride)
    for i in 0..<stride { sum += vectors[p + i] * other.vectors[q + i] }
    return sum.sum()
  }
}
