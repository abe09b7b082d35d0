import Foundation
import GaitRecords
import XCTest

final class PatientRecordTests: XCTestCase {
  private func record() throws -> PatientRecord {
    let axes = ["x", "y", "z"].map { Channel(name: $0, unit: .metrePerSecondSquared) }
    let acceleration = SampledSignal(
      channels: axes, sampleRateHz: 100, samples: [0, 0, 9.8, .nan, 0, 9.9])
    let first = PatientVisit(
      weeksSinceInjury: 2, date: CalendarDate("2024-01-15"),
      assessments: [try ClinicalAssessment(scale: .aofas, score: 48, weeksSinceInjury: 2)],
      biomechanics: BiomechanicalSummary(
        rangesOfMotion: [.init(joint: .ankle, side: .left, movement: .dorsiflexion, rangeRad: 0.2)],
        strengths: [
          .init(joint: .ankle, side: .left, movement: .plantarflexion, peakMomentNm: 60)
        ], walkingSpeedMPerS: 0.8),
      imu: [IMURecord(segment: .foot, side: .left, acceleration: acceleration)])
    let second = PatientVisit(weeksSinceInjury: 6)
    return PatientRecord(
      participant: "SYN01",
      demographics: Demographics(ageYears: 30, sex: .female, heightM: 1.7, massKg: 65),
      kneeAlignments: [KneeAlignment(side: .left, varusRad: 0.03)], visits: [first, second],
      plan: RehabilitationPlan(phases: [
        .init(name: "partial weight", startWeek: 2, durationWeeks: 4, allowedWeightShare: 0.5)
      ]),
      outcome: RecoveryOutcome(
        progress: 0.7, level: .good, duration: RecoveryDuration(weeks: 9, isCensored: true)))
  }

  func testARecordSurvivesJSONWithItsMissingValues() throws {
    let record = try record()
    let data = try JSONEncoder().encode(record)
    XCTAssertEqual(try JSONDecoder().decode(PatientRecord.self, from: data), record)
  }

  func testScoresStandInTheOrderOfTheVisitsWithGaps() throws {
    let record = try record()
    XCTAssertEqual(record.scores(.aofas), [48, nil])
    XCTAssertEqual(record.kneeAlignment(.left)?.varusRad, 0.03)
    XCTAssertNil(record.kneeAlignment(.right))
    XCTAssertEqual(record.plan?.phase(atWeek: 5.9)?.name, "partial weight")
    XCTAssertNil(record.plan?.phase(atWeek: 6))
    XCTAssertEqual(record.plan?.endWeek, 6)
    let summary = record.visits[0].biomechanics
    XCTAssertEqual(summary?.rangeOfMotionRad(of: .ankle, .left, .dorsiflexion), 0.2)
    XCTAssertNil(summary?.peakMomentNm(of: .ankle, .right, .plantarflexion))
  }

  func testBodyMassIndexAndWeightNeedTheirMeasures() throws {
    let whole = Demographics(heightM: 1.6, massKg: 64)
    XCTAssertEqual(try XCTUnwrap(whole.bodyMassIndex), 25, accuracy: 1e-12)
    XCTAssertEqual(try XCTUnwrap(whole.bodyWeightN), 64 * 9.80665, accuracy: 1e-9)
    XCTAssertNil(Demographics(massKg: 64).bodyMassIndex)
    XCTAssertNil(Demographics(heightM: 0, massKg: 64).bodyMassIndex)
  }

  func testAnIMUSignalFromJSONMustHaveThreeAxes() {
    let text = """
      {"segment":"foot","frame":"housing","acceleration":{"channels":[],"sampleRateHz":100,
      "startTimeS":0,"samples":[]}}
      """
    XCTAssertThrowsError(try JSONDecoder().decode(IMURecord.self, from: Data(text.utf8)))
  }
}
