/// The derivative of evenly spaced samples by central differences.
///
/// One-sided differences at both ends, as NumPy's `gradient`. A sample next to a missing one has
/// a missing derivative.
///
/// - Parameters:
///   - values: The samples; NaN where missing.
///   - spacing: The step between two samples, such as `1 / sampleRateHz`.
/// - Returns: As many derivatives, in the samples' unit per unit of the spacing.
/// - Throws: `SignalError.tooShort` for fewer than two samples; `SignalError.invalidParameter` for
///   a spacing that is not positive.
public func derivative(_ values: [Double], spacing: Double) throws(SignalError) -> [Double] {
  guard values.count > 1 else {
    throw .tooShort(operation: "derivative", needed: 2, found: values.count)
  }
  guard spacing > 0, spacing.isFinite else {
    throw .invalidParameter(
      operation: "derivative", expected: "a positive spacing", found: "\(spacing)")
  }
  let last = values.count - 1
  var slopes = [Double](repeating: 0, count: values.count)
  slopes[0] = (values[1] - values[0]) / spacing
  slopes[last] = (values[last] - values[last - 1]) / spacing
  for index in 1..<max(last, 1) {
    slopes[index] = (values[index + 1] - values[index - 1]) / (2 * spacing)
  }
  return slopes
}
