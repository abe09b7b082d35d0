import Foundation
import GaitEvaluation

/// Logistic regression for two classes, multinomial (softmax) for more.
///
/// Minimises `cost * sum of log losses + |w|^2 / 2`; intercepts are not penalised. For two
/// classes one vector of weights is fitted, as scikit-learn does.
public struct LogisticRegression: Classifier, Hashable {
  /// The inverse strength of the penalty (C); infinite for none.
  public var cost: Double

  /// Whether a constant per class is fitted too.
  public var hasIntercept: Bool

  /// Whether classes count alike, each row weighted by rows / (classes * rows of its class).
  public var balancesClasses: Bool

  /// Stop when no entry of the gradient of the mean loss is larger.
  public var tolerance: Double

  /// The most iterations.
  public var maximumIterations: Int

  /// A logistic regression with scikit-learn's penalty and a tighter tolerance.
  public init(
    cost: Double = 1, hasIntercept: Bool = true, balancesClasses: Bool = false,
    tolerance: Double = 1e-8, maximumIterations: Int = 1000
  ) {
    self.cost = cost
    self.hasIntercept = hasIntercept
    self.balancesClasses = balancesClasses
    self.tolerance = tolerance
    self.maximumIterations = maximumIterations
  }

  /// Fits to rows of features and one label per row.
  public func fit(
    _ features: Matrix, labels: [Int], subjects: Subjects?
  ) throws -> LogisticModel {
    let learner = "LogisticRegression"
    try checkTable(learner, features)
    let index = try LabelIndex(learner, labels, rows: features.rowCount)
    try checkOption(learner, "cost", cost, "above 0", cost > 0)
    let (count, width) = (index.classes.count, features.columnCount)
    let outputs = count == 2 ? 1 : count
    let objective = LogisticObjective(
      features: features, labels: index.indices, outputs: outputs, hasIntercept: hasIntercept,
      weights: rowWeights(index), penalty: cost.isFinite ? 1 / cost : 0)
    var minimizer = LimitedMemoryMinimizer()
    minimizer.gradientTolerance = tolerance
    minimizer.maximumIterations = maximumIterations
    let found = minimizer.minimize(
      from: Array(repeating: 0, count: outputs * (width + 1)), objective.evaluate)
    var coefficients = Matrix(rows: outputs, columns: width)
    for k in 0..<outputs {
      for j in 0..<width { coefficients[k, j] = found.point[k * (width + 1) + j] }
    }
    return LogisticModel(
      classes: index.classes, coefficients: coefficients,
      intercepts: (0..<outputs).map { found.point[$0 * (width + 1) + width] },
      isConverged: found.isConverged, iterations: found.iterations)
  }

  private func rowWeights(_ index: LabelIndex) -> [Double] {
    guard balancesClasses else { return index.indices.map { _ in 1 } }
    var counts = index.classes.map { _ in 0.0 }
    for k in index.indices { counts[k] += 1 }
    let share = Double(index.indices.count) / Double(counts.count)
    return index.indices.map { share / counts[$0] }
  }
}

/// Fitted weights of a logistic regression.
public struct LogisticModel: FittedProbabilisticClassifier {
  /// The labels it was fitted to, ascending.
  public let classes: [Int]

  /// The weights: one row for the larger of two labels, else one row per class.
  public let coefficients: Matrix

  /// The constant of each row of weights.
  public let intercepts: [Double]

  /// Whether the gradient fell below the tolerance; it cannot without a penalty on separable rows.
  public let isConverged: Bool

  /// The number of iterations.
  public let iterations: Int

  /// The number of columns it was fitted to.
  public var featureCount: Int { coefficients.columnCount }

  /// The logistic or softmax of the weighted sums.
  public func probabilities(_ features: Matrix) throws -> Matrix {
    try checkColumns("LogisticRegression", features, expected: featureCount)
    let scores = try LinearModel(coefficients: coefficients, intercepts: intercepts)
      .predictOutputs(features)
    if classes.count > 2 { return softmaxRows(scores) }
    return Matrix(
      rows: features.rowCount, columns: 2,
      values: scores.values.flatMap { [1 / (1 + exp($0)), 1 / (1 + exp(-$0))] })
  }
}
