import GaitEvaluation

/// The mean target of the nearest training rows (Euclidean distance).
///
/// Distances add up over features, so bring features to one scale first (`StandardScaler`). Of
/// rows at equal distance the earlier training row counts.
public struct NearestNeighborsRegressor: MultiOutputRegressor, Hashable {
  /// What fitting gives.
  public typealias Fitted = NearestNeighborsRegression

  /// The number of neighbours.
  public var neighbors: Int

  /// How much each of them counts.
  public var weighting: NeighborWeighting

  /// A regressor with scikit-learn's defaults.
  public init(neighbors: Int = 5, weighting: NeighborWeighting = .uniform) {
    self.neighbors = neighbors
    self.weighting = weighting
  }

  /// Keeps the rows and their targets.
  public func fit(_ features: Matrix, targets: Matrix) throws -> NearestNeighborsRegression {
    let learner = "NearestNeighborsRegressor"
    try checkOption(learner, "neighbors", neighbors, "at least 1", neighbors >= 1)
    try checkTable(learner, features, rows: neighbors)
    try checkTargets(learner, targets, rows: features.rowCount)
    return NearestNeighborsRegression(options: self, features: features, targets: targets)
  }
}

/// Training rows that answer for their neighbours.
public struct NearestNeighborsRegression: FittedMultiOutputRegressor {
  let options: NearestNeighborsRegressor
  let features: Matrix
  let targets: Matrix

  /// The number of columns it was fitted to.
  public var featureCount: Int { features.columnCount }

  /// The number of outputs it was fitted to.
  public var outputCount: Int { targets.columnCount }

  /// The weighted mean target of the neighbours of each row.
  public func predictOutputs(_ table: Matrix) throws -> Matrix {
    try checkColumns("NearestNeighborsRegressor", table, expected: featureCount)
    let found = NearestRows(features).search(
      table, count: options.neighbors, threads: availableThreads)
    var result = Matrix(rows: table.rowCount, columns: outputCount)
    for (row, nearest) in found.enumerated() {
      let weights = options.weighting.weights(nearest)
      let total = weights.reduce(0, +)
      for (neighbor, weight) in zip(nearest.rows, weights) {
        for output in 0..<outputCount {
          result[row, output] += targets[neighbor, output] * weight / total
        }
      }
    }
    return result
  }
}
