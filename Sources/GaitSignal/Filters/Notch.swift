import Foundation

/// Filters that take out one narrow band, such as the hum of the mains.
///
/// Each is one section of second order, equal to SciPy's `iirnotch`.
public enum Notch {
  /// Designs a filter that stops one frequency.
  ///
  /// - Parameters:
  ///   - frequencyHz: What is stopped.
  ///   - widthHz: The width of the band between the points at -3 dB.
  ///   - sampleRateHz: The sampling rate of the signals to be filtered.
  /// - Returns: A filter of one section.
  /// - Throws: `SignalError.invalidCutoff` unless the frequency lies below half the rate;
  ///   `SignalError.invalidParameter` for a width that is not positive and below half the rate.
  public static func design(
    frequencyHz: Double, widthHz: Double, sampleRateHz: Double
  ) throws(SignalError) -> SecondOrderSections {
    guard sampleRateHz > 0, sampleRateHz.isFinite, frequencyHz > 0, frequencyHz < sampleRateHz / 2
    else {
      throw .invalidCutoff(
        operation: "notch filter", cutoffHz: frequencyHz, sampleRateHz: sampleRateHz)
    }
    guard widthHz > 0, widthHz < sampleRateHz / 2 else {
      throw .invalidParameter(
        operation: "notch filter", expected: "a width between 0 and \(sampleRateHz / 2) Hz",
        found: "\(widthHz) Hz")
    }
    let gain = 1 / (1 + tan(.pi * widthHz / sampleRateHz))
    let middle = -2 * gain * cos(2 * .pi * frequencyHz / sampleRateHz)
    return SecondOrderSections(sections: [
      .init(b0: gain, b1: middle, b2: gain, a1: middle, a2: 2 * gain - 1)
    ])
  }

  /// Designs a filter that stops a frequency and its multiples.
  ///
  /// Every notch has the same width in hertz, because the mains wander by the same share of a hertz
  /// times the number of the harmonic at most, which stays far below a width of 1 or 2 Hz.
  ///
  /// - Parameters:
  ///   - fundamentalHz: The lowest frequency that is stopped: 50 or 60 Hz for the mains.
  ///   - widthHz: The width of each notch between the points at -3 dB.
  ///   - sampleRateHz: The sampling rate of the signals to be filtered.
  ///   - highestHz: No multiple above this is stopped; half the sampling rate if nil.
  /// - Returns: One section for each frequency below the limit.
  /// - Throws: As `design(frequencyHz:widthHz:sampleRateHz:)`.
  public static func harmonics(
    of fundamentalHz: Double, widthHz: Double = 2, sampleRateHz: Double,
    upTo highestHz: Double? = nil
  ) throws(SignalError) -> SecondOrderSections {
    var result = try design(
      frequencyHz: fundamentalHz, widthHz: widthHz, sampleRateHz: sampleRateHz)
    var multiple = 2.0
    // A notch on half the rate itself has no inside.
    while multiple * fundamentalHz < sampleRateHz / 2 * (1 - 1e-9),
      multiple * fundamentalHz <= highestHz ?? .infinity
    {
      result.sections += try design(
        frequencyHz: multiple * fundamentalHz, widthHz: widthHz, sampleRateHz: sampleRateHz
      ).sections
      multiple += 1
    }
    return result
  }
}
