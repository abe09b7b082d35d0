/// Everything taken down of a person on one occasion; a modality not recorded is empty or nil.
public struct PatientVisit: Equatable, Sendable, Codable {
  /// Weeks since the injury or the onset; nil if not stated.
  public var weeksSinceInjury: Double?
  /// The day; nil if not stated.
  public var date: CalendarDate?
  /// The clinical scores.
  public var assessments: [ClinicalAssessment]
  /// Ranges of motion, strengths and gait in single numbers.
  public var biomechanics: BiomechanicalSummary?
  /// Walks on insoles.
  public var insoles: [InsoleWalk]
  /// Electromyography.
  public var emg: [EMGRecord]
  /// Inertial units.
  public var imu: [IMURecord]
  /// Walks through a gait laboratory.
  public var trials: [WalkingTrial]
  /// What had become of the person by this day.
  public var outcome: RecoveryOutcome?

  /// Creates a visit; what is left out was not recorded.
  public init(
    weeksSinceInjury: Double? = nil, date: CalendarDate? = nil,
    assessments: [ClinicalAssessment] = [], biomechanics: BiomechanicalSummary? = nil,
    insoles: [InsoleWalk] = [], emg: [EMGRecord] = [], imu: [IMURecord] = [],
    trials: [WalkingTrial] = [], outcome: RecoveryOutcome? = nil
  ) {
    self.weeksSinceInjury = weeksSinceInjury
    self.date = date
    self.assessments = assessments
    self.biomechanics = biomechanics
    self.insoles = insoles
    self.emg = emg
    self.imu = imu
    self.trials = trials
    self.outcome = outcome
  }

  /// The score on a scale; nil if the visit has none.
  public func score(_ scale: ClinicalScale) -> Double? {
    assessments.first { $0.scale == scale }?.score
  }
}
