// The records hold single precision; the arithmetic of filters needs double.
extension SecondOrderSections {
  /// Filters single-precision samples forwards and backwards; computed in double precision.
  ///
  /// - Parameters:
  ///   - signal: The samples.
  ///   - padding: Samples added at each end; `defaultPadding` if nil.
  /// - Returns: As many samples.
  /// - Throws: `SignalError.tooShort` unless there are more samples than padding.
  public func zeroPhaseFiltered(
    _ signal: [Float], padding: Int? = nil
  ) throws(SignalError) -> [Float] {
    try zeroPhaseFiltered(signal.map(Double.init), padding: padding).map { Float($0) }
  }

  /// Filters every run of single-precision samples between gaps on its own.
  ///
  /// - Parameters:
  ///   - values: The samples; NaN where missing.
  ///   - padding: Samples added at each end of a run; `defaultPadding` if nil.
  ///   - shortRun: What happens to a run that has no more samples than padding.
  /// - Returns: As many samples; NaN where missing.
  /// - Throws: `SignalError.tooShort` if a run is too short and `shortRun` is `fail`.
  public func zeroPhaseFilteredBetweenGaps(
    _ values: [Float], padding: Int? = nil, shortRun: ShortRun = .drop
  ) throws(SignalError) -> [Float] {
    try zeroPhaseFilteredBetweenGaps(
      values.map(Double.init), padding: padding, shortRun: shortRun
    ).map { Float($0) }
  }
}

extension EMGEnvelope {
  /// The envelope of single-precision samples with gaps; computed in double precision.
  ///
  /// - Parameters:
  ///   - signal: The raw samples; NaN where missing.
  ///   - sampleRateHz: Their rate.
  /// - Returns: As many samples; NaN where missing and in runs too short to be filtered.
  /// - Throws: `SignalError` if an edge is not below half the rate.
  public func envelopeBetweenGaps(
    of signal: [Float], sampleRateHz: Double
  ) throws(SignalError) -> [Float] {
    try envelopeBetweenGaps(of: signal.map(Double.init), sampleRateHz: sampleRateHz)
      .map { Float($0) }
  }
}

extension PolyphaseResampler {
  /// Single-precision samples at the new rate; computed in double precision.
  ///
  /// - Parameters:
  ///   - signal: The samples.
  ///   - padding: What the signal is taken to be beyond its ends.
  /// - Returns: `signal.count * up / down` samples, rounded up.
  public func resampled(_ signal: [Float], padding: Padding = .zero) -> [Float] {
    resampled(signal.map(Double.init), padding: padding).map { Float($0) }
  }
}

/// The derivative of evenly spaced single-precision samples by central differences.
///
/// - Parameters:
///   - values: The samples; NaN where missing.
///   - spacing: The step between two samples, such as `1 / sampleRateHz`.
/// - Returns: As many derivatives.
/// - Throws: `SignalError.tooShort` for fewer than two samples; `SignalError.invalidParameter` for
///   a spacing that is not positive.
public func derivative(_ values: [Float], spacing: Double) throws(SignalError) -> [Float] {
  try derivative(values.map(Double.init), spacing: spacing).map { Float($0) }
}

/// Fills short gaps of single-precision samples by straight lines.
///
/// - Parameters:
///   - values: The samples; NaN where missing.
///   - maximumLength: The longest gap, in samples, that is filled.
/// - Returns: The samples with the short gaps filled, and which samples were missing before.
public func fillingGaps(
  _ values: [Float], maximumLength: Int
) -> (values: [Float], wasMissing: [Bool]) {
  let filled = fillingGaps(values.map(Double.init), maximumLength: maximumLength)
  return (filled.values.map { Float($0) }, filled.wasMissing)
}
