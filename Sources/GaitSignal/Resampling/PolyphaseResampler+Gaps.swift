extension PolyphaseResampler {
  /// A signal with gaps at the new rate.
  ///
  /// The gaps are bridged by straight lines (by the nearest sample at the ends) so that the filter
  /// has something to work on; every output that falls inside a gap is then missing.
  ///
  /// - Parameters:
  ///   - signal: The samples; NaN where missing.
  ///   - padding: What the signal is taken to be beyond its ends.
  /// - Returns: `signal.count * up / down` samples, rounded up; NaN where missing.
  public func resampledBetweenGaps(_ signal: [Double], padding: Padding = .zero) -> [Double] {
    let gaps = missingRuns(of: signal)
    guard !gaps.isEmpty else { return resampled(signal, padding: padding) }
    guard gaps[0].count < signal.count else {
      return Array(repeating: .nan, count: (signal.count * up + down - 1) / down)
    }
    var bridged = fillingGaps(signal, maximumLength: signal.count).values
    for gap in gaps where gap.lowerBound == 0 {
      for index in gap { bridged[index] = signal[gap.upperBound] }
    }
    for gap in gaps where gap.upperBound == signal.count && gap.lowerBound > 0 {
      for index in gap { bridged[index] = signal[gap.lowerBound - 1] }
    }
    var output = resampled(bridged, padding: padding)
    for gap in gaps {
      // An output is inside if its time lies between the present samples on both sides.
      let first = gap.lowerBound == 0 ? 0 : (gap.lowerBound - 1) * up / down + 1
      let end =
        gap.upperBound == signal.count ? output.count : (gap.upperBound * up + down - 1) / down
      for index in first..<max(first, min(end, output.count)) { output[index] = .nan }
    }
    return output
  }

  /// Single-precision samples with gaps at the new rate; computed in double precision.
  ///
  /// - Parameters:
  ///   - signal: The samples; NaN where missing.
  ///   - padding: What the signal is taken to be beyond its ends.
  /// - Returns: `signal.count * up / down` samples, rounded up; NaN where missing.
  public func resampledBetweenGaps(_ signal: [Float], padding: Padding = .zero) -> [Float] {
    resampledBetweenGaps(signal.map(Double.init), padding: padding).map { Float($0) }
  }
}
