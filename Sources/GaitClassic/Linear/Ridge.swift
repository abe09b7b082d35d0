import GaitEvaluation

/// Linear regression with a penalty on the squared weights.
///
/// Minimises `|y - X w - b|^2 + penalty |w|^2` for each output; the intercept is not penalised.
/// Solved by Cholesky factors, of the features' products or, for more features than rows, of the
/// rows' (Hoerl and Kennard 1970, doi:10.1080/00401706.1970.10488634).
public struct Ridge: MultiOutputRegressor, Hashable {
  /// What fitting gives.
  public typealias Fitted = LinearModel

  /// The weight of the squared weights; above zero, or zero for full column rank.
  public var penalty: Double

  /// Whether a constant is fitted too.
  public var hasIntercept: Bool

  /// Whether features are scaled to unit spread for the penalty; weights stay in original units.
  public var standardizes: Bool

  /// A ridge regression with scikit-learn's defaults.
  public init(penalty: Double = 1, hasIntercept: Bool = true, standardizes: Bool = false) {
    self.penalty = penalty
    self.hasIntercept = hasIntercept
    self.standardizes = standardizes
  }

  /// Fits to rows of features and a row of targets for each.
  public func fit(_ features: Matrix, targets: Matrix) throws -> LinearModel {
    try checkTable("Ridge", features)
    try checkTargets("Ridge", targets, rows: features.rowCount)
    try checkOption(
      "Ridge", "penalty", penalty, "a finite number >= 0", penalty >= 0 && penalty.isFinite)
    let table = CentredTable(features, centres: hasIntercept, standardizes: standardizes)
    let answer = CentredTable(targets, centres: hasIntercept, standardizes: false)
    do {
      let weights =
        features.rowCount >= features.columnCount
        ? try solvePrimal(table.features, answer.features)
        : try solveDual(table.features, answer.features)
      return table.model(weights: weights, targetMeans: answer.means)
    } catch let error as Cholesky.NotPositiveDefinite {
      throw LearningError.singular(learner: "Ridge", column: error.column)
    }
  }

  private func solvePrimal(_ x: Matrix, _ y: Matrix) throws -> Matrix {
    let columns = PackedRows(columnsOf: x)
    var products = columns.products(with: columns)
    for j in 0..<products.rowCount { products[j, j] += penalty }
    return try Cholesky(products).solve(columns.products(with: PackedRows(columnsOf: y)))
  }

  private func solveDual(_ x: Matrix, _ y: Matrix) throws -> Matrix {
    let rows = PackedRows(x)
    var products = rows.products(with: rows)
    for i in 0..<products.rowCount { products[i, i] += penalty }
    let duals = try Cholesky(products).solve(y)
    return PackedRows(columnsOf: x).products(with: PackedRows(columnsOf: duals))
  }
}
