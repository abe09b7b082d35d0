/// Sensitivity against false-alarm rate over all thresholds of a score.
public struct ReceiverOperatingCurve: Hashable, Sendable, Codable {
  /// The distinct scores, descending; a row is called positive at or above one of them.
  public let thresholds: [Double]

  /// The share of positives called positive at each threshold.
  public let truePositiveRates: [Double]

  /// The share of negatives called positive at each threshold.
  public let falsePositiveRates: [Double]

  /// The area under the curve: how likely a positive scores above a negative, ties counted half.
  public let area: Double

  /// The curve of scores.
  ///
  /// - Parameters:
  ///   - scores: Larger for rows held to be positive.
  ///   - isPositive: Whether each row is positive.
  /// - Throws: `MetricError` for one class, a non-finite score or lists of different lengths.
  public init(scores: [Double], isPositive: [Bool]) throws {
    let scored = try ScoredLabels("ROC AUC", scores: scores, isPositive: isPositive)
    thresholds = scored.thresholds
    truePositiveRates = scored.truePositives.map { $0 / scored.positives }
    falsePositiveRates = scored.falsePositives.map { $0 / scored.negatives }
    var (sum, x, y) = (0.0, 0.0, 0.0)
    for (nextX, nextY) in zip(scored.falsePositives, scored.truePositives) {
      sum += (nextX - x) * (nextY + y) / 2
      (x, y) = (nextX, nextY)
    }
    area = sum / (scored.positives * scored.negatives)
  }

  /// The mean over classes of the area of each class against all others.
  ///
  /// - Parameters:
  ///   - probabilities: One row per observation, one column per class.
  ///   - labels: The class of each row, as the number of its column.
  /// - Returns: The unweighted mean over columns.
  /// - Throws: `MetricError` when a class has no row or all of them.
  public static func macroArea(probabilities: Matrix, labels: [Int]) throws -> Double {
    try arithmeticMean(
      (0..<probabilities.columnCount).map { column in
        try ReceiverOperatingCurve(
          scores: probabilities.column(column), isPositive: labels.map { $0 == column }
        ).area
      })
  }
}
