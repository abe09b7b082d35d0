/// What a reader of walking trials asks of them.
public struct WalkingOptions: Hashable, Sendable {
  /// The columns that must be there, besides the time.
  public enum Requirement: String, Hashable, Sendable, Codable {
    /// Joint angles, joint moments and ground reaction: what training and evaluation need.
    case measured
    /// Joint angles only: what a prediction needs.
    case kinematics
  }

  /// The columns that must be there.
  public var requirement: Requirement
  /// The standard deviation in volts below which a channel of unstated quality counts as flat.
  public var flatEMGBelowV: Double
  /// How much is taken in.
  public var limits: ReadingLimits

  /// Creates options.
  public init(
    requirement: Requirement = .measured, flatEMGBelowV: Double = 0.0012,
    limits: ReadingLimits = ReadingLimits()
  ) {
    self.requirement = requirement
    self.flatEMGBelowV = flatEMGBelowV
    self.limits = limits
  }
}
