/// How a signal is taken to go on beyond its ends in a wavelet transform.
///
/// The names and the results are those of PyWavelets' modes.
public enum SignalExtension: String, Hashable, Sendable, Codable, CaseIterable {
  /// By zeros.
  case zero
  /// By its end values.
  case constant
  /// By its reflection, the end samples repeated: the usual choice.
  case symmetric
  /// By its reflection about the end samples.
  case reflect
  /// By itself again.
  case periodic
  /// By itself again, with as few coefficients as possible: half as many as samples.
  case periodization

  /// The sample at a place, which may lie beyond the ends.
  func sample(_ place: Int, of signal: [Double]) -> Double {
    let count = signal.count
    if place >= 0, place < count { return signal[place] }
    switch self {
    case .zero: return 0
    case .constant: return place < 0 ? signal[0] : signal[count - 1]
    case .periodic, .periodization: return signal[wrapped(place, count)]
    case .symmetric:
      let turn = wrapped(place, 2 * count)
      return signal[turn < count ? turn : 2 * count - 1 - turn]
    case .reflect:
      guard count > 1 else { return signal[0] }
      let turn = wrapped(place, 2 * count - 2)
      return signal[turn < count ? turn : 2 * count - 2 - turn]
    }
  }

  private func wrapped(_ place: Int, _ period: Int) -> Int {
    let rest = place % period
    return rest < 0 ? rest + period : rest
  }
}
