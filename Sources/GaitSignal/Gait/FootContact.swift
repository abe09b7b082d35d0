/// One foot on the ground, from initial contact to foot-off.
public struct FootContact: Hashable, Sendable, Codable {
  /// When the foot met the ground, in seconds on the recording's clock; nil if that was before the
  /// recording or within a gap.
  public var initialContactS: Double?
  /// When the foot left the ground, in seconds; nil if that was behind the recording or within a
  /// gap.
  public var footOffS: Double?

  /// A contact with known or unknown ends.
  public init(initialContactS: Double?, footOffS: Double?) {
    self.initialContactS = initialContactS
    self.footOffS = footOffS
  }

  /// How long the foot was on the ground in seconds; nil if an end is unknown.
  public var durationS: Double? {
    guard let start = initialContactS, let end = footOffS else { return nil }
    return end - start
  }
}
