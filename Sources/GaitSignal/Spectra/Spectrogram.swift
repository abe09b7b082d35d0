/// How the power spectrum of a signal changes over time.
///
/// Equal to SciPy's `spectrogram` in its mode `psd`.
public struct Spectrogram: Hashable, Sendable, Codable {
  /// The frequencies in hertz.
  public let frequenciesHz: [Double]
  /// The middle of each stretch, in seconds from the first sample.
  public let timesS: [Double]
  /// The power of each stretch at each frequency: `powers[stretch][frequency]`.
  public let powers: [[Double]]
  /// What the powers mean.
  public let scaling: SpectralScaling

  /// Computes the spectrogram of a signal without gaps.
  ///
  /// - Parameters:
  ///   - signal: The samples.
  ///   - sampleRateHz: Their rate.
  ///   - segments: The stretches.
  ///   - scaling: What the powers mean.
  /// - Throws: `SignalError.tooShort` for fewer samples than one stretch has.
  public init(
    of signal: [Double], sampleRateHz: Double, segments: SpectralSegments,
    scaling: SpectralScaling = .density
  ) throws(SignalError) {
    let scale = segments.powerScale(scaling, sampleRateHz: sampleRateHz)
    let spectra = try segments.spectra(of: signal)
    powers = spectra.map { segments.oneSidedPower($0, scale: scale) }
    frequenciesHz = segments.transform.frequenciesHz(sampleRateHz: sampleRateHz)
    timesS = spectra.indices.map {
      (Double($0 * segments.step) + Double(segments.length) / 2) / sampleRateHz
    }
    self.scaling = scaling
  }
}
