import Foundation
import GaitData
import GaitKernels
import GaitRecords
import XCTest

/// The stroke cohort is reproducible, and its label has the ceiling that it states.
final class StrokeCohortTests: XCTestCase {
  private func mean(_ values: some Collection<Double>) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  private func power(_ values: [Float], between low: Double, _ high: Double, rateHz: Double)
    -> Double
  {
    // One bin each half hertz by its sums; slow but independent of the package's transform.
    stride(from: low, through: high, by: 0.5).reduce(0) { sum, frequency in
      var (a, b) = (0.0, 0.0)
      for (place, value) in values.enumerated() {
        let angle = 2 * Double.pi * frequency * Double(place) / rateHz
        a += Double(value) * cos(angle)
        b += Double(value) * sin(angle)
      }
      return sum + a * a + b * b
    }
  }

  func testEqualSeedsGiveEqualBitsAndPrefixes() throws {
    let few = StrokeCohort(seed: 4, patientCount: 5)
    let many = StrokeCohort(seed: 4, patientCount: 40)
    XCTAssertEqual(few.patients, Array(many.patients.prefix(5)))
    XCTAssertEqual(try few.signals(ofPatient: 3), try many.signals(ofPatient: 3))
    XCTAssertEqual(few.image(ofPatient: 3), many.image(ofPatient: 3))
    XCTAssertNotEqual(few.patients, StrokeCohort(seed: 5, patientCount: 5).patients)
    XCTAssert(few.patients.allSatisfy { $0.participant.rawValue.hasPrefix("SYN-S") })
    XCTAssertEqual(StrokeCohort(seed: 1).patients.count, 216)
  }

  func testTheProbabilityItselfReachesTheStatedAreaUnderTheCurve() {
    let ceiling = StrokeCohort.ceiling
    XCTAssertEqual(ceiling.areaUnderCurve, 0.9, accuracy: 0.015)
    let patients = StrokeCohort(seed: 77, patientCount: 12_000).patients
    let ranked = patients.sorted { $0.course.responseProbability < $1.course.responseProbability }
    var (rankSum, responders) = (0.0, 0.0)
    for (rank, patient) in ranked.enumerated() where patient.trueResponse {
      rankSum += Double(rank + 1)
      responders += 1
    }
    let others = Double(patients.count) - responders
    let area = (rankSum - responders * (responders + 1) / 2) / (responders * others)
    XCTAssertEqual(area, ceiling.areaUnderCurve, accuracy: 0.01)
    XCTAssertEqual(responders / Double(patients.count), ceiling.prevalence, accuracy: 0.015)
  }

  func testTheLabelIsAGainOfTenPoints() {
    for patient in StrokeCohort(seed: 2, patientCount: 300).patients {
      let scores = patient.record.scores(.fuglMeyerTotal)
      guard let first = scores[0], let last = scores[6] else {
        XCTFail("the first and the last score define the label")
        continue
      }
      XCTAssertEqual(last - first >= 10, patient.trueResponse, "\(patient.participant)")
      if let label = patient.isResponder { XCTAssertEqual(label, patient.trueResponse) }
    }
  }

  func testSignalsCarryTheCourse() throws {
    let cohort = StrokeCohort(seed: 6, patientCount: 60)
    var asymmetry: [(integrity: Double, value: Double)] = []
    for patient in cohort.patients {
      let signals = try cohort.signals(ofPatient: patient.index)
      XCTAssertEqual(signals.ecg.frameCount, 2000)
      XCTAssertEqual(signals.emg.frameCount, 8000)
      let peak = signals.ecg.samples.max() ?? 0
      XCTAssert((0.0008...0.0015).contains(peak), "\(peak)")
      let lesion = patient.record.demographics.affectedSide == .left ? 1 : 0
      let slow = power(signals.eeg.values(ofChannel: lesion), between: 1, 4, rateHz: 250)
      let other = power(signals.eeg.values(ofChannel: 1 - lesion), between: 1, 4, rateHz: 250)
      asymmetry.append((patient.course.tractIntegrity, log(slow / other)))
    }
    let low = asymmetry.filter { $0.integrity < -0.3 }.map(\.value)
    let high = asymmetry.filter { $0.integrity > 0.3 }.map(\.value)
    XCTAssertGreaterThan(mean(low), mean(high) + 0.3)
  }

  func testImagesAreGreyAndShowTheReach() {
    let cohort = StrokeCohort(seed: 6, patientCount: 80)
    var right: (light: [Double], severe: [Double]) = ([], [])
    for patient in cohort.patients {
      let image = cohort.image(ofPatient: patient.index)
      XCTAssertEqual(image.pixels.count, 64 * 64)
      XCTAssert(image.pixels.allSatisfy { (0...1).contains($0) })
      XCTAssertGreaterThan(image.pixels.max() ?? 0, 0.9)
      if patient.course.impairment < 0.4 { right.light.append(Double(image.pixels.reduce(0, +))) }
      if patient.course.impairment > 0.7 { right.severe.append(Double(image.pixels.reduce(0, +))) }
    }
    XCTAssertNotEqual(mean(right.light), mean(right.severe))
  }
}
