/// Fills short gaps by straight lines.
///
/// - Parameters:
///   - values: The samples; NaN where missing.
///   - maximumLength: The longest gap, in samples, that is filled.
/// - Returns: The samples with the short gaps filled, and which samples were missing before. Gaps
///   at either end and longer ones stay NaN: there is nothing to draw a line between.
public func fillingGaps(
  _ values: [Double], maximumLength: Int
) -> (values: [Double], wasMissing: [Bool]) {
  var filled = values
  for gap in missingRuns(of: values) {
    guard gap.count <= maximumLength, gap.lowerBound > 0, gap.upperBound < values.count else {
      continue
    }
    let before = values[gap.lowerBound - 1]
    let step = (values[gap.upperBound] - before) / Double(gap.count + 1)
    for (offset, index) in gap.enumerated() {
      filled[index] = before + step * Double(offset + 1)
    }
  }
  return (filled, values.map(\.isNaN))
}

/// The runs of samples that are NaN, in order.
public func missingRuns(of values: [Double]) -> [Range<Int>] {
  runs(in: values) { $0.isNaN }
}

/// The runs of samples that are not NaN, in order.
public func presentRuns(of values: [Double]) -> [Range<Int>] {
  runs(in: values) { !$0.isNaN }
}

private func runs(in values: [Double], where isInside: (Double) -> Bool) -> [Range<Int>] {
  var runs = [Range<Int>]()
  var start: Int?
  for (index, value) in values.enumerated() {
    if isInside(value) {
      start = start ?? index
    } else if let first = start {
      runs.append(first..<index)
      start = nil
    }
  }
  if let first = start { runs.append(first..<values.count) }
  return runs
}
