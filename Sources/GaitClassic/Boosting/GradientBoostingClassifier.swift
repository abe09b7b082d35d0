import Foundation
import GaitEvaluation

/// Gradient-boosted trees for classes: logistic loss, second order, histogram bins.
///
/// Two classes share one tree per round, more have one each. A missing entry (NaN) takes the side
/// that lowers the training loss most.
public struct GradientBoostingClassifier: Classifier, Hashable {
  /// Rounds, trees, draws and threads.
  public var options: BoostingOptions

  /// Boosting with these options.
  public init(options: BoostingOptions = BoostingOptions()) { self.options = options }

  /// Fits to rows of features and one label per row.
  public func fit(
    _ features: Matrix, labels: [Int], subjects: Subjects?
  ) throws -> GradientBoostingClassification {
    let learner = "GradientBoostingClassifier"
    try checkTable(learner, features, missing: .accepted)
    let index = try LabelIndex(learner, labels, rows: features.rowCount)
    try options.check(learner)
    let count = index.classes.count
    let loss: BoostingLoss =
      count == 2 ? .binary(index.indices) : .multinomial(index.indices, count: count)
    return GradientBoostingClassification(
      classes: index.classes,
      ensemble: try BoostedTrees(learner, features, loss: loss, options: options))
  }
}

/// A fitted boosted ensemble for classes.
public struct GradientBoostingClassification: FittedProbabilisticClassifier {
  /// The labels it was fitted to, ascending.
  public let classes: [Int]

  let ensemble: BoostedTrees

  /// The number of columns it was fitted to.
  public var featureCount: Int { ensemble.featureCount }

  /// How often each column is asked about.
  public var splitCounts: [Int] { ensemble.splitCounts }

  /// The logistic or softmax of the trees' sums.
  public func probabilities(_ features: Matrix) throws -> Matrix {
    let scores = try ensemble.scores("GradientBoostingClassifier", features)
    if classes.count == 2 {
      let positive = scores.values.map { 1 / (1 + exp(-$0)) }
      return Matrix(
        rows: scores.rowCount, columns: 2, values: positive.flatMap { [1 - $0, $0] })
    }
    return softmaxRows(scores)
  }
}

/// Exponentials of each row divided by their sum.
func softmaxRows(_ scores: Matrix) -> Matrix {
  var result = scores
  for row in 0..<scores.rowCount {
    let largest = scores.row(row).max() ?? 0
    var sum = 0.0
    for k in 0..<scores.columnCount {
      result[row, k] = exp(scores[row, k] - largest)
      sum += result[row, k]
    }
    for k in 0..<scores.columnCount { result[row, k] /= sum }
  }
  return result
}
