/// A moment of the gait cycle at which one foot meets or leaves the ground.
public struct GaitEvent: Hashable, Sendable, Codable {
  /// What happened.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// The foot's first contact with the ground.
    case footStrike
    /// The foot's last contact with the ground.
    case footOff
  }

  /// The time on the recording's clock, in seconds.
  public var timeS: Double
  /// Whose foot.
  public var side: Side
  /// What it did.
  public var kind: Kind

  /// Creates an event.
  public init(timeS: Double, side: Side, kind: Kind) {
    self.timeS = timeS
    self.side = side
    self.kind = kind
  }
}
