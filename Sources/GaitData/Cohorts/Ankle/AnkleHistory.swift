import GaitRecords

/// What is known of a patient of the ankle cohort before the first visit.
public struct AnkleHistory: Sendable, Codable, Equatable {
  /// Age, sex, body measures and injured side.
  public let demographics: Demographics
  /// The injury.
  public let injury: AnkleInjury
  /// Whether it was operated on.
  public let hadSurgery: Bool
  /// Whether the person smokes.
  public let isSmoker: Bool
  /// Whether the person has diabetes.
  public let hasDiabetes: Bool
  /// Activity before the injury, 0 to 3.
  public let activity: Int

  init(using random: inout CohortRandom) {
    let isFemale = random.happens(0.5)
    let age = random.normal(46, 16, in: 18...82).rounded()
    let height = random.normal(isFemale ? 1.65 : 1.78, 0.065, in: 1.45...2)
    let index = random.normal(26, 4, in: 18...40)
    let injuredSide: Side = random.happens(0.5) ? .left : .right
    let dominantSide: Side = random.happens(0.9) ? .right : .left
    injury = AnkleInjury.allCases[random.place(weights: AnkleInjury.allCases.map(\.weight))]
    hadSurgery = random.happens(injury.surgeryRate)
    isSmoker = random.happens(0.22)
    hasDiabetes = random.happens(0.04 + 0.0018 * max(0, age - 30))
    activity = random.place(weights: [0.2, 0.35, 0.3, 0.15])
    demographics = Demographics(
      ageYears: age, sex: isFemale ? .female : .male, heightM: (height * 100).rounded() / 100,
      massKg: (index * height * height * 10).rounded() / 10, affectedSide: injuredSide,
      dominantSide: dominantSide, diagnosis: injury.rawValue)
  }

  /// The injured side.
  public var injuredSide: Side { demographics.affectedSide ?? .left }

  var ageYears: Double { demographics.ageYears ?? 46 }
  var heightM: Double { demographics.heightM ?? 1.7 }
  var massKg: Double { demographics.massKg ?? 75 }
}
