import Foundation
import GaitKernels
import GaitRecords

/// One made-up patient of the stroke cohort.
public struct StrokePatient: Sendable, Equatable {
  /// The place in the cohort, from 0.
  public let index: Int
  /// Demographics (paretic side as the affected one) and scores before training and every two weeks
  /// of it.
  ///
  /// Only the first visit, in week 0, is known when the response is to be predicted.
  public let record: PatientRecord
  /// Whether the bleeding kind of stroke.
  public let isHaemorrhagic: Bool
  /// Whether the patient has diabetes, high blood pressure, smokes.
  public let hasDiabetes, hasHypertension, isSmoker: Bool
  /// Resting heart rate in 1/min, oxygen saturation, and minutes of training a week.
  public let heartRatePerMin, oxygenSaturation, trainingMinutesPerWeek: Double
  /// Whether the Fugl-Meyer motor score rose by 10 points or more in 12 weeks; nil where the label
  /// is missing.
  public let isResponder: Bool?
  /// The label without missing ones: never an input.
  public let trueResponse: Bool
  /// What only the model knows: never an input.
  public let course: StrokeCourse

  /// `SYN-S0001` and so on.
  public var participant: ParticipantID { record.participant }
  /// The visit before the training.
  public var baseline: PatientVisit { record.visits.first ?? PatientVisit() }
}

/// Stroke patients who never lived, before and during twelve weeks of training.
///
/// ```swift
/// let cohort = StrokeCohort(seed: 7)
/// let label = cohort.patients[0].isResponder
/// let signals = try cohort.signals(ofPatient: 0)
/// print(StrokeCohort.ceiling.areaUnderCurve)   // no predictor can do better
/// ```
///
/// The model knows no network. `Docs/Simulation.md` states every equation and its source.
public struct StrokeCohort: Sendable {
  /// The discrimination of the best possible predictor.
  public static var ceiling: StrokeCeiling { .current }

  /// The seed.
  public let seed: UInt64
  /// The patients.
  public let patients: [StrokePatient]

  /// Draws the patients; signals and images are made when they are asked for.
  ///
  /// - Parameters:
  ///   - seed: Equal seeds give equal bits, whatever the number of threads.
  ///   - patientCount: How many; the first of more are the same.
  public init(seed: UInt64, patientCount: Int = CohortKind.stroke.defaultSubjects) {
    self.seed = seed
    patients = (0..<patientCount).map { StrokePatient(seed: seed, index: $0) }
  }

  /// The physiological signals of a patient before the training.
  ///
  /// - Throws: `SignalError` if a band cannot be designed.
  public func signals(ofPatient patient: Int) throws -> StrokeSignals {
    var random = CohortRandom(seed: seed, cohort: .stroke, subject: patient, .signals)
    let person = patients[patient]
    return try StrokeSignals(
      person.course, pareticSide: person.record.demographics.affectedSide ?? .left, using: &random)
  }

  /// The keypoint image of a patient who reaches, before the training.
  public func image(ofPatient patient: Int) -> StrokeImage {
    var random = CohortRandom(seed: seed, cohort: .stroke, subject: patient, .images)
    let person = patients[patient]
    return StrokeImage(
      person.course, pareticSide: person.record.demographics.affectedSide ?? .left, using: &random)
  }
}

extension StrokePatient {
  init(seed: UInt64, index: Int) {
    func random(_ purpose: CohortRandom.Purpose) -> CohortRandom {
      CohortRandom(seed: seed, cohort: .stroke, subject: index, purpose)
    }
    var latent = random(.course)
    let course = StrokeCourse(using: &latent)
    var person = random(.person)
    let isFemale = person.happens(0.42)
    let height = person.normal(isFemale ? 1.61 : 1.72, 0.06, in: 1.4...2)
    let mass = person.normal(25, 3.2, in: 17...38) * height * height
    let side: Side = person.happens(0.5) ? .left : .right
    let dominant: Side = person.happens(0.92) ? .right : .left
    isHaemorrhagic = person.happens(0.22)
    hasDiabetes = person.happens(0.28)
    hasHypertension = person.happens(0.62)
    isSmoker = person.happens(0.3)
    heartRatePerMin = person.normal(74, 8).rounded()
    oxygenSaturation = min(1, person.normal(0.965, 0.012))
    trainingMinutesPerWeek = (person.normal(210, 45, in: 60...420) / 10).rounded() * 10
    var chance = random(.outcome)
    let responds = chance.happens(course.responseProbability)
    // Ten points or more for those who respond, less for the others.
    let gain = responds ? chance.normal(17, 4, in: 10.5...30) : chance.normal(4, 3, in: -2...9.4)
    var absence = random(.missing)
    var visits: [PatientVisit] = []
    let start = 80 - 62 * course.impairment
    for number in 0...6 {
      var day = random(.visit(number))
      let week = 2 * Double(number)
      let share = 1 - exp(-week / 5)
      let whole = 1 - exp(-12 / 5.0)
      let isFirst = number == 0
      let isLast = number == 6
      // The first and the last score define the label, so they are exact.
      let noise = isFirst || isLast ? 0 : day.normal(0, 1.5)
      let motor = min(100, start.rounded() + (gain * share / whole).rounded() + noise.rounded())
      let lost = !isFirst && !isLast && absence.happens(0.1)
      let impairment = course.impairment - 0.25 * gain / 30 * share
      func scored(_ scale: ClinicalScale, _ value: Double) -> ClinicalAssessment? {
        let isMissing = isFirst && absence.happens(0.06)
        return ClinicalAssessment.scored(scale, isMissing || lost ? nil : value, week: week)
      }
      var assessments = [
        ClinicalAssessment.scored(.fuglMeyerTotal, lost ? nil : motor, week: week),
        scored(.barthel, 92 - 70 * impairment + day.normal(0, 6)),
      ]
      if isFirst {
        assessments += [
          scored(.bergBalance, 52 - 42 * impairment + day.normal(0, 4)),
          scored(
            .nihStroke, 1 + 15 * impairment - 0.8 * course.tractIntegrity + day.normal(0, 1.5)),
          scored(.modifiedRankin, 1 + 4 * impairment + day.normal(0, 0.4)),
          scored(
            .modifiedAshworth, 3 * impairment - 0.3 * course.tractIntegrity + day.normal(0, 0.4)),
          scored(.miniMentalState, 27 - 1.2 * course.ageDeviation + day.normal(0, 2)),
          scored(.functionalAmbulation, 5 - 4.5 * impairment + day.normal(0, 0.5)),
          scored(.tenMetreWalk, 9 + 26 * impairment * impairment * exp(day.normal(0, 0.2))),
        ]
      }
      visits.append(
        PatientVisit(
          weeksSinceInjury: course.weeksSinceOnset + week,
          assessments: assessments.compactMap { $0 }))
    }
    trueResponse = responds
    isResponder = absence.happens(0.03) ? nil : responds
    self.course = course
    self.index = index
    record = PatientRecord(
      participant: .synthetic(.stroke, index),
      demographics: Demographics(
        ageYears: (63 + 11 * course.ageDeviation).rounded(), sex: isFemale ? .female : .male,
        heightM: (height * 100).rounded() / 100, massKg: (mass * 10).rounded() / 10,
        affectedSide: side, dominantSide: dominant,
        diagnosis: isHaemorrhagic ? "haemorrhagic stroke" : "ischaemic stroke"),
      visits: visits)
  }
}
