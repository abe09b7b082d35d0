/// Welch's estimate of a power spectrum: the average over overlapping stretches.
///
/// Equal to SciPy's `welch`. Reference: P. Welch 1967, doi:10.1109/TAU.1967.1161901.
public struct WelchSpectrum: Sendable {
  /// How the stretches' spectra become one.
  public enum Averaging: String, Hashable, Sendable, Codable {
    /// By their mean.
    case mean
    /// By their median, corrected for its bias: a brief artefact then leaves no trace (Allen et al.
    /// 2012, doi:10.1103/PhysRevD.85.122006).
    case median
  }

  /// The stretches.
  public let segments: SpectralSegments
  /// What the values mean.
  public let scaling: SpectralScaling
  /// How the stretches' spectra become one.
  public let averaging: Averaging

  /// Creates an estimator.
  public init(
    segments: SpectralSegments, scaling: SpectralScaling = .density, averaging: Averaging = .mean
  ) {
    self.segments = segments
    self.scaling = scaling
    self.averaging = averaging
  }

  /// The spectrum of a signal without gaps.
  ///
  /// - Parameters:
  ///   - signal: The samples.
  ///   - sampleRateHz: Their rate.
  /// - Returns: The power at the frequencies of `segments`.
  /// - Throws: `SignalError.tooShort` for fewer samples than one stretch has.
  public func spectrum(
    of signal: [Double], sampleRateHz: Double
  ) throws(SignalError) -> PowerSpectrum {
    try spectrum(ofRuns: [signal], sampleRateHz: sampleRateHz)
  }

  /// The spectrum of a signal with gaps, from the stretches that lie between them.
  ///
  /// - Parameters:
  ///   - signal: The samples; NaN where missing.
  ///   - sampleRateHz: Their rate.
  /// - Returns: The power at the frequencies of `segments`.
  /// - Throws: `SignalError.tooShort` if no run between gaps holds a whole stretch.
  public func spectrumBetweenGaps(
    of signal: [Double], sampleRateHz: Double
  ) throws(SignalError) -> PowerSpectrum {
    let runs = presentRuns(of: signal)
    let long = runs.filter { $0.count >= segments.length }
    guard !long.isEmpty else {
      throw .tooShort(
        operation: "Welch spectrum", needed: segments.length,
        found: runs.map(\.count).max() ?? 0)
    }
    return try spectrum(ofRuns: long.map { Array(signal[$0]) }, sampleRateHz: sampleRateHz)
  }

  private func spectrum(
    ofRuns runs: [[Double]], sampleRateHz: Double
  ) throws(SignalError) -> PowerSpectrum {
    let scale = segments.powerScale(scaling, sampleRateHz: sampleRateHz)
    var powers = [[Double]]()
    for run in runs {
      powers += try segments.spectra(of: run).map { segments.oneSidedPower($0, scale: scale) }
    }
    let count = Double(powers.count)
    let bins = 0..<segments.transform.halfCount
    let values: [Double]
    switch averaging {
    case .mean:
      values = bins.map { bin in powers.reduce(0) { $0 + $1[bin] } / count }
    case .median:
      let bias = WelchSpectrum.medianBias(of: powers.count)
      values = bins.map { bin in median(powers.map { $0[bin] }) / bias }
    }
    return PowerSpectrum(
      frequenciesHz: segments.transform.frequenciesHz(sampleRateHz: sampleRateHz), values: values,
      scaling: scaling)
  }

  /// The expected median of `count` exponential variables of mean one.
  private static func medianBias(of count: Int) -> Double {
    let odds = stride(from: 2, through: count - 1, by: 2)
    return 1 + odds.reduce(0) { $0 + 1 / Double($1 + 1) - 1 / Double($1) }
  }
}
