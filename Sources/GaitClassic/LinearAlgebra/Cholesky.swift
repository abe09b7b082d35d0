import GaitEvaluation

/// The lower triangle L with L Lᵀ equal to a symmetric positive definite matrix.
struct Cholesky: Sendable {
  /// A pivot that is not above rounding noise: the matrix is singular or indefinite there.
  struct NotPositiveDefinite: Error { let column: Int }

  private var lower: PackedRows

  /// Factors a symmetric matrix, of which only the lower triangle is read.
  init(_ matrix: Matrix) throws {
    let size = matrix.rowCount
    precondition(matrix.columnCount == size, "Cholesky: [\(size), \(matrix.columnCount)]")
    lower = PackedRows(rows: size, columns: size)
    var largest = 0.0
    for i in 0..<size { largest = max(largest, abs(matrix[i, i])) }
    let floor = largest * Double(size) * 0x1p-52
    for i in 0..<size {
      // Entries of row i at and after j are still zero, so whole vectors may be multiplied.
      for j in 0..<i {
        let sum = matrix[i, j] - lower.dot(i, j, vectors: j / 4 + 1)
        lower[i, j] = sum / lower[j, j]
      }
      let pivot = matrix[i, i] - lower.dot(i, i, vectors: i / 4 + 1)
      guard pivot > floor else { throw NotPositiveDefinite(column: i) }
      lower[i, i] = pivot.squareRoot()
    }
  }

  /// The solution X of A X = B, column by column.
  func solve(_ right: Matrix) -> Matrix {
    let size = lower.rowCount
    var x = right
    for column in 0..<right.columnCount {
      for i in 0..<size {
        var sum = x[i, column]
        for k in 0..<i { sum -= lower[i, k] * x[k, column] }
        x[i, column] = sum / lower[i, i]
      }
      for i in (0..<size).reversed() {
        let value = x[i, column] / lower[i, i]
        x[i, column] = value
        for k in 0..<i { x[k, column] -= lower[i, k] * value }
      }
    }
    return x
  }
}
