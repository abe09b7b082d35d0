import GaitRecords

/// The numbers of an ankle patient in fixed orders, as a table or a network takes them.
///
/// NaN stands for what is missing.
public enum AnkleFeatures {
  /// The scales of a visit, in the order of `clinical`.
  public static let scales: [ClinicalScale] = [
    .aofas, .visualAnaloguePain, .footAnkleDailyLiving, .footAnkleSports, .olerudMolander,
    .ankleSwelling, .heelRises, .singleLegStance,
  ]

  /// The names of `demographics`.
  public static let demographicNames =
    [
      "age_years", "is_female", "height_m", "mass_kg", "body_mass_index", "injured_right",
      "injured_dominant", "surgery", "smoker", "diabetes", "activity",
    ] + AnkleInjury.allCases.map { "injury_\($0.rawValue)" }

  /// What is known before the first visit.
  public static func demographics(_ patient: AnklePatient) -> [Double] {
    let history = patient.history
    let person = history.demographics
    func flag(_ value: Bool) -> Double { value ? 1 : 0 }
    return [
      person.ageYears ?? .nan, flag(person.sex == .female), person.heightM ?? .nan,
      person.massKg ?? .nan, person.bodyMassIndex ?? .nan, flag(person.affectedSide == .right),
      flag(person.affectedSide == person.dominantSide), flag(history.hadSurgery),
      flag(history.isSmoker), flag(history.hasDiabetes), Double(history.activity),
    ] + AnkleInjury.allCases.map { flag($0 == history.injury) }
  }

  /// The names of `clinical`.
  public static var clinicalNames: [String] { scales.map(\.name) + ["weeks_since_injury"] }

  /// The scores of a visit, and its week.
  public static func clinical(_ patient: AnklePatient, visit: Int) -> [Double] {
    let record = patient.record.visits[visit]
    return scales.map { record.score($0) ?? .nan } + [record.weeksSinceInjury ?? .nan]
  }

  /// The names of `biomechanics`.
  public static let biomechanicsNames = [
    "dorsiflexion_injured_rad", "dorsiflexion_sound_rad", "plantarflexion_injured_rad",
    "plantarflexion_sound_rad", "inversion_injured_rad", "eversion_injured_rad",
    "plantarflexion_strength_injured_nm", "plantarflexion_strength_sound_nm",
    "dorsiflexion_strength_injured_nm", "dorsiflexion_strength_sound_nm", "speed_m_per_s",
    "steps_per_s", "injured_weight_share",
  ]

  /// Ranges of motion, strengths and gait of a visit.
  public static func biomechanics(_ patient: AnklePatient, visit: Int) -> [Double] {
    guard let summary = patient.record.visits[visit].biomechanics else {
      return biomechanicsNames.map { _ in .nan }
    }
    let injured = patient.history.injuredSide
    let sound = injured.opposite
    func range(_ side: Side, _ movement: JointMovement) -> Double {
      summary.rangeOfMotionRad(of: .ankle, side, movement) ?? .nan
    }
    func strength(_ side: Side, _ movement: JointMovement) -> Double {
      summary.peakMomentNm(of: .ankle, side, movement) ?? .nan
    }
    return [
      range(injured, .dorsiflexion), range(sound, .dorsiflexion), range(injured, .plantarflexion),
      range(sound, .plantarflexion), range(injured, .inversion), range(injured, .eversion),
      strength(injured, .plantarflexion), strength(sound, .plantarflexion),
      strength(injured, .dorsiflexion), strength(sound, .dorsiflexion),
      summary.walkingSpeedMPerS ?? .nan, summary.stepsPerS ?? .nan,
      summary.affectedWeightShare ?? .nan,
    ]
  }
}
