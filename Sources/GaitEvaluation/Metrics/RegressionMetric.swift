/// A number that says how well predicted values follow measured ones.
///
/// Definitions, for prediction p, measurement y, error e = p - y, and n pairs:
/// RMSE = sqrt(mean e^2); MAE = mean |e|; R2 = 1 - sum e^2 / sum (y - mean y)^2;
/// VAF = 1 - var(e) / var(y); Pearson r. Always VAF >= R2 (VAF forgives a constant offset) and
/// r^2 >= VAF (r also forgives a wrong gain).
public enum RegressionMetric: Hashable, Sendable, Codable {
  /// Root-mean-square error, in the unit of the target.
  case rmse

  /// Root-mean-square error over a named denominator, a fraction.
  case nrmse(ErrorDenominator)

  /// Mean absolute error, in the unit of the target.
  case mae

  /// Coefficient of determination: one minus squared error over squared deviation.
  case rSquared

  /// Variance accounted for: one minus variance of the error over variance of the target.
  case vaf

  /// Product-moment correlation.
  case pearson

  /// The name for a table's head, with the denominator where there is one.
  public var name: String {
    switch self {
    case .rmse: "RMSE"
    case .nrmse(let denominator): "nRMSE (\(denominator.name))"
    case .mae: "MAE"
    case .rSquared: "R2"
    case .vaf: "VAF"
    case .pearson: "Pearson r"
    }
  }

  /// Whether a larger value means a better prediction.
  public var isBetterWhenLarger: Bool {
    switch self {
    case .rmse, .nrmse, .mae: false
    case .rSquared, .vaf, .pearson: true
    }
  }

  /// The metric of predictions against measurements.
  ///
  /// - Parameters:
  ///   - prediction: The predicted values.
  ///   - target: The measured values, paired with the predicted ones.
  ///   - mask: Which pairs count; `nil` counts all. Pairs that do not count may hold anything.
  /// - Returns: The value of the metric.
  /// - Throws: `MetricError` when lists differ in length, a value that counts is not finite, or
  ///   the metric is undefined, as R2 is for a constant target.
  public func value(
    prediction: [Double], target: [Double], mask: [Bool]? = nil
  ) throws -> Double {
    guard let mask else { return try value(prediction, target) }
    guard mask.count == target.count, prediction.count == target.count else {
      throw MetricError.lengthMismatch(
        metric: name, expected: target.count, found: min(mask.count, prediction.count))
    }
    let kept = mask.indices.filter { mask[$0] }
    return try value(kept.map { prediction[$0] }, kept.map { target[$0] })
  }

  /// The metric of single-precision predictions; the sums are formed in double precision.
  ///
  /// - Parameters:
  ///   - prediction: The predicted values.
  ///   - target: The measured values, paired with the predicted ones.
  ///   - mask: Which pairs count; `nil` counts all.
  /// - Returns: The value of the metric.
  /// - Throws: `MetricError` as for double precision.
  public func value(prediction: [Float], target: [Float], mask: [Bool]? = nil) throws -> Double {
    try value(prediction: prediction.map(Double.init), target: target.map(Double.init), mask: mask)
  }

  /// The metric of each column of a table of predictions.
  ///
  /// - Parameters:
  ///   - prediction: The predicted values, one column per output.
  ///   - target: The measured values, of the same shape.
  /// - Returns: One value per column.
  /// - Throws: `MetricError` as for single columns.
  public func values(prediction: Matrix, target: Matrix) throws -> [Double] {
    guard prediction.columnCount == target.columnCount else {
      throw MetricError.lengthMismatch(
        metric: name, expected: target.columnCount, found: prediction.columnCount)
    }
    return try (0..<target.columnCount).map {
      try value(prediction.column($0), target.column($0))
    }
  }

  private func value(_ prediction: [Double], _ target: [Double]) throws -> Double {
    try checkPairs(name, prediction, target, atLeast: 1)
    let errors = zip(prediction, target).map { $0 - $1 }
    switch self {
    case .rmse: return meanSquare(errors).squareRoot()
    case .nrmse(let denominator):
      return try meanSquare(errors).squareRoot() / denominator.value(of: target)
    case .mae: return arithmeticMean(errors.map(abs))
    case .rSquared: return try 1 - meanSquare(errors) / spread(of: target)
    case .vaf: return try 1 - populationVariance(errors) / spread(of: target)
    case .pearson: return try correlation(prediction, target)
    }
  }

  private func spread(of target: [Double]) throws -> Double {
    let variance = populationVariance(target)
    guard variance > 0 else {
      throw MetricError.undefined(metric: name, reason: "the target is constant")
    }
    return variance
  }

  private func correlation(_ a: [Double], _ b: [Double]) throws -> Double {
    let (centreA, centreB) = (arithmeticMean(a), arithmeticMean(b))
    var (products, squaresA, squaresB) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      products += (x - centreA) * (y - centreB)
      squaresA += (x - centreA) * (x - centreA)
      squaresB += (y - centreB) * (y - centreB)
    }
    guard squaresA > 0, squaresB > 0 else {
      throw MetricError.undefined(metric: name, reason: "one side is constant")
    }
    return min(1, max(-1, products / (squaresA.squareRoot() * squaresB.squareRoot())))
  }
}

private func meanSquare(_ values: [Double]) -> Double {
  values.isEmpty ? 0 : values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
}
