/// A metric for each person on their own, and its summary over people.
///
/// Scores are formed within each subject first and averaged over subjects after, as papers that
/// leave one subject out do; a metric of all rows together weighs people by their rows and mixes
/// differences between people into the spread of the target.
public struct SubjectScores: Hashable, Sendable, Codable {
  /// The metric that was computed.
  public let metric: RegressionMetric

  /// The subjects that have a score, ascending.
  public let identifiers: [String]

  /// The score of each of them.
  public let values: [Double]

  /// The subjects for which the metric is undefined, as R2 is for a constant target.
  public let undefined: [String]

  /// The scores of a metric for each subject.
  ///
  /// - Parameters:
  ///   - metric: What to compute.
  ///   - prediction: The predicted values.
  ///   - target: The measured values.
  ///   - subjects: Whose row each row is.
  /// - Throws: `MetricError` for lists that do not pair up or hold non-finite values.
  public init(
    _ metric: RegressionMetric, prediction: [Double], target: [Double], subjects: Subjects
  ) throws {
    try checkPairs(metric.name, prediction, target, atLeast: 1)
    guard subjects.rowCount == target.count else {
      throw MetricError.lengthMismatch(
        metric: metric.name, expected: target.count, found: subjects.rowCount)
    }
    self.metric = metric
    var (names, scores, missing) = ([String](), [Double](), [String]())
    for (name, rows) in zip(subjects.identifiers, subjects.rowsBySubject) {
      do {
        let score = try metric.value(
          prediction: rows.map { prediction[$0] }, target: rows.map { target[$0] })
        names.append(name)
        scores.append(score)
      } catch MetricError.undefined {
        missing.append(name)
      }
    }
    (identifiers, values, undefined) = (names, scores, missing)
  }

  /// The mean over subjects.
  public var mean: Double { arithmeticMean(values) }

  /// The standard deviation over subjects (divided by one less than their number).
  public var standardDeviation: Double { sampleVariance(values).squareRoot() }

  /// The mean over subjects with a confidence interval by bootstrap over subjects.
  ///
  /// - Parameter bootstrap: How subjects are drawn.
  /// - Returns: The mean and its interval.
  /// - Throws: `MetricError` for fewer than two scored subjects.
  public func interval(_ bootstrap: SubjectBootstrap) throws -> ConfidenceInterval {
    try bootstrap.interval(subjects: Subjects(identifiers)) { rows in
      arithmeticMean(rows.map { values[$0] })
    }
  }
}
