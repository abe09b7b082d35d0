import GaitRecords

/// One made-up patient of the ankle cohort.
public struct AnklePatient: Sendable, Equatable {
  /// The place in the cohort, from 0.
  public let index: Int
  /// What is known before the first visit.
  public let history: AnkleHistory
  /// The visits that took place, the outcome where it became known; without the insoles' signals,
  /// which `AnkleCohort.insoles(ofPatient:visit:)` makes when they are asked for.
  public let record: PatientRecord
  /// The number of each visit of the record in the cohort's plan, from 0.
  public let plannedVisits: [Int]
  /// Whether insoles were worn, for each visit of the record.
  public let hasInsoles: [Bool]
  /// What only the model knows: never an input.
  public let course: AnkleCourse
  /// The outcome without missing labels and censoring: never an input.
  public let trueOutcome: RecoveryOutcome

  /// `SYN-A0001` and so on.
  public var participant: ParticipantID { record.participant }
  /// The outcome as the study knows it; nil parts are missing labels.
  public var outcome: RecoveryOutcome { record.outcome ?? RecoveryOutcome() }
  /// The final progress that a predictor without chance would state.
  public var expectedProgress: Double {
    course.expectedProgress(week: AnkleOutcomeModel.finalWeek)
  }
  /// The median duration in weeks that the course makes expected.
  public var expectedDurationWeeks: Double { course.medianDurationWeeks }
}
