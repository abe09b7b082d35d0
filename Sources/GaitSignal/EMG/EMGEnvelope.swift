/// The envelope of a surface electromyogram: band-pass, notches against the mains where asked for,
/// rectification, low-pass, all zero-phase.
///
/// The defaults are the usual ones for gait: 20 to 450 Hz keeps the muscle's signal and drops
/// movement artefacts and noise (De Luca et al. 2010, doi:10.1016/j.jbiomech.2010.01.027), 6 Hz
/// follows the activation. Around very quick bursts a low-pass undershoots, so an envelope may be
/// slightly negative; it is not cut off, so that results equal SciPy's.
public struct EMGEnvelope: Hashable, Sendable, Codable {
  /// The lower edge of the band-pass in hertz.
  public var lowHz: Double
  /// The upper edge of the band-pass in hertz.
  public var highHz: Double
  /// The order of the band-pass prototype.
  public var bandOrder: Int
  /// The cut-off of the low-pass in hertz.
  public var smoothingHz: Double
  /// The order of the low-pass.
  public var smoothingOrder: Int
  /// The hum of the mains that is taken out behind the band-pass; nil for none.
  public var hum: MainsHum?

  /// Creates a recipe.
  public init(
    lowHz: Double = 20, highHz: Double = 450, bandOrder: Int = 4, smoothingHz: Double = 6,
    smoothingOrder: Int = 4, hum: MainsHum? = nil
  ) {
    self.lowHz = lowHz
    self.highHz = highHz
    self.bandOrder = bandOrder
    self.smoothingHz = smoothingHz
    self.smoothingOrder = smoothingOrder
    self.hum = hum
  }

  /// The envelope of a signal without gaps, in its unit.
  ///
  /// - Parameters:
  ///   - signal: The raw samples.
  ///   - sampleRateHz: Their rate.
  /// - Returns: As many samples.
  /// - Throws: `SignalError` if an edge is not below half the rate or the signal is too short.
  public func envelope(
    of signal: [Double], sampleRateHz: Double
  ) throws(SignalError) -> [Double] {
    let filters = try filters(sampleRateHz: sampleRateHz)
    var band = try filters.band.zeroPhaseFiltered(signal)
    if let notches = filters.notches { band = try notches.zeroPhaseFiltered(band) }
    return try filters.smoothing.zeroPhaseFiltered(band.map(abs))
  }

  /// The envelope of a signal with gaps: each run between gaps on its own.
  ///
  /// - Parameters:
  ///   - signal: The raw samples; NaN where missing.
  ///   - sampleRateHz: Their rate.
  /// - Returns: As many samples; NaN where missing and in runs too short to be filtered.
  /// - Throws: `SignalError` if an edge is not below half the rate.
  public func envelopeBetweenGaps(
    of signal: [Double], sampleRateHz: Double
  ) throws(SignalError) -> [Double] {
    let filters = try filters(sampleRateHz: sampleRateHz)
    var band = try filters.band.zeroPhaseFilteredBetweenGaps(signal)
    if let notches = filters.notches { band = try notches.zeroPhaseFilteredBetweenGaps(band) }
    return try filters.smoothing.zeroPhaseFilteredBetweenGaps(band.map(abs))
  }

  private struct Filters {
    let band: SecondOrderSections
    let notches: SecondOrderSections?
    let smoothing: SecondOrderSections
  }

  private func filters(sampleRateHz: Double) throws(SignalError) -> Filters {
    let band = try Butterworth.design(
      order: bandOrder, .bandPass(lowHz: lowHz, highHz: highHz), sampleRateHz: sampleRateHz)
    let smoothing = try Butterworth.design(
      order: smoothingOrder, .lowPass(cutoffHz: smoothingHz), sampleRateHz: sampleRateHz)
    var notches: SecondOrderSections?
    if let hum {
      notches = try Notch.harmonics(
        of: hum.fundamentalHz, widthHz: hum.widthHz, sampleRateHz: sampleRateHz,
        upTo: hum.highestHz)
    }
    return Filters(band: band, notches: notches, smoothing: smoothing)
  }
}
