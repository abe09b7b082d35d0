/// How much of the variance between measurements is variance between people.
///
/// The six forms of Shrout and Fleiss (1979, doi:10.1037/0033-2909.86.2.420), with the intervals
/// of McGraw and Wong (1996, doi:10.1037/1082-989X.1.1.30).
public struct IntraclassCorrelation: Hashable, Sendable, Codable {
  /// Which design the measurements come from, and what counts as disagreement.
  public enum Model: String, Hashable, Sendable, Codable, CaseIterable {
    /// Each person by different raters: ICC(1).
    case oneWayRandom

    /// The same raters for all, drawn from many; a constant difference counts: ICC(2).
    case twoWayRandom

    /// These raters only; a constant difference does not count: ICC(3).
    case twoWayMixed
  }

  /// What the coefficient describes.
  public enum Unit: String, Hashable, Sendable, Codable, CaseIterable {
    /// One measurement.
    case single

    /// The mean of all raters' measurements.
    case average
  }

  /// The design.
  public let model: Model

  /// One measurement or the mean of all.
  public let unit: Unit

  /// The coefficient with its interval.
  public let value: ConfidenceInterval

  /// The ratio of mean squares that tests the coefficient against zero.
  public let fStatistic: Double

  /// The degrees of freedom of the ratio.
  public let degreesOfFreedom: [Double]

  /// The probability of a ratio at least as large if the coefficient were zero.
  public let pValue: Double

  /// The typical error of one measurement, square root of the error mean square, in its unit.
  ///
  /// A constant difference between raters is a part of it for the one-way design only.
  public let standardErrorOfMeasurement: Double

  /// The smallest change of one person that is unlikely (5 %) to be error: 1.96 sqrt(2) SEM.
  public var minimalDetectableChange: Double {
    1.96 * 2.0.squareRoot() * standardErrorOfMeasurement
  }

  /// The coefficient of a table of measurements.
  ///
  /// - Parameters:
  ///   - measurements: One row per person, one column per rater or session; complete.
  ///   - model: The design.
  ///   - unit: One measurement or the mean of all.
  ///   - confidence: The coverage of the interval.
  /// - Throws: `MetricError` for fewer than two rows or columns, a non-finite entry or people who
  ///   do not differ.
  public init(
    _ measurements: Matrix, model: Model, unit: Unit = .single, confidence: Double = 0.95
  ) throws {
    let squares = try TwoWayMeanSquares(measurements)
    let (n, k) = (squares.people, squares.raters)
    let error = model == .oneWayRandom ? squares.within : squares.error
    let errorFreedom = model == .oneWayRandom ? n * (k - 1) : (n - 1) * (k - 1)
    guard squares.rows > 0 else {
      throw MetricError.undefined(metric: "ICC", reason: "people do not differ")
    }
    let raters = model == .twoWayRandom ? (squares.columns - squares.error) / n : 0
    let estimate: Double
    switch unit {
    case .single:
      estimate = (squares.rows - error) / (squares.rows + (k - 1) * error + k * raters)
    case .average: estimate = (squares.rows - error) / (squares.rows + raters)
    }
    self.model = model
    self.unit = unit
    // Raters in full agreement leave no error; the largest number keeps the result readable.
    fStatistic = error > 0 ? squares.rows / error : .greatestFiniteMagnitude
    degreesOfFreedom = [n - 1, errorFreedom]
    pValue = FisherDistribution(numerator: n - 1, denominator: errorFreedom)
      .upperTail(fStatistic)
    standardErrorOfMeasurement = error.squareRoot()
    let level = (1 + confidence) / 2
    var (lower, upper) = (1.0, 1.0)
    if error > 0 {
      (lower, upper) =
        model == .twoWayRandom
        ? squares.absoluteAgreementLimits(level)
        : squares.limits(fStatistic, errorFreedom, level)
    }
    if unit == .average {
      // The mean of k follows from one by the Spearman-Brown formula, which is increasing.
      lower = k * lower / (1 + (k - 1) * lower)
      upper = k * upper / (1 + (k - 1) * upper)
    }
    value = ConfidenceInterval(
      estimate: estimate, lower: lower, upper: upper, confidence: confidence)
  }
}
