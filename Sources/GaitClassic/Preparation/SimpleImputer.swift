import GaitEvaluation

/// Fills a missing entry with a number of its column in the training rows.
public struct SimpleImputer: FeatureTransform, Hashable {
  /// Which number.
  public enum Strategy: String, Hashable, Sendable, Codable {
    /// The mean of the present entries.
    case mean

    /// The median of the present entries.
    case median
  }

  /// Which number fills.
  public var strategy: Strategy

  /// Whether a column of zeros and ones that mark missing entries is added per column.
  public var addsIndicators: Bool

  /// An imputer with scikit-learn's defaults.
  public init(strategy: Strategy = .mean, addsIndicators: Bool = false) {
    self.strategy = strategy
    self.addsIndicators = addsIndicators
  }

  /// Learns the number of each column.
  public func fit(
    _ features: Matrix, targets: [Double]?, subjects: Subjects?
  ) throws -> FittedSimpleImputer {
    let learner = "SimpleImputer"
    try checkTable(learner, features, missing: .accepted)
    let means = try presentMeans(learner, features)
    let values =
      strategy == .mean
      ? means
      : (0..<features.columnCount).map { column in
        quantile(features.column(column).filter { !$0.isNaN }, 0.5)
      }
    return FittedSimpleImputer(values: values, addsIndicators: addsIndicators)
  }
}

/// A number per column that stands in for missing entries.
public struct FittedSimpleImputer: FittedFeatureTransform {
  /// The number that fills each column.
  public let values: [Double]

  /// Whether indicator columns are added.
  public let addsIndicators: Bool

  /// The number of columns it was fitted to.
  public var featureCount: Int { values.count }

  /// The table with every missing entry filled, and indicators behind if asked for.
  public func transform(_ features: Matrix) throws -> Matrix {
    try checkColumns("SimpleImputer", features, expected: featureCount, missing: .accepted)
    var rows: [Double] = []
    for row in 0..<features.rowCount {
      let entries = features.row(row)
      rows += zip(entries, values).map { $0.isNaN ? $1 : $0 }
      if addsIndicators { rows += entries.map { $0.isNaN ? 1 : 0 } }
    }
    return Matrix(
      rows: features.rowCount, columns: featureCount * (addsIndicators ? 2 : 1), values: rows)
  }
}
