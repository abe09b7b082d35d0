/// The injuries of the ankle cohort, from light to severe.
public enum AnkleInjury: String, Sendable, Codable, CaseIterable {
  /// A sprain with a partial tear.
  case sprainGrade2
  /// A sprain with a complete tear.
  case sprainGrade3
  /// A fracture of the fibula below the syndesmosis.
  case weberA
  /// A fracture at the level of the syndesmosis.
  case weberB
  /// A fracture above the syndesmosis.
  case weberC
  /// Both malleoli.
  case bimalleolar
  /// Both malleoli and the posterior rim.
  case trimalleolar

  /// How common it is in the cohort; ours.
  var weight: Double {
    switch self {
    case .sprainGrade2: 0.24
    case .sprainGrade3: 0.18
    case .weberA: 0.12
    case .weberB: 0.26
    case .weberC: 0.08
    case .bimalleolar: 0.08
    case .trimalleolar: 0.04
    }
  }

  /// The typical share of function lost at first; ours.
  var typicalSeverity: Double {
    switch self {
    case .sprainGrade2: 0.22
    case .sprainGrade3: 0.36
    case .weberA: 0.34
    case .weberB: 0.52
    case .weberC: 0.66
    case .bimalleolar: 0.72
    case .trimalleolar: 0.82
    }
  }

  /// How often it is operated on; ours.
  var surgeryRate: Double {
    switch self {
    case .sprainGrade2: 0
    case .sprainGrade3: 0.05
    case .weberA: 0.08
    case .weberB: 0.6
    case .weberC: 0.92
    case .bimalleolar: 0.95
    case .trimalleolar: 1
    }
  }
}
