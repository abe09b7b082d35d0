/// Intervals of ROC areas and the test between two scores of the same rows.
///
/// DeLong, DeLong and Clarke-Pearson 1988, doi:10.2307/2531595. Rows must be independent: give it
/// one row per subject, or use `SubjectBootstrap`.
public struct DeLongTest: Hashable, Sendable, Codable {
  /// The area of the first score with its normal interval.
  public let first: ConfidenceInterval

  /// The area of the second score with its normal interval.
  public let second: ConfidenceInterval

  /// The difference of the areas in units of its standard error.
  public let zStatistic: Double

  /// The two-sided p value of the difference.
  public let pValue: Double

  /// The comparison of two scores.
  ///
  /// - Parameters:
  ///   - first: One score for each row, larger for rows held to be positive.
  ///   - second: The other score for the same rows.
  ///   - isPositive: Whether each row is positive.
  ///   - confidence: The coverage of the intervals.
  /// - Throws: `MetricError` for fewer than two rows of either class, non-finite scores, or areas
  ///   whose difference has no spread, as for identical scores.
  public init(
    _ first: [Double], _ second: [Double], isPositive: [Bool], confidence: Double = 0.95
  ) throws {
    let name = "DeLong test"
    try checkPairs(name, first, second, atLeast: 4)
    try checkPairs(name, first, isPositive.map { $0 ? 1 : 0 }, atLeast: 4)
    let positives = isPositive.indices.filter { isPositive[$0] }
    let negatives = isPositive.indices.filter { !isPositive[$0] }
    guard positives.count >= 2, negatives.count >= 2 else {
      throw MetricError.tooFewValues(
        metric: name, needed: 2, found: min(positives.count, negatives.count))
    }
    let a = Placements(first, positives, negatives)
    let b = Placements(second, positives, negatives)
    func covariance(_ x: Placements, _ y: Placements) -> Double {
      sampleCovariance(x.ofPositives, y.ofPositives) / Double(positives.count)
        + sampleCovariance(x.ofNegatives, y.ofNegatives) / Double(negatives.count)
    }
    let variance = covariance(a, a) + covariance(b, b) - 2 * covariance(a, b)
    guard variance > 1e-15 else {
      throw MetricError.undefined(metric: name, reason: "the difference of areas has no spread")
    }
    let z = NormalDistribution.quantile((1 + confidence) / 2)
    func interval(_ x: Placements) -> ConfidenceInterval {
      let half = z * covariance(x, x).squareRoot()
      return ConfidenceInterval(
        estimate: x.area, lower: max(0, x.area - half), upper: min(1, x.area + half),
        confidence: confidence)
    }
    self.first = interval(a)
    self.second = interval(b)
    zStatistic = (a.area - b.area) / variance.squareRoot()
    pValue = 2 * NormalDistribution.cumulative(-abs(zStatistic))
  }
}

/// For each row, the share of rows of the other class that it is ranked rightly against.
private struct Placements {
  let ofPositives, ofNegatives: [Double]
  let area: Double

  init(_ scores: [Double], _ positives: [Int], _ negatives: [Int]) {
    let (m, n) = (Double(positives.count), Double(negatives.count))
    let (all, _) = averageRanks((positives + negatives).map { scores[$0] })
    let (ownPositive, _) = averageRanks(positives.map { scores[$0] })
    let (ownNegative, _) = averageRanks(negatives.map { scores[$0] })
    ofPositives = positives.indices.map { (all[$0] - ownPositive[$0]) / n }
    ofNegatives = negatives.indices.map {
      1 - (all[positives.count + $0] - ownNegative[$0]) / m
    }
    area = arithmeticMean(ofPositives)
  }
}

private func sampleCovariance(_ a: [Double], _ b: [Double]) -> Double {
  let (centreA, centreB) = (arithmeticMean(a), arithmeticMean(b))
  var sum = 0.0
  for (x, y) in zip(a, b) { sum += (x - centreA) * (y - centreB) }
  return sum / Double(a.count - 1)
}
