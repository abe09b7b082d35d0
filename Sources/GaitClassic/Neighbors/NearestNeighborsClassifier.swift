import GaitEvaluation

/// The class shares among the nearest training rows (Euclidean distance).
///
/// Distances add up over features, so bring features to one scale first (`StandardScaler`). Of
/// rows at equal distance the earlier training row counts.
public struct NearestNeighborsClassifier: Classifier, Hashable {
  /// The number of neighbours.
  public var neighbors: Int

  /// How much each of them counts.
  public var weighting: NeighborWeighting

  /// A classifier with scikit-learn's defaults.
  public init(neighbors: Int = 5, weighting: NeighborWeighting = .uniform) {
    self.neighbors = neighbors
    self.weighting = weighting
  }

  /// Keeps the rows and their labels.
  public func fit(
    _ features: Matrix, labels: [Int], subjects: Subjects?
  ) throws -> NearestNeighborsClassification {
    let learner = "NearestNeighborsClassifier"
    try checkOption(learner, "neighbors", neighbors, "at least 1", neighbors >= 1)
    try checkTable(learner, features, rows: neighbors)
    let index = try LabelIndex(learner, labels, rows: features.rowCount)
    return NearestNeighborsClassification(
      classes: index.classes, options: self, features: features, labels: index.indices)
  }
}

/// Training rows that answer for their neighbours.
public struct NearestNeighborsClassification: FittedProbabilisticClassifier {
  /// The labels it was fitted to, ascending.
  public let classes: [Int]

  let options: NearestNeighborsClassifier
  let features: Matrix
  let labels: [Int]

  /// The number of columns it was fitted to.
  public var featureCount: Int { features.columnCount }

  /// The weight of each class among the neighbours of each row.
  public func probabilities(_ table: Matrix) throws -> Matrix {
    try checkColumns("NearestNeighborsClassifier", table, expected: featureCount)
    let found = NearestRows(features).search(
      table, count: options.neighbors, threads: availableThreads)
    var result = Matrix(rows: table.rowCount, columns: classes.count)
    for (row, nearest) in found.enumerated() {
      let weights = options.weighting.weights(nearest)
      let total = weights.reduce(0, +)
      for (neighbor, weight) in zip(nearest.rows, weights) {
        let share = result[row, labels[neighbor]] + weight / total
        // A sum of shares may pass one by its last bit.
        result[row, labels[neighbor]] = min(share, 1)
      }
    }
    return result
  }
}
