import GaitEvaluation

/// Eigenvalues, descending, and eigenvectors, one per row, of a symmetric matrix.
///
/// Cyclic Jacobi rotations: slower than tridiagonal methods but accurate to the last digits, for
/// the few hundred columns that feature tables have (Golub and Van Loan, section 8.5).
struct SymmetricEigen {
  let values: [Double]
  let vectors: Matrix

  init(_ matrix: Matrix) {
    let size = matrix.rowCount
    precondition(matrix.columnCount == size, "SymmetricEigen: [\(size), \(matrix.columnCount)]")
    var a = matrix
    var v = Matrix(rows: size, columns: size)
    for i in 0..<size { v[i, i] = 1 }
    for _ in 0..<60 {
      var (off, diagonal) = (0.0, 0.0)
      for i in 0..<size {
        diagonal += a[i, i] * a[i, i]
        for j in 0..<i { off += a[i, j] * a[i, j] }
      }
      if off <= 1e-32 * diagonal || off == 0 { break }
      for p in 0..<size {
        for q in p + 1..<max(size, p + 1) where a[p, q] != 0 {
          Self.rotate(&a, &v, p, q)
        }
      }
    }
    let order = (0..<size).sorted { a[$0, $0] > a[$1, $1] }
    values = order.map { a[$0, $0] }
    vectors = v.selecting(rows: order)
  }

  /// One rotation that makes entry (p, q) zero; rows of `v` collect the eigenvectors.
  private static func rotate(_ a: inout Matrix, _ v: inout Matrix, _ p: Int, _ q: Int) {
    let theta = (a[q, q] - a[p, p]) / (2 * a[p, q])
    let root = (theta * theta + 1).squareRoot()
    let t = theta >= 0 ? 1 / (theta + root) : -1 / (-theta + root)
    let c = 1 / (t * t + 1).squareRoot()
    let s = t * c
    let size = a.rowCount
    for k in 0..<size {
      let (x, y) = (a[k, p], a[k, q])
      a[k, p] = c * x - s * y
      a[k, q] = s * x + c * y
    }
    for k in 0..<size {
      let (x, y) = (a[p, k], a[q, k])
      a[p, k] = c * x - s * y
      a[q, k] = s * x + c * y
    }
    for k in 0..<size {
      let (x, y) = (v[p, k], v[q, k])
      v[p, k] = c * x - s * y
      v[q, k] = s * x + c * y
    }
  }
}
