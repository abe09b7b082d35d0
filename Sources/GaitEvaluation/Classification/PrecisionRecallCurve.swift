/// Precision against recall over all thresholds of a score.
public struct PrecisionRecallCurve: Hashable, Sendable, Codable {
  /// The distinct scores, descending; a row is called positive at or above one of them.
  public let thresholds: [Double]

  /// The share of positives among the rows called positive at each threshold.
  public let precisions: [Double]

  /// The share of positives called positive at each threshold.
  public let recalls: [Double]

  /// The sum of precisions weighted by the gain in recall, without interpolation.
  public let averagePrecision: Double

  /// The area under straight lines between the points; optimistic, printed by some papers.
  public let trapezoidalArea: Double

  /// The curve of scores.
  ///
  /// - Parameters:
  ///   - scores: Larger for rows held to be positive.
  ///   - isPositive: Whether each row is positive.
  /// - Throws: `MetricError` for one class, a non-finite score or lists of different lengths.
  public init(scores: [Double], isPositive: [Bool]) throws {
    let scored = try ScoredLabels("PR AUC", scores: scores, isPositive: isPositive)
    thresholds = scored.thresholds
    precisions = zip(scored.truePositives, scored.falsePositives).map { $0 / ($0 + $1) }
    recalls = scored.truePositives.map { $0 / scored.positives }
    // The curve begins at recall zero with precision one, as scikit-learn's does.
    var (steps, lines, recall, precision) = (0.0, 0.0, 0.0, 1.0)
    for (nextRecall, nextPrecision) in zip(recalls, precisions) {
      steps += (nextRecall - recall) * nextPrecision
      lines += (nextRecall - recall) * (nextPrecision + precision) / 2
      (recall, precision) = (nextRecall, nextPrecision)
    }
    averagePrecision = steps
    trapezoidalArea = lines
  }
}
