/// Reads samples at other times by straight lines between neighbours.
///
/// No time outside of the recording is made up: it gives NaN, as does a time beside a missing
/// sample, unless it falls exactly on a present one.
///
/// - Parameters:
///   - values: The samples; NaN where missing.
///   - times: Their times, increasing.
///   - targets: The times wanted, in any order.
/// - Returns: One value per target.
/// - Throws: `SignalError.differentLengths`, or `SignalError.invalidParameter` if the times do not
///   increase.
public func interpolatingLinearly(
  _ values: [Double], times: [Double], at targets: [Double]
) throws(SignalError) -> [Double] {
  guard values.count == times.count else {
    throw .differentLengths(
      operation: "linear interpolation", expected: times.count, found: values.count)
  }
  for index in times.indices.dropFirst() {
    guard times[index] > times[index - 1] else {
      throw .invalidParameter(
        operation: "linear interpolation", expected: "a time above \(times[index - 1])",
        found: "\(times[index]) at index \(index)")
    }
  }
  var place = 0
  return targets.map { target in
    guard let first = times.first, let last = times.last, target >= first, target <= last else {
      return .nan
    }
    // Targets mostly come in order, so the search goes on from the last place.
    if times[place] > target { place = upperBound(of: target, in: times, below: place) - 1 }
    if place + 1 < times.count, times[place + 1] <= target {
      place = upperBound(of: target, in: times, below: times.count, from: place + 1) - 1
    }
    if times[place] == target || place + 1 == times.count { return values[place] }
    let share = (target - times[place]) / (times[place + 1] - times[place])
    return values[place] + (values[place + 1] - values[place]) * share
  }
}

/// The place of the first time behind a target.
private func upperBound(
  of target: Double, in times: [Double], below end: Int, from start: Int = 0
) -> Int {
  var low = start
  var high = end
  // A short gallop first: the next target is usually one or two samples on.
  var step = 1
  while low + step < high, times[low + step] <= target {
    low += step
    step *= 2
  }
  high = min(high, low + step)
  while low < high {
    let middle = (low + high) / 2
    if times[middle] <= target { low = middle + 1 } else { high = middle }
  }
  return low
}
