import GaitEvaluation

/// A fitted decision tree for classes.
public struct DecisionTreeClassification: FittedProbabilisticClassifier {
  /// The number of columns it was fitted to.
  public let featureCount: Int

  /// The labels it was fitted to, ascending.
  public let classes: [Int]

  /// The share of the fall of impurity that each feature brought; sums to one.
  public let featureImportances: [Double]

  let nodes: TreeNodes

  /// The number of questions on the longest way from the root.
  public var depth: Int { nodes.depth }

  /// The number of leaves.
  public var leafCount: Int { nodes.leafCount }

  /// The share of each class among the training rows of each row's leaf.
  public func probabilities(_ features: Matrix) throws -> Matrix {
    try checkColumns("DecisionTreeClassifier", features, expected: featureCount)
    try nodes.check(featureCount: featureCount)
    var result = Matrix(rows: features.rowCount, columns: classes.count)
    for row in 0..<features.rowCount {
      let start = nodes.leaf(features, row: row) * classes.count
      for k in classes.indices { result[row, k] = nodes.values[start + k] }
    }
    return result
  }
}

/// A fitted decision tree for numbers.
public struct DecisionTreeRegression: FittedRegressor {
  /// The number of columns it was fitted to.
  public let featureCount: Int

  /// The share of the fall of squared error that each feature brought; sums to one.
  public let featureImportances: [Double]

  let nodes: TreeNodes
  let offset: Double

  /// The number of questions on the longest way from the root.
  public var depth: Int { nodes.depth }

  /// The number of leaves.
  public var leafCount: Int { nodes.leafCount }

  /// The mean target of the training rows of each row's leaf.
  public func predict(_ features: Matrix) throws -> [Double] {
    try checkColumns("DecisionTreeRegressor", features, expected: featureCount)
    try nodes.check(featureCount: featureCount)
    return (0..<features.rowCount).map { offset + nodes.values[nodes.leaf(features, row: $0)] }
  }
}

/// Importances as shares of their sum; all zero if there is nothing to share.
func shares(_ importances: [Double]) -> [Double] {
  let total = importances.reduce(0, +)
  return total > 0 ? importances.map { $0 / total } : importances
}
