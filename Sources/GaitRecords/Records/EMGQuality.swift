/// Whether a channel of electromyography can be used.
public enum EMGQuality: String, Hashable, Sendable, Codable, CaseIterable {
  /// The channel follows its muscle.
  case ok
  /// The electrode was off or dead: only the amplifier's noise remains.
  case flat
  /// The amplifier was at its limits for a good part of the recording.
  case saturated

  /// Judges a channel by its samples, for recordings that come without a verdict.
  ///
  /// A channel is saturated if at least `saturatedShare` of its samples sit exactly at its lowest
  /// or at its highest value, and flat if it holds nothing or its standard deviation stays below
  /// `flatBelowV`. That limit depends on the amplifier's gain: the default fits recordings whose
  /// volts are those behind an amplifier of about 1000 times, as in the walking folder's layout.
  ///
  /// - Parameters:
  ///   - samples: The channel's samples in volts; NaN is skipped.
  ///   - flatBelowV: The standard deviation below which a channel counts as flat.
  ///   - saturatedShare: The share of samples at a limit from which a channel is saturated.
  /// - Returns: The verdict.
  public static func estimated(
    from samples: [Float], flatBelowV: Double = 0.0012, saturatedShare: Double = 0.18
  ) -> EMGQuality {
    let present = samples.filter { !$0.isNaN }
    guard let lowest = present.min(), let highest = present.max(), lowest < highest else {
      return .flat
    }
    let count = Double(present.count)
    let mean = present.reduce(0.0) { $0 + Double($1) } / count
    let variance = present.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    if variance.squareRoot() < flatBelowV { return .flat }
    let atLowest = Double(present.count { $0 == lowest })
    let atHighest = Double(present.count { $0 == highest })
    return max(atLowest, atHighest) / count >= saturatedShare ? .saturated : .ok
  }
}
