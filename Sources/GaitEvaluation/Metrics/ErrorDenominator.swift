/// What a root-mean-square error is divided by to become a normalised one.
///
/// Papers print "nRMSE" for all of these; the ratio between two of them is easily five, so the
/// denominator is a part of the metric's name here.
public enum ErrorDenominator: Hashable, Sendable, Codable {
  /// Largest minus smallest measured value.
  case range

  /// Standard deviation of the measured values, divided by their number: nRMSE^2 = 1 - R2.
  case standardDeviation

  /// Magnitude of the mean of the measured values.
  case mean

  /// Difference between the third and the first quartile of the measured values.
  case interquartileRange

  /// Mean over cycles of largest minus smallest measured value, each cycle `rowsPerCycle` long.
  case meanPeakToPeak(rowsPerCycle: Int)

  /// The name that goes in brackets behind nRMSE.
  public var name: String {
    switch self {
    case .range: "range"
    case .standardDeviation: "SD"
    case .mean: "mean"
    case .interquartileRange: "IQR"
    case .meanPeakToPeak(let rows): "mean peak-to-peak of \(rows)"
    }
  }

  /// The denominator for measured values, in their unit.
  ///
  /// - Parameter target: The measured values, finite.
  /// - Returns: A number above zero.
  /// - Throws: `MetricError` when the denominator is zero or the values do not fill whole cycles.
  public func value(of target: [Double]) throws -> Double {
    let metric = "nRMSE (\(name))"
    guard !target.isEmpty else {
      throw MetricError.tooFewValues(metric: metric, needed: 1, found: 0)
    }
    let result: Double
    switch self {
    case .range: result = peakToPeak(target[...])
    case .standardDeviation: result = populationVariance(target).squareRoot()
    case .mean: result = abs(arithmeticMean(target))
    case .interquartileRange: result = quantile(target, 0.75) - quantile(target, 0.25)
    case .meanPeakToPeak(let rows):
      guard rows > 0, target.count % rows == 0 else {
        throw MetricError.lengthMismatch(
          metric: metric, expected: max(rows, 1), found: target.count)
      }
      let cycles = stride(from: 0, to: target.count, by: rows)
      result = arithmeticMean(cycles.map { peakToPeak(target[$0..<$0 + rows]) })
    }
    guard result > 0 else {
      throw MetricError.undefined(metric: metric, reason: "the denominator is zero")
    }
    return result
  }
}

private func peakToPeak(_ values: ArraySlice<Double>) -> Double {
  (values.max() ?? 0) - (values.min() ?? 0)
}
