/// The three synthetic cohorts.
public enum CohortKind: String, Sendable, Codable, CaseIterable {
  /// Ankle injuries over weeks of rehabilitation, with pressure insoles.
  case ankle
  /// Walking over speeds, slopes and stairs, with EMG, inertial sensors, moments and forces.
  case walking
  /// Stroke rehabilitation with physiological signals and keypoint images.
  case stroke

  /// The subjects unless a number is given; those of ankle and stroke are the papers'.
  public var defaultSubjects: Int {
    switch self {
    case .ankle: 300
    case .walking: 24
    case .stroke: 216
    }
  }

  var number: UInt64 {
    switch self {
    case .ankle: 1
    case .walking: 2
    case .stroke: 3
    }
  }

  var letter: String {
    switch self {
    case .ankle: "A"
    case .walking: "W"
    case .stroke: "S"
    }
  }
}
