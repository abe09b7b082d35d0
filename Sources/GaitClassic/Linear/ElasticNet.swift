import GaitEvaluation

/// Linear regression with a penalty on absolute and squared weights.
///
/// Minimises `|y - X w - b|^2 / (2 n) + penalty (share |w|_1 + (1 - share) |w|^2 / 2)` by cyclic
/// coordinate descent (Friedman, Hastie and Tibshirani 2010, doi:10.18637/jss.v033.i01), stopped
/// by the duality gap.
public struct ElasticNet: Regressor, Hashable {
  /// The weight of the whole penalty; above zero.
  public var penalty: Double

  /// The share of the absolute weights: one for LASSO, towards zero for ridge.
  public var absoluteShare: Double

  /// Whether a constant is fitted too.
  public var hasIntercept: Bool

  /// Whether features are scaled to unit spread for the penalty; weights stay in original units.
  public var standardizes: Bool

  /// Stop when the duality gap is below this share of the sum of squared targets.
  public var tolerance: Double

  /// The most passes over all features.
  public var maximumIterations: Int

  /// An elastic net with scikit-learn's defaults.
  public init(
    penalty: Double = 1, absoluteShare: Double = 0.5, hasIntercept: Bool = true,
    standardizes: Bool = false, tolerance: Double = 1e-4, maximumIterations: Int = 1000
  ) {
    self.penalty = penalty
    self.absoluteShare = absoluteShare
    self.hasIntercept = hasIntercept
    self.standardizes = standardizes
    self.tolerance = tolerance
    self.maximumIterations = maximumIterations
  }

  /// The LASSO: the penalty is on absolute weights alone, so that many become zero.
  ///
  /// - Parameters:
  ///   - penalty: The weight of the absolute weights.
  ///   - standardizes: Whether features are scaled to unit spread for the penalty.
  /// - Returns: An elastic net with `absoluteShare` one.
  public static func lasso(penalty: Double = 1, standardizes: Bool = false) -> ElasticNet {
    ElasticNet(penalty: penalty, absoluteShare: 1, standardizes: standardizes)
  }

  /// Fits to rows of features and one target per row.
  public func fit(
    _ features: Matrix, targets: [Double], subjects: Subjects?
  ) throws -> LinearModel {
    let learner = "ElasticNet"
    try checkTable(learner, features)
    try checkTargets(learner, targets, rows: features.rowCount)
    try checkOption(learner, "penalty", penalty, "above 0", penalty > 0 && penalty.isFinite)
    try checkOption(
      learner, "absoluteShare", absoluteShare, "0...1", absoluteShare >= 0 && absoluteShare <= 1)
    let table = CentredTable(features, centres: hasIntercept, standardizes: standardizes)
    let answer = CentredTable(Matrix(column: targets), centres: hasIntercept, standardizes: false)
    let columns = PackedRows(columnsOf: table.features)
    let products = columns.products(with: columns)
    let answers = columns.products(with: PackedRows(columnsOf: answer.features))
    let energy = answer.features.values.reduce(0) { $0 + $1 * $1 }
    let weights = descend(
      products, answers.column(0), energy: energy, rows: Double(features.rowCount))
    return table.model(weights: Matrix(column: weights), targetMeans: answer.means)
  }

  /// Coordinate descent on the products of columns with each other and with the target.
  private func descend(
    _ products: Matrix, _ answers: [Double], energy: Double, rows: Double
  ) -> [Double] {
    let count = answers.count
    let absolute = penalty * absoluteShare * rows
    let squared = penalty * (1 - absoluteShare) * rows
    var weights = Array(repeating: 0.0, count: count)
    // Each column's product with what the weights leave of the target.
    var residuals = answers
    for _ in 0..<maximumIterations {
      var (largestStep, largestWeight) = (0.0, 0.0)
      for j in 0..<count where products[j, j] > 0 {
        let old = weights[j]
        let pull = residuals[j] + products[j, j] * old
        let shrunk = max(0, abs(pull) - absolute)
        let new = (pull < 0 ? -shrunk : shrunk) / (products[j, j] + squared)
        if new != old {
          weights[j] = new
          for k in 0..<count { residuals[k] -= products[j, k] * (new - old) }
        }
        largestStep = max(largestStep, abs(new - old))
        largestWeight = max(largestWeight, abs(new))
      }
      if largestWeight == 0 || largestStep <= tolerance * largestWeight {
        let gap = dualityGap(weights, residuals, answers, energy, absolute, squared)
        if gap <= tolerance * energy { break }
      }
    }
    return weights
  }

  private func dualityGap(
    _ weights: [Double], _ residuals: [Double], _ answers: [Double], _ energy: Double,
    _ absolute: Double, _ squared: Double
  ) -> Double {
    var (fitted, fittedSquare, norm, sum, slope) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for j in weights.indices {
      fitted += weights[j] * answers[j]
      fittedSquare += weights[j] * (answers[j] - residuals[j])
      norm += weights[j] * weights[j]
      sum += abs(weights[j])
      slope = max(slope, abs(residuals[j] - squared * weights[j]))
    }
    let left = max(0, energy - 2 * fitted + fittedSquare)
    let scale = slope > absolute ? absolute / slope : 1
    let primal = left / 2 + absolute * sum + squared * norm / 2
    let dual =
      scale * (energy - fitted) - scale * scale * left / 2 - scale * scale * squared * norm / 2
    return primal - dual
  }
}
