/// A slow course that is taken off a signal.
public enum Trend: String, Hashable, Sendable, Codable {
  /// The mean.
  case constant
  /// The straight line of least squares.
  case linear
}

/// Takes the trend off a signal, piece by piece.
///
/// Missing samples stay missing and do not take part in the fit. Without gaps equal to SciPy's
/// `detrend`, except that breakpoints part a constant trend too.
///
/// - Parameters:
///   - values: The samples; NaN where missing.
///   - trend: What is taken off.
///   - breakpoints: Where a new piece begins, increasing; none for a single piece.
/// - Returns: As many samples, in the same unit.
/// - Throws: `SignalError.invalidParameter` for a breakpoint outside of the signal or out of order.
public func removingTrend(
  _ values: [Double], _ trend: Trend = .linear, breakpoints: [Int] = []
) throws(SignalError) -> [Double] {
  var start = 0
  for point in breakpoints {
    guard point > start, point < values.count else {
      throw .invalidParameter(
        operation: "detrend", expected: "a breakpoint between \(start) and \(values.count)",
        found: "\(point)")
    }
    start = point
  }
  var result = values
  for (first, end) in zip([0] + breakpoints, breakpoints + [values.count]) {
    removeTrend(trend, from: first..<end, of: &result)
  }
  return result
}

private func removeTrend(_ trend: Trend, from piece: Range<Int>, of values: inout [Double]) {
  var count = 0.0
  var sum = 0.0
  var timeSum = 0.0
  for index in piece where !values[index].isNaN {
    count += 1
    sum += values[index]
    timeSum += Double(index - piece.lowerBound)
  }
  guard count > 0 else { return }
  let mean = sum / count
  let meanTime = timeSum / count
  var slope = 0.0
  if trend == .linear {
    var product = 0.0
    var square = 0.0
    for index in piece where !values[index].isNaN {
      let time = Double(index - piece.lowerBound) - meanTime
      product += time * (values[index] - mean)
      square += time * time
    }
    slope = square > 0 ? product / square : 0
  }
  for index in piece {
    values[index] -= mean + slope * (Double(index - piece.lowerBound) - meanTime)
  }
}
