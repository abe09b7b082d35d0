import GaitEvaluation

/// Moves each column to mean zero and standard deviation one over the training rows.
///
/// The standard deviation divides by the number of rows. A constant column is moved to zero and
/// not scaled. Missing entries are skipped and stay missing.
public struct StandardScaler: FeatureTransform, Hashable {
  /// A scaler.
  public init() {}

  /// Learns mean and standard deviation of each column.
  public func fit(
    _ features: Matrix, targets: [Double]?, subjects: Subjects?
  ) throws -> FittedStandardScaler {
    let learner = "StandardScaler"
    try checkTable(learner, features, missing: .accepted)
    var (means, scales) = ([Double](), [Double]())
    for column in 0..<features.columnCount {
      let present = features.column(column).filter { !$0.isNaN }
      if present.isEmpty { throw LearningError.allMissing(learner: learner, column: column) }
      let spread = columnMeansAndSpreads(Matrix(column: present))
      means.append(spread.means[0])
      scales.append(spread.spreads[0] > 0 ? spread.spreads[0] : 1)
    }
    return FittedStandardScaler(means: means, scales: scales)
  }
}

/// Means and standard deviations of training rows.
public struct FittedStandardScaler: FittedFeatureTransform {
  /// The mean of each column.
  public let means: [Double]

  /// The standard deviation of each column, one for a constant column.
  public let scales: [Double]

  /// The number of columns it was fitted to.
  public var featureCount: Int { means.count }

  /// The table in units of the training rows' spread.
  public func transform(_ features: Matrix) throws -> Matrix {
    try checkColumns("StandardScaler", features, expected: featureCount, missing: .accepted)
    var result = features
    for row in 0..<result.rowCount {
      for j in 0..<featureCount { result[row, j] = (result[row, j] - means[j]) / scales[j] }
    }
    return result
  }
}
