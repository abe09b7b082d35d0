/// Bias and limits of agreement between two methods of measurement.
///
/// Limits are `bias +- z SD` of the differences, z the normal quantile of the coverage (1.96 for
/// 95 %). Bland and Altman 1986, doi:10.1016/S0140-6736(86)90837-8.
public struct BlandAltman: Hashable, Sendable, Codable {
  /// The mean of first minus second method, with its interval over independent units.
  public let bias: ConfidenceInterval

  /// The standard deviation of the differences that the limits use.
  public let standardDeviation: Double

  /// The lower limit of agreement, with its interval.
  public let lowerLimit: ConfidenceInterval

  /// The upper limit of agreement, with its interval.
  public let upperLimit: ConfidenceInterval

  /// The mean of both methods for each pair: the horizontal axis of the plot.
  public let means: [Double]

  /// First minus second method for each pair: the vertical axis of the plot.
  public let differences: [Double]

  /// The agreement of one pair per person.
  ///
  /// The standard error of a limit is `SD sqrt(1/n + z^2 / (2 (n - 1)))` (Bland and Altman 1999,
  /// doi:10.1177/096228029900800204).
  ///
  /// - Parameters:
  ///   - first: The measurements of one method.
  ///   - second: Those of the other, paired with them.
  ///   - coverage: The share of differences that the limits are to hold.
  /// - Throws: `MetricError` for fewer than three pairs or a non-finite value.
  public init(_ first: [Double], _ second: [Double], coverage: Double = 0.95) throws {
    try checkPairs("Bland-Altman", first, second, atLeast: 3)
    let count = Double(first.count)
    let distances = zip(first, second).map { $0 - $1 }
    let spread = sampleVariance(distances).squareRoot()
    let z = NormalDistribution.quantile((1 + coverage) / 2)
    self.init(
      first, second, bias: arithmeticMean(distances), spread: spread, z: z, coverage: coverage,
      biasError: spread / count.squareRoot(),
      limitError: spread * (1 / count + z * z / (2 * (count - 1))).squareRoot(),
      freedom: count - 1)
  }

  /// The agreement of several pairs per person, whose true value may change in between.
  ///
  /// The variance of a difference is the sum of its parts within and between people, from a
  /// one-way analysis of variance (Bland and Altman 2007, doi:10.1080/10543400701329422,
  /// section 3). The error of a limit joins that of the bias and that of the standard deviation,
  /// the latter by the mean squares' own variances (delta method); people are the units.
  ///
  /// - Parameters:
  ///   - first: The measurements of one method.
  ///   - second: Those of the other, paired with them.
  ///   - subjects: Whose pair each one is.
  ///   - coverage: The share of differences that the limits are to hold.
  /// - Throws: `MetricError` for fewer than three people, no person with two pairs, or a
  ///   non-finite value.
  public init(
    _ first: [Double], _ second: [Double], subjects: Subjects, coverage: Double = 0.95
  ) throws {
    let metric = "Bland-Altman of repeated measures"
    try checkPairs(metric, first, second, atLeast: 3)
    guard subjects.rowCount == first.count else {
      throw MetricError.lengthMismatch(
        metric: metric, expected: first.count, found: subjects.rowCount)
    }
    let groups = subjects.rowsBySubject
    let (rows, people) = (Double(first.count), Double(groups.count))
    guard groups.count >= 3, first.count > groups.count else {
      throw MetricError.tooFewValues(
        metric: metric, needed: max(3, groups.count + 1), found: first.count)
    }
    let distances = zip(first, second).map { $0 - $1 }
    let bias = arithmeticMean(distances)
    var (within, between, squaredSizes) = (0.0, 0.0, 0.0)
    for group in groups {
      let own = group.map { distances[$0] }
      let size = Double(own.count)
      let centre = arithmeticMean(own)
      within += populationVariance(own) * size
      between += size * (centre - bias) * (centre - bias)
      squaredSizes += size * size
    }
    let withinSquare = within / (rows - people)
    let size = (rows * rows - squaredSizes) / ((people - 1) * rows)
    let betweenVariance = max(0, (between / (people - 1) - withinSquare) / size)
    // The mean of all differences has this variance when people are the independent unit.
    let biasVariance =
      betweenVariance * squaredSizes / (rows * rows) + withinSquare / rows
    // Total variance = MSB / m + (1 - 1/m) MSW, and a mean square over f degrees of freedom has
    // variance 2 MS^2 / f; the standard deviation s has variance Var(s^2) / (4 s^2).
    let betweenSquare = between / (people - 1)
    let totalVariance = betweenVariance + withinSquare
    let share = 1 / size
    var varianceError = 2 * share * share * betweenSquare * betweenSquare / (people - 1)
    varianceError += 2 * (1 - share) * (1 - share) * withinSquare * withinSquare / (rows - people)
    let z = NormalDistribution.quantile((1 + coverage) / 2)
    let spreadVariance = totalVariance > 0 ? varianceError / (4 * totalVariance) : 0
    let limitVariance = biasVariance + z * z * spreadVariance
    self.init(
      first, second, bias: bias, spread: totalVariance.squareRoot(), z: z, coverage: coverage,
      biasError: biasVariance.squareRoot(), limitError: limitVariance.squareRoot(),
      freedom: people - 1)
  }

  private init(
    _ first: [Double], _ second: [Double], bias: Double, spread: Double, z: Double,
    coverage: Double, biasError: Double, limitError: Double, freedom: Double
  ) {
    let t = StudentDistribution(degreesOfFreedom: freedom).quantile((1 + coverage) / 2)
    func interval(_ value: Double, _ error: Double) -> ConfidenceInterval {
      ConfidenceInterval(
        estimate: value, lower: value - t * error, upper: value + t * error, confidence: coverage)
    }
    self.bias = interval(bias, biasError)
    standardDeviation = spread
    lowerLimit = interval(bias - z * spread, limitError)
    upperLimit = interval(bias + z * spread, limitError)
    means = zip(first, second).map { ($0 + $1) / 2 }
    differences = zip(first, second).map { $0 - $1 }
  }
}
