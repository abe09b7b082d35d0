import Foundation
import GaitData
import GaitKernels
import GaitRecords
import XCTest

/// The ankle cohort is what it says: reproducible, with a known ceiling and known gaps.
final class AnkleCohortTests: XCTestCase {
  private func mean(_ values: some Collection<Double>) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  private func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let (mx, my) = (mean(x), mean(y))
    let cross: Double = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) }
    let own: Double = x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) }
    let other: Double = y.reduce(0) { $0 + ($1 - my) * ($1 - my) }
    return cross / (own * other).squareRoot()
  }

  func testEqualSeedsGiveEqualBitsOnAnyNumberOfThreads() {
    let before = Parallel.threads
    defer { Parallel.threads = before }
    Parallel.threads = 1
    let serial = AnkleCohort(seed: 1, patientCount: 12).records()
    Parallel.threads = 2
    XCTAssertEqual(AnkleCohort(seed: 1, patientCount: 12).records(), serial)
    XCTAssertNotEqual(AnkleCohort(seed: 2, patientCount: 12).records(), serial)
  }

  func testTheFirstPatientsOfALargerCohortAreThoseOfASmallerOne() {
    let few = AnkleCohort(seed: 3, patientCount: 20)
    let many = AnkleCohort(seed: 3, patientCount: 60)
    XCTAssertEqual(few.patients, Array(many.patients.prefix(20)))
    XCTAssertEqual(few.insoles(ofPatient: 7, visit: 0), many.insoles(ofPatient: 7, visit: 0))
    XCTAssertEqual(few.patients[0].participant, "SYN-A0001")
    XCTAssert(few.patients.allSatisfy(\.participant.isSynthetic))
  }

  func testAnOracleReachesTheStatedCeilingInALargeSample() {
    let patients = AnkleCohort(seed: 99, patientCount: 20_000, visitCount: 1).patients
    let ceiling = AnkleCohort.ceiling
    XCTAssertEqual(ceiling.progressR2, 0.92, accuracy: 0.01)
    func score(_ pairs: [(prediction: Double, target: Double)]) -> Double {
      let middle = mean(pairs.map(\.target))
      let errors = pairs.map { pow($0.target - $0.prediction, 2) }
      let spreads = pairs.map { pow($0.target - middle, 2) }
      return 1 - errors.reduce(0, +) / spreads.reduce(0, +)
    }
    let progress = patients.map { ($0.expectedProgress, $0.trueOutcome.progress ?? .nan) }
    XCTAssertEqual(score(progress), ceiling.progressR2, accuracy: 0.01)
    let logs = patients.map {
      (log($0.expectedDurationWeeks), log($0.trueOutcome.duration?.weeks ?? .nan))
    }
    XCTAssertEqual(score(logs), ceiling.logDurationR2, accuracy: 0.01)
    let squares = progress.map { ($0.0 - $0.1) * ($0.0 - $0.1) }
    XCTAssertEqual(mean(squares).squareRoot(), ceiling.progressRMSE, accuracy: 0.001)
  }

  func testLabelsVisitsAndModalitiesAreMissingAsOftenAsStated() {
    let cohort = AnkleCohort(seed: 5, patientCount: 6000)
    let patients = cohort.patients
    func share(_ isTrue: (AnklePatient) -> Bool) -> Double {
      Double(patients.count(where: isTrue)) / Double(patients.count)
    }
    // Five of six chances to leave come before the last visit; the sixth is at it.
    let leaving = 1 - pow(1 - 0.025, 6.0)
    XCTAssertEqual(
      share { $0.outcome.progress == nil }, leaving * 0.6 + (1 - leaving) * 0.04, accuracy: 0.02)
    let censored = share { $0.outcome.duration?.isCensored == true }
    XCTAssert((0.08...0.25).contains(censored), "\(censored)")
    for patient in patients {
      let known = patient.outcome.duration?.weeks ?? .nan
      XCTAssertLessThanOrEqual(known, patient.trueOutcome.duration?.weeks ?? 0)
    }
    let visits = patients.flatMap(\.record.visits)
    let scores = visits.flatMap(\.assessments)
    XCTAssertEqual(
      Double(scores.count { $0.score == nil }) / Double(scores.count), 0.05, accuracy: 0.005)
    XCTAssertEqual(
      Double(visits.count { $0.biomechanics == nil }) / Double(visits.count), 0.06, accuracy: 0.01)
    XCTAssertEqual(
      1 - mean(patients.flatMap(\.hasInsoles).map { $0 ? 1 : 0 }), 0.12, accuracy: 0.01)
    let grades = Dictionary(grouping: patients.compactMap(\.outcome.level)) { $0 }
    for level in RecoveryLevel.allCases {
      XCTAssertGreaterThan(Double(grades[level]?.count ?? 0) / 6000, 0.08, "\(level)")
    }
  }

  func testPainWeightAndScoresFollowTheDeficit() {
    let patients = AnkleCohort(seed: 6, patientCount: 800).patients
    func column(_ value: (PatientVisit) -> Double?) -> ([Double], [Double]) {
      var pairs = ([Double](), [Double]())
      for patient in patients {
        for visit in patient.record.visits {
          guard let value = value(visit), let week = visit.weeksSinceInjury else { continue }
          pairs.0.append(patient.course.deficit(week: week))
          pairs.1.append(value)
        }
      }
      return pairs
    }
    let pain = column { $0.score(.visualAnaloguePain) }
    XCTAssertGreaterThan(correlation(pain.0, pain.1), 0.6)
    let weight = column { $0.biomechanics?.affectedWeightShare }
    XCTAssertLessThan(correlation(weight.0, weight.1), -0.6)
    let aofas = column { $0.score(.aofas) }
    XCTAssertLessThan(correlation(aofas.0, aofas.1), -0.6)
  }

  func testBothFeetAndTheCrutchesCarryTheBody() throws {
    let cohort = AnkleCohort(seed: 7, patientCount: 40, strideCount: 12, missing: .nothing)
    for patient in 0..<40 {
      let walk = try XCTUnwrap(cohort.insoles(ofPatient: patient, visit: 5))
      let weight = try XCTUnwrap(cohort.patients[patient].record.demographics.bodyWeightN)
      let total = try walk.insoles.reduce(0.0) { sum, insole in
        let force = try XCTUnwrap(insole.totalForce)
        return sum + mean(force.values(ofChannel: 0).map(Double.init))
      }
      let week = try XCTUnwrap(cohort.patients[patient].record.visits[5].weeksSinceInjury)
      let deficit = cohort.patients[patient].course.deficit(week: week)
      let borne = 1 - 0.5 * max(0, deficit - 0.3)
      XCTAssertEqual(total / weight, borne, accuracy: 0.06)
    }
  }

  func testTheStanceIsAnMAndTheInjuredPushOffIsLower() throws {
    let cohort = AnkleCohort(seed: 8, patientCount: 60, strideCount: 8, missing: .nothing)
    var (asymmetry, deficits): ([Double], [Double]) = ([], [])
    for patient in 0..<60 {
      let person = cohort.patients[patient]
      let walk = try XCTUnwrap(cohort.insoles(ofPatient: patient, visit: 1))
      let weight = try XCTUnwrap(person.record.demographics.bodyWeightN)
      func curve(_ side: Side) throws -> [Double] {
        let force = try XCTUnwrap(walk.insole(side)?.totalForce).values(ofChannel: 0)
          .map { Double($0) / weight }
        // The mean of all stances on 101 points.
        let loaded = force.map { $0 > 0.04 }
        var stances: [[Double]] = []
        var start: Int?
        for (place, isLoaded) in loaded.enumerated() {
          if isLoaded { start = start ?? place }
          if !isLoaded, let first = start {
            if first > 0, place - first > 20 { stances.append(Array(force[first..<place])) }
            start = nil
          }
        }
        return (0...100).map { point in
          mean(
            stances.map { stance in
              let place = Double(point) / 100 * Double(stance.count - 1)
              let low = min(Int(place), stance.count - 2)
              return stance[low] + (place - Double(low)) * (stance[low + 1] - stance[low])
            })
        }
      }
      let sound = try curve(person.history.injuredSide.opposite)
      let first = sound[15...35].max() ?? 0
      let dip = sound[40...60].min() ?? 9
      let second = sound[65...88].max() ?? 0
      XCTAssertGreaterThan(first, dip)
      XCTAssertGreaterThan(second, dip)
      XCTAssert((0.7...1.6).contains(second), "\(second)")
      let injured = try curve(person.history.injuredSide)
      asymmetry.append((injured[65...88].max() ?? 0) / second)
      deficits.append(
        person.course.deficit(week: person.record.visits[1].weeksSinceInjury ?? .nan))
    }
    XCTAssertLessThan(correlation(asymmetry, deficits), -0.8)
  }

  func testPressureTimesAreaIsTheForceAndItsCentreIsStated() throws {
    let cohort = AnkleCohort(seed: 9, patientCount: 2, missing: .nothing)
    let newton = try XCTUnwrap(
      cohort.insoles(ofPatient: 1, visit: 3, layout: .gaitPDB8, measuresForce: true))
    for insole in newton.insoles {
      let total = try XCTUnwrap(insole.totalForce)
      let centre = try XCTUnwrap(insole.centreOfPressure)
      for frame in 0..<insole.sensors.frameCount {
        let loads = (0..<8).map { Double(insole.sensors[frame, $0] ?? .nan) }
        let sum = loads.reduce(0, +)
        XCTAssertEqual(Double(total[frame, 0] ?? .nan), sum, accuracy: 0.05)
        XCTAssertEqual(centre[frame, 1] == nil, sum < 20)
        guard sum >= 20 else { continue }
        let y = zip(loads, insole.layout.sensors).reduce(0) { $0 + $1.0 * $1.1.anterior } / sum
        XCTAssertEqual(Double(centre[frame, 1] ?? .nan), y, accuracy: 1e-4)
      }
    }
  }

  func testInsolesTellMoreOfTheResidueWhenTheInjuryIsSevere() throws {
    let cohort = AnkleCohort(seed: 10, patientCount: 400, missing: .nothing)
    /// How well the path of pressure tells the stiffness once the deficit of the day is known: the
    /// partial correlation.
    func strength(_ isIn: (AnklePatient) -> Bool) throws -> Double {
      var (late, stiffness, deficit): ([Double], [Double], [Double]) = ([], [], [])
      for patient in cohort.patients where isIn(patient) {
        let walk = try XCTUnwrap(cohort.insoles(ofPatient: patient.index, visit: 5))
        let insole = try XCTUnwrap(walk.insole(patient.history.injuredSide))
        let centre = try XCTUnwrap(insole.centreOfPressure).values(ofChannel: 1).map(Double.init)
        let forward = centre.filter { !$0.isNaN }.sorted()
        late.append(mean(forward[(forward.count * 7 / 10)...]))
        stiffness.append(patient.course.stiffness)
        deficit.append(
          patient.course.deficit(week: patient.record.visits[5].weeksSinceInjury ?? .nan))
      }
      let (ls, ld) = (correlation(late, stiffness), correlation(late, deficit))
      let sd = correlation(stiffness, deficit)
      return abs((ls - ld * sd) / ((1 - ld * ld) * (1 - sd * sd)).squareRoot())
    }
    let severe = try strength { $0.course.severity > 0.6 }
    let light = try strength { $0.course.severity < 0.3 }
    XCTAssertGreaterThan(severe, light + 0.1)
  }
}
