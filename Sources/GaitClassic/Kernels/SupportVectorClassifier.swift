import GaitEvaluation

/// A support vector machine for classes; more than two vote pair by pair.
///
/// Cortes and Vapnik 1995, doi:10.1007/BF00994018. Bring features to one scale first. It predicts
/// no probabilities; wrap it in `CalibratedSupportVectorClassifier` for those.
public struct SupportVectorClassifier: Classifier, Hashable {
  /// The price of a row on the wrong side of the margin (C).
  public var cost: Double

  /// The measure of likeness.
  public var kernel: Kernel

  /// How far conditions may be violated at the end.
  public var tolerance: Double

  /// A machine with scikit-learn's defaults.
  public init(cost: Double = 1, kernel: Kernel = .radial(.scale), tolerance: Double = 1e-3) {
    self.cost = cost
    self.kernel = kernel
    self.tolerance = tolerance
  }

  /// Fits one machine per pair of classes.
  public func fit(
    _ features: Matrix, labels: [Int], subjects: Subjects?
  ) throws -> SupportVectorClassification {
    let learner = "SupportVectorClassifier"
    try checkTable(learner, features)
    let index = try LabelIndex(learner, labels, rows: features.rowCount)
    try checkOption(learner, "cost", cost, "above 0", cost > 0 && cost.isFinite)
    try checkOption(learner, "tolerance", tolerance, "above 0", tolerance > 0)
    try kernel.check(learner)
    let settled = kernel.settled(features)
    let machines = try parallelMap(
      count: classPairs(index.classes.count).count, threads: availableThreads
    ) { pair in
      let (first, second) = classPairs(index.classes.count)[pair]
      let rows = index.indices.indices.filter {
        index.indices[$0] == first || index.indices[$0] == second
      }
      return SupportVectors.separating(
        features.selecting(rows: rows), isPositive: rows.map { index.indices[$0] == first },
        kernel: settled, cost: cost, tolerance: tolerance)
    }
    return SupportVectorClassification(
      featureCount: features.columnCount, classes: index.classes,
      isConverged: machines.allSatisfy(\.isConverged), machines: machines.map(\.vectors))
  }
}

/// The pairs of class numbers, in the order of their machines.
func classPairs(_ count: Int) -> [(Int, Int)] {
  (0..<count).flatMap { first in (first + 1..<max(count, first + 1)).map { (first, $0) } }
}

/// Fitted support vector machines, one per pair of classes.
public struct SupportVectorClassification: FittedClassifier {
  /// The number of columns it was fitted to.
  public let featureCount: Int

  /// The labels it was fitted to, ascending.
  public let classes: [Int]

  /// Whether all machines met the tolerance.
  public let isConverged: Bool

  let machines: [SupportVectors]

  /// The number of support vectors of each machine.
  public var supportCounts: [Int] { machines.map(\.weights.count) }

  /// The decision value of each pair of classes, positive for the first of the pair.
  ///
  /// Pairs come in the order (0, 1), (0, 2), ..., (1, 2), ...
  ///
  /// - Parameter features: A table with `featureCount` columns.
  /// - Returns: A matrix of shape [rows, pairs].
  /// - Throws: `LearningError` when the table does not fit.
  public func decisionValues(_ features: Matrix) throws -> Matrix {
    try checkColumns("SupportVectorClassifier", features, expected: featureCount)
    var result = Matrix(rows: features.rowCount, columns: machines.count)
    for (pair, machine) in machines.enumerated() {
      for (row, value) in machine.decisionValues(features).enumerated() {
        result[row, pair] = value
      }
    }
    return result
  }

  /// The label with most votes, the smaller one of equals.
  public func predict(_ features: Matrix) throws -> [Int] {
    let values = try decisionValues(features)
    let pairs = classPairs(classes.count)
    return (0..<values.rowCount).map { row in
      var votes = Array(repeating: 0, count: classes.count)
      for (pair, (first, second)) in pairs.enumerated() {
        votes[values[row, pair] > 0 ? first : second] += 1
      }
      var best = 0
      for k in votes.indices where votes[k] > votes[best] { best = k }
      return classes[best]
    }
  }
}
