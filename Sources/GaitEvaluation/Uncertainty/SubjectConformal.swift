/// Prediction intervals that hold for new people: split conformal prediction by subject.
///
/// The rows of one person are no independent evidence, so each calibration person has the same
/// weight, shared among the person's rows, and one share is kept for the new person. An interval
/// then holds the truth of a row of a new person with at least the promised probability, whatever
/// the network and the distribution, as long as people are exchangeable. Lee, Barber and Willett
/// 2025, doi:10.1093/jrsssb/qkaf048 (arXiv:2306.06342), after Dunn, Wasserman and Ramdas 2023,
/// doi:10.1080/01621459.2022.2060112. With one row a person this is plain split conformal
/// prediction (Lei et al. 2018, doi:10.1080/01621459.2017.1307116).
public struct SubjectConformal: Hashable, Sendable, Codable {
  /// The promised share of truths inside their intervals.
  public let coverage: Double
  /// Half the width of an interval of scale 1; nil where the calibration people are too few for any
  /// bounded interval, as fewer than nine are for 90 %.
  public let halfWidth: Double?
  /// How many people calibrated it.
  public let subjectCount: Int

  /// Calibrates intervals on people that the predictor was not fitted to.
  ///
  /// - Parameters:
  ///   - predictions: What was predicted.
  ///   - measured: What was measured.
  ///   - scales: How wide an interval is relative to others, such as the spread of an ensemble;
  ///     above zero. All 1 where nil.
  ///   - subjects: Whose row each one is.
  ///   - coverage: The share to promise, above 0 and below 1.
  /// - Throws: `MetricError` for lists of different lengths, no row, a value that is not finite, a
  ///   scale that is not above zero, or a share out of range.
  public init(
    predictions: [Double], measured: [Double], scales: [Double]? = nil, subjects: Subjects,
    coverage: Double = 0.9
  ) throws {
    let metric = "conformal interval"
    try checkPairs(metric, predictions, measured, atLeast: 1)
    guard coverage > 0, coverage < 1 else {
      throw MetricError.outOfRange(
        metric: metric, index: 0, value: coverage, allowed: "a share between 0 and 1")
    }
    for (found, expected) in [(subjects.rowCount, measured.count), (scales?.count, measured.count)]
    where found != nil && found != expected {
      throw MetricError.lengthMismatch(metric: metric, expected: expected, found: found ?? 0)
    }
    if let index = scales?.firstIndex(where: { !($0 > 0 && $0.isFinite) }) {
      throw MetricError.outOfRange(
        metric: metric, index: index, value: scales?[index] ?? .nan, allowed: "a scale above zero")
    }
    let rows = subjects.rowsBySubject
    let scores = measured.indices.map {
      abs(measured[$0] - predictions[$0]) / (scales?[$0] ?? 1)
    }
    var weighted: [(score: Double, weight: Double)] = []
    for own in rows {
      for row in own { weighted.append((scores[row], 1 / Double(own.count))) }
    }
    weighted.sort { $0.score < $1.score }
    // In shares of one person: the new one has the last share, whose score may be any.
    let needed = coverage * Double(rows.count + 1)
    var reached = 0.0
    self.coverage = coverage
    subjectCount = rows.count
    halfWidth =
      weighted.first { item in
        reached += item.weight
        return reached >= needed - 1e-9
      }?.score
  }

  /// The interval about a prediction; without bounds where too few people calibrated it.
  public func interval(around prediction: Double, scale: Double = 1) -> ClosedRange<Double> {
    guard let halfWidth else { return -Double.infinity...Double.infinity }
    return (prediction - halfWidth * scale)...(prediction + halfWidth * scale)
  }

  /// The share of truths inside their intervals, each person counted once.
  ///
  /// - Parameters:
  ///   - predictions: What was predicted for people that neither fitted nor calibrated.
  ///   - measured: What was measured.
  ///   - scales: The scales of the intervals; all 1 where nil.
  ///   - subjects: Whose row each one is.
  /// - Returns: The mean over people of the share of their rows.
  /// - Throws: `MetricError` for lists of different lengths or no row.
  public func observedCoverage(
    predictions: [Double], measured: [Double], scales: [Double]? = nil, subjects: Subjects
  ) throws -> Double {
    let metric = "coverage"
    try checkPairs(metric, predictions, measured, atLeast: 1)
    for found in [subjects.rowCount, scales?.count ?? measured.count]
    where found != measured.count {
      throw MetricError.lengthMismatch(metric: metric, expected: measured.count, found: found)
    }
    let shares = subjects.rowsBySubject.map { own in
      let inside = own.filter {
        interval(around: predictions[$0], scale: scales?[$0] ?? 1).contains(measured[$0])
      }
      return Double(inside.count) / Double(own.count)
    }
    return arithmeticMean(shares)
  }
}
