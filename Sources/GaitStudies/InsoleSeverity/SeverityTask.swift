/// What the study predicts of a person.
public enum SeverityTask: String, Sendable, Codable, CaseIterable {
  /// Whether the person has Parkinson's disease.
  case parkinson
  /// The mean speed of the walk, m/s.
  case gaitSpeed = "gait_speed"
  /// The motor score of the Unified Parkinson's Disease Rating Scale.
  case updrsMotor = "updrs_motor"

  /// Whether the answer is yes or no.
  var isYesOrNo: Bool { self == .parkinson }

  /// The task's place in lists of scores.
  var index: Int {
    switch self {
    case .parkinson: 0
    case .gaitSpeed: 1
    case .updrsMotor: 2
    }
  }
}
