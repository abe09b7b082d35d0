/// Confidence intervals by drawing whole subjects with replacement.
///
/// Rows of one person are not independent, so drawing rows gives intervals that are too narrow;
/// here the unit of resampling is the person (Efron and Tibshirani 1993,
/// doi:10.1201/9780429246593).
public struct SubjectBootstrap: Hashable, Sendable, Codable {
  /// How the ends are read from the resampled statistics.
  public enum Method: String, Hashable, Sendable, Codable {
    /// Quantiles of the resampled statistics.
    case percentile

    /// Quantiles corrected for bias and skewness (Efron 1987, doi:10.2307/2289144).
    case biasCorrectedAccelerated
  }

  /// The number of resamples.
  public var resamples: Int

  /// The intended coverage, between 0 and 1.
  public var confidence: Double

  /// How the ends are found.
  public var method: Method

  /// Determines the draws.
  public var seed: UInt64

  /// A bootstrap over subjects.
  public init(
    resamples: Int = 2000, confidence: Double = 0.95, method: Method = .percentile, seed: UInt64
  ) {
    self.resamples = resamples
    self.confidence = confidence
    self.method = method
    self.seed = seed
  }

  /// The interval of a statistic of rows.
  ///
  /// A resample on which the statistic is undefined (such as an AUC when only one class was
  /// drawn) is left out; when more than half are, the interval is refused.
  ///
  /// - Parameters:
  ///   - subjects: Whose row each row is.
  ///   - threads: The number of threads; the result does not depend on it.
  ///   - statistic: The statistic of rows, which repeat when their subject is drawn twice.
  /// - Returns: The statistic of all rows with its interval.
  /// - Throws: `MetricError` for fewer than two subjects, a bad option or too many undefined
  ///   resamples, and whatever the statistic throws on all rows.
  public func interval(
    subjects: Subjects, threads: Int = availableThreads,
    statistic: @Sendable ([Int]) throws -> Double
  ) throws -> ConfidenceInterval {
    guard subjects.count >= 2 else {
      throw MetricError.tooFewValues(metric: "bootstrap", needed: 2, found: subjects.count)
    }
    guard resamples >= 10, confidence > 0, confidence < 1 else {
      throw MetricError.undefined(
        metric: "bootstrap", reason: "\(resamples) resamples at confidence \(confidence)")
    }
    let rows = subjects.rowsBySubject
    let estimate = try statistic(Array(0..<subjects.rowCount))
    let drawn = try parallelMap(count: resamples, threads: threads) { resample -> Double? in
      var random = SeededGenerator(seed: seed, stream: UInt64(resample))
      var chosen: [Int] = []
      for _ in rows.indices { chosen += rows[random.next(below: rows.count)] }
      return value(of: statistic, on: chosen)
    }
    let values = drawn.compactMap(\.self).sorted()
    guard values.count * 2 > resamples else {
      throw MetricError.undefined(
        metric: "bootstrap",
        reason: "\(resamples - values.count) of \(resamples) resamples have no value")
    }
    var (low, high) = ((1 - confidence) / 2, (1 + confidence) / 2)
    if method == .biasCorrectedAccelerated {
      let jackknife = try parallelMap(count: rows.count, threads: threads) { left -> Double? in
        value(of: statistic, on: rows.indices.filter { $0 != left }.flatMap { rows[$0] })
      }
      (low, high) = corrected(low, high, values, estimate, jackknife.compactMap(\.self))
    }
    return ConfidenceInterval(
      estimate: estimate, lower: quantile(sorted: values, low),
      upper: quantile(sorted: values, high), confidence: confidence)
  }

  private func value(of statistic: ([Int]) throws -> Double, on rows: [Int]) -> Double? {
    guard let value = try? statistic(rows), value.isFinite else { return nil }
    return value
  }

  /// The levels of the corrected quantiles.
  private func corrected(
    _ low: Double, _ high: Double, _ sorted: [Double], _ estimate: Double, _ jackknife: [Double]
  ) -> (Double, Double) {
    let below = Double(sorted.count { $0 < estimate })
    let ties = Double(sorted.count { $0 == estimate })
    let share = (below + ties / 2) / Double(sorted.count)
    guard share > 0, share < 1 else { return (low, high) }
    let bias = NormalDistribution.quantile(share)
    let centre = arithmeticMean(jackknife)
    let (cubes, squares) = jackknife.reduce((0.0, 0.0)) { sums, value in
      let distance = centre - value
      return (sums.0 + distance * distance * distance, sums.1 + distance * distance)
    }
    let acceleration = squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
    func level(_ probability: Double) -> Double {
      let z = bias + NormalDistribution.quantile(probability)
      return NormalDistribution.cumulative(bias + z / (1 - acceleration * z))
    }
    return (level(low), level(high))
  }
}
