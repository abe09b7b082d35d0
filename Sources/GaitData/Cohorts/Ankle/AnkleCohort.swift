import Foundation
import GaitKernels
import GaitRecords

/// Patients with ankle injuries who never lived, over weeks of rehabilitation.
///
/// ```swift
/// let cohort = AnkleCohort(seed: 7)
/// let patient = cohort.patients[0]
/// let pain = patient.record.scores(.visualAnaloguePain)
/// let walk = cohort.insoles(ofPatient: 0, visit: 0)   // two 16-sensor insoles with IMU
/// print(AnkleCohort.ceiling.progressR2)               // no predictor can do better
/// ```
///
/// A latent severity, healing rate, residue and stiffness drive everything that is measured; the
/// outcome adds chance of a known size. The model knows no network. `Docs/Simulation.md` states
/// every equation and its source.
public struct AnkleCohort: Sendable {
  /// How often something is missing.
  public struct Missing: Sendable, Codable, Equatable {
    /// A visit after the first does not take place.
    public var visit = 0.08
    /// The person leaves the study after a visit, for each visit.
    public var dropOut = 0.025
    /// A visit has no insoles.
    public var insoles = 0.12
    /// A visit has no biomechanics.
    public var biomechanics = 0.06
    /// A score of a visit is not taken.
    public var score = 0.05
    /// A label of a person who stayed is missing.
    public var label = 0.04
    /// The final progress and level of a person who left are not learnt by telephone.
    public var labelAfterDropOut = 0.6

    /// The defaults.
    public init() {}

    /// Nothing is missing and nobody leaves.
    public static let nothing: Missing = {
      var missing = Missing()
      (missing.visit, missing.dropOut, missing.insoles, missing.biomechanics) = (0, 0, 0, 0)
      (missing.score, missing.label, missing.labelAfterDropOut) = (0, 0, 0)
      return missing
    }()
  }

  /// The weeks since the injury at which visits are planned.
  public static let plannedWeeks = [2.0, 4, 6, 8, 12, 16, 20, 24]
  /// The week at which the final progress and level are taken.
  public static let finalWeek = AnkleOutcomeModel.finalWeek
  /// The scores of the best possible predictor.
  public static var ceiling: AnkleCeiling { .current }

  /// The seed.
  public let seed: UInt64
  /// How many visits are planned.
  public let visitCount: Int
  /// The strides of an insole recording.
  public let strideCount: Int
  /// How often something is missing.
  public let missing: Missing
  /// The patients.
  public let patients: [AnklePatient]

  /// Draws the patients.
  ///
  /// - Parameters:
  ///   - seed: Equal seeds give equal bits, whatever the number of threads.
  ///   - patientCount: How many; the first of more are the same.
  ///   - visitCount: How many visits are planned for each.
  ///   - strideCount: The strides of an insole recording.
  ///   - missing: How often something is missing.
  /// - Precondition: 1 to 8 visits, at least one stride.
  public init(
    seed: UInt64, patientCount: Int = CohortKind.ankle.defaultSubjects, visitCount: Int = 6,
    strideCount: Int = 4, missing: Missing = Missing()
  ) {
    precondition(
      (1...AnkleCohort.plannedWeeks.count).contains(visitCount) && strideCount > 0,
      "AnkleCohort: \(visitCount) visits, \(strideCount) strides")
    self.seed = seed
    self.visitCount = visitCount
    self.strideCount = strideCount
    self.missing = missing
    patients = (0..<patientCount).map {
      AnkleCohort.patient($0, seed: seed, visitCount: visitCount, missing: missing)
    }
  }

  private static func patient(
    _ index: Int, seed: UInt64, visitCount: Int, missing: Missing
  ) -> AnklePatient {
    func random(_ purpose: CohortRandom.Purpose) -> CohortRandom {
      CohortRandom(seed: seed, cohort: .ankle, subject: index, purpose)
    }
    var person = random(.person)
    var healing = random(.course)
    let history = AnkleHistory(using: &person)
    let course = AnkleCourse(history, using: &healing)
    var chance = random(.outcome)
    let final = AnkleOutcomeModel.final(course, using: &chance)
    var absence = random(.missing)
    var visits: [PatientVisit] = []
    var planned: [Int] = []
    var hasInsoles: [Bool] = []
    var leftAtWeek: Double?
    for number in 0..<visitCount {
      var day = random(.visit(number))
      let week = plannedWeeks[number] + day.uniform(-0.4...0.4)
      let comes = number == 0 || !absence.happens(missing.visit)
      let wearsInsoles = !absence.happens(missing.insoles)
      let isExamined = !absence.happens(missing.biomechanics)
      let leaves = absence.happens(missing.dropOut)
      guard leftAtWeek == nil else { continue }
      if comes {
        let gait = AnkleGait(history, course, week: week, day: &day)
        let model = AnkleVisitModel(history: history, course: course, week: week)
        let biomechanics = model.biomechanics(gait, using: &day)
        let progress = AnkleOutcomeModel.progress(course, week: week, using: &day)
        visits.append(
          PatientVisit(
            weeksSinceInjury: week,
            assessments: model.assessments(missingRate: missing.score, using: &day),
            biomechanics: isExamined ? biomechanics : nil,
            outcome: RecoveryOutcome(progress: progress)))
        planned.append(number)
        hasInsoles.append(wearsInsoles)
      }
      if leaves { leftAtWeek = week }
    }
    let isLost = absence.happens(leftAtWeek == nil ? missing.label : missing.labelAfterDropOut)
    let isUnassessed = absence.happens(missing.label)
    let seenUntil = min(leftAtWeek ?? .infinity, AnkleOutcomeModel.horizonWeek)
    let duration = RecoveryDuration(
      weeks: min(final.weeks, seenUntil), isCensored: final.weeks > seenUntil)
    let record = PatientRecord(
      participant: .synthetic(.ankle, index), demographics: history.demographics, visits: visits,
      outcome: RecoveryOutcome(
        progress: isLost ? nil : final.progress,
        level: isLost || isUnassessed ? nil : final.level, duration: duration))
    return AnklePatient(
      index: index, history: history, record: record, plannedVisits: planned,
      hasInsoles: hasInsoles, course: course,
      trueOutcome: RecoveryOutcome(
        progress: final.progress, level: final.level,
        duration: RecoveryDuration(weeks: final.weeks)))
  }

  /// The walk on two insoles at a visit of a patient's record; nil where none were worn.
  ///
  /// Left first; 16 sensors in pascal, acceleration and angular rate in the sole's axes (forward,
  /// left, up), total force and centre of pressure, at 100 Hz.
  ///
  /// - Parameters:
  ///   - patient: The patient's place in the cohort.
  ///   - visit: The visit's place in the patient's record.
  ///   - layout: Where the sensors lie.
  ///   - measuresForce: Whether the sensors give newton and not pascal.
  /// - Returns: The walk, named after patient and planned visit.
  public func insoles(
    ofPatient patient: Int, visit: Int, layout: InsoleLayout = .openGo16,
    measuresForce: Bool = false
  ) -> InsoleWalk? {
    let person = patients[patient]
    guard person.record.visits.indices.contains(visit), person.hasInsoles[visit] else {
      return nil
    }
    let number = person.plannedVisits[visit]
    func random(_ purpose: CohortRandom.Purpose) -> CohortRandom {
      CohortRandom(seed: seed, cohort: .ankle, subject: patient, purpose)
    }
    // The same draws as at the visit: the day's week, then the day's walk.
    var day = random(.visit(number))
    let week = AnkleCohort.plannedWeeks[number] + day.uniform(-0.4...0.4)
    let gait = AnkleGait(person.history, person.course, week: week, day: &day)
    var foot = random(.insole(1000))
    let shape = AnkleInsole.footShape(layout, using: &foot)
    var noise = random(.insole(number))
    let insole = AnkleInsole(
      person.history, gait, layout: layout, strideCount: strideCount, footShape: shape)
    return insole.walk(
      name: "\(person.participant)_visit\(number + 1)", participant: person.participant,
      measuresForce: measuresForce, using: &noise)
  }

  /// A patient's record with the insole walks of its visits.
  public func record(ofPatient patient: Int) -> PatientRecord {
    var record = patients[patient].record
    for visit in record.visits.indices {
      record.visits[visit].insoles = [insoles(ofPatient: patient, visit: visit)].compactMap { $0 }
    }
    return record
  }

  /// The records of all patients with their insole walks, made side by side.
  ///
  /// Six visits of 300 patients take about 200 MB.
  public func records() -> [PatientRecord] {
    // No record fails, so nothing is lost here.
    (try? Parallel.map(patients.count) { record(ofPatient: $0) }) ?? []
  }
}
