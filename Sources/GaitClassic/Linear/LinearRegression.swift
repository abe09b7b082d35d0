import GaitEvaluation

/// Linear regression by least squares.
///
/// Householder QR with column pivoting. Where columns depend on each other the weights of least
/// norm are given, as NumPy and scikit-learn do.
public struct LinearRegression: MultiOutputRegressor, Hashable {
  /// What fitting gives.
  public typealias Fitted = LinearModel

  /// Whether a constant is fitted too.
  public var hasIntercept: Bool

  /// A least-squares regression.
  public init(hasIntercept: Bool = true) { self.hasIntercept = hasIntercept }

  /// Fits to rows of features and a row of targets for each.
  public func fit(_ features: Matrix, targets: Matrix) throws -> LinearModel {
    try checkTable("LinearRegression", features)
    try checkTargets("LinearRegression", targets, rows: features.rowCount)
    let table = CentredTable(features, centres: hasIntercept, standardizes: false)
    let answer = CentredTable(targets, centres: hasIntercept, standardizes: false)
    do {
      let weights = try leastSquares(table.features, answer.features)
      return table.model(weights: weights, targetMeans: answer.means)
    } catch let error as Cholesky.NotPositiveDefinite {
      throw LearningError.singular(learner: "LinearRegression", column: error.column)
    }
  }
}

/// The weights [features, outputs] of least squares and, among equals, of least norm.
private func leastSquares(_ x: Matrix, _ y: Matrix) throws -> Matrix {
  let (n, p) = (x.rowCount, x.columnCount)
  // Columns lie in rows here, so that reflections run along memory.
  var a = x.transposed()
  var b = y.transposed()
  var order = Array(0..<p)
  var diagonal: [Double] = []
  var rank = 0
  for step in 0..<min(n, p) {
    let norms = (step..<p).map { column in squareSum(a, column, from: step) }
    let pivot = step + (norms.indices.max { norms[$0] < norms[$1] } ?? 0)
    swapRows(&a, step, pivot)
    order.swapAt(step, pivot)
    let norm = squareSum(a, step, from: step).squareRoot()
    let floor = Double(max(n, p)) * 0x1p-52 * (diagonal.first.map(abs) ?? 0)
    if norm <= floor || norm == 0 { break }
    rank += 1
    let alpha = a[step, step] > 0 ? -norm : norm
    diagonal.append(alpha)
    a[step, step] -= alpha
    let scale = squareSum(a, step, from: step)
    let reflector = Array(a.row(step))
    for column in step + 1..<max(p, step + 1) {
      reflect(&a, column, reflector, from: step, scale: scale)
    }
    for output in 0..<b.rowCount { reflect(&b, output, reflector, from: step, scale: scale) }
  }
  var weights = Matrix(rows: p, columns: b.rowCount)
  if rank == 0 { return weights }
  // R is upper triangular: entry (i, j) for i <= j lies at a[j, i], the diagonal apart.
  func upper(_ i: Int, _ j: Int) -> Double { i == j ? diagonal[i] : a[j, i] }
  if rank == p {
    for output in 0..<b.rowCount {
      for i in (0..<p).reversed() {
        var sum = b[output, i]
        for j in i + 1..<max(p, i + 1) { sum -= upper(i, j) * weights[order[j], output] }
        weights[order[i], output] = sum / diagonal[i]
      }
    }
    return weights
  }
  // Least norm: w = R' (R R')^-1 c for the first `rank` rows of R.
  var rows = Matrix(rows: rank, columns: p)
  for i in 0..<rank { for j in i..<p { rows[i, j] = upper(i, j) } }
  let packed = PackedRows(rows)
  var right = Matrix(rows: rank, columns: b.rowCount)
  for i in 0..<rank { for output in 0..<b.rowCount { right[i, output] = b[output, i] } }
  let solved = try Cholesky(packed.products(with: packed)).solve(right)
  for j in 0..<p {
    for output in 0..<b.rowCount {
      var sum = 0.0
      for i in 0..<rank { sum += rows[i, j] * solved[i, output] }
      weights[order[j], output] = sum
    }
  }
  return weights
}

private func squareSum(_ a: Matrix, _ row: Int, from start: Int) -> Double {
  a.row(row).dropFirst(start).reduce(0) { $0 + $1 * $1 }
}

private func swapRows(_ a: inout Matrix, _ first: Int, _ second: Int) {
  if first == second { return }
  for k in 0..<a.columnCount {
    (a[first, k], a[second, k]) = (a[second, k], a[first, k])
  }
}

/// Mirrors a row on the plane across a vector.
private func reflect(
  _ a: inout Matrix, _ row: Int, _ reflector: [Double], from start: Int, scale: Double
) {
  var product = 0.0
  for k in start..<a.columnCount { product += a[row, k] * reflector[k] }
  let factor = 2 * product / scale
  for k in start..<a.columnCount { a[row, k] -= factor * reflector[k] }
}
