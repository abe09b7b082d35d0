/// How far a person has recovered, in four grades.
public enum RecoveryLevel: Int, Hashable, Sendable, Codable, CaseIterable, Comparable {
  /// Hardly any function has returned.
  case poor = 0
  /// Some function has returned.
  case fair = 1
  /// Most function has returned.
  case good = 2
  /// The function is as before the injury.
  case excellent = 3

  /// Orders grades from poor to excellent.
  public static func < (left: RecoveryLevel, right: RecoveryLevel) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// How long a recovery took, or has taken so far.
public struct RecoveryDuration: Hashable, Sendable, Codable {
  /// Weeks from the injury to the recovery, or to the last time the person was seen.
  public var weeks: Double
  /// Whether the person left the study unrecovered: the recovery takes longer than `weeks`.
  public var isCensored: Bool

  /// Creates a duration.
  public init(weeks: Double, isCensored: Bool = false) {
    self.weeks = weeks
    self.isCensored = isCensored
  }
}

/// What became of a person; nil where unknown.
public struct RecoveryOutcome: Hashable, Sendable, Codable {
  /// The share of the lost function that has returned, 0 to 1.
  public var progress: Double?
  /// The grade of the recovery.
  public var level: RecoveryLevel?
  /// How long the recovery took, right-censored for those who dropped out.
  public var duration: RecoveryDuration?

  /// Creates an outcome; what is left out is unknown.
  public init(
    progress: Double? = nil, level: RecoveryLevel? = nil, duration: RecoveryDuration? = nil
  ) {
    self.progress = progress
    self.level = level
    self.duration = duration
  }
}
