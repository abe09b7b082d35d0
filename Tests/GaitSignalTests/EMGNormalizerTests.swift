import GaitSignal
import GaitTestSupport
import XCTest

final class EMGNormalizerTests: XCTestCase {
  private let trials = [
    EMGNormalizer.Trial(subject: "B", envelopes: [[1, 4, 2], [0.1, 0.3, .nan]], sampleRateHz: 2),
    EMGNormalizer.Trial(subject: "A", envelopes: [[3, 2, 1], [0.5, 0.2, 0.1]], sampleRateHz: 2),
    EMGNormalizer.Trial(subject: "A", envelopes: [[2, 2, 6], [0.4, 0.4, 0.4]], sampleRateHz: 2),
    EMGNormalizer.Trial(subject: "C", envelopes: [[90, 80, 70], [60, 50, 40]], sampleRateHz: 2),
  ]

  func testAmplitudesAreMeansOverPeopleOfTheirGreatest() throws {
    let peaks = try EMGNormalizer(fitting: .dynamicPeak, to: trials, ofSubjects: ["A", "B"])
    assertClose(peaks.amplitudes, [(6.0 + 4) / 2, (0.5 + 0.3) / 2], absolute: 1e-15)
    XCTAssertEqual(peaks.subjects, ["A", "B"])
    let efforts = try EMGNormalizer(
      fitting: .maximumVoluntaryContraction(stretchS: 1), to: trials, ofSubjects: ["A", "B"])
    // Greatest means of two samples: A 4 of 2.5, 1.5, 2, 4; B 3 of 2.5, 3.
    assertClose(efforts.amplitudes, [3.5, (0.4 + 0.2) / 2], absolute: 1e-15)
    assertClose(
      try efforts.normalized([[7, .nan], [0.3, 0.6]]).flatMap { $0 }, [2, .nan, 1, 2],
      absolute: 1e-14)
  }

  func testNothingThatTestSubjectsDoChangesTheParametersByABit() throws {
    for reference in [EMGReference.dynamicPeak, .maximumVoluntaryContraction(stretchS: 0.5)] {
      let fitted = try EMGNormalizer(fitting: reference, to: trials, ofSubjects: ["A", "B"])
      for change in [0.0, 1e300, -5, .nan, .infinity] {
        var changed = trials
        changed[3].envelopes = changed[3].envelopes.map { $0.map { _ in change } }
        changed.swapAt(0, 3)
        let again = try EMGNormalizer(fitting: reference, to: changed, ofSubjects: ["A", "B"])
        XCTAssertEqual(again.amplitudes.map(\.bitPattern), fitted.amplitudes.map(\.bitPattern))
        XCTAssertEqual(again, fitted)
      }
      let without = try EMGNormalizer(
        fitting: reference, to: Array(trials[..<3]), ofSubjects: ["A", "B"])
      XCTAssertEqual(without, fitted)
    }
  }

  func testANormalizerSurvivesCoding() throws {
    let fitted = try EMGNormalizer(
      fitting: .maximumVoluntaryContraction(stretchS: 0.5), to: trials, ofSubjects: ["A"])
    let data = try JSONEncoder().encode(fitted)
    XCTAssertEqual(try JSONDecoder().decode(EMGNormalizer.self, from: data), fitted)
  }

  func testRefusesMusclesWithoutAnAmplitude() {
    XCTAssertThrowsError(
      try EMGNormalizer(fitting: .dynamicPeak, to: trials, ofSubjects: ["Z"])
    ) { error in
      XCTAssertEqual(
        "\(error)", "EMG normalisation: expected trials of the subjects chosen, found none")
    }
    let silent = [EMGNormalizer.Trial(subject: "A", envelopes: [[.nan, .nan]], sampleRateHz: 1)]
    XCTAssertThrowsError(
      try EMGNormalizer(fitting: .dynamicPeak, to: silent, ofSubjects: ["A"]))
    XCTAssertThrowsError(
      try EMGNormalizer(
        fitting: .maximumVoluntaryContraction(stretchS: 9), to: trials, ofSubjects: ["A"]))
  }

  func testTheGreatestStretchNeverCrossesAGap() {
    let reference = EMGReference.maximumVoluntaryContraction(stretchS: 0.2)
    XCTAssertEqual(
      reference.amplitude(of: [9, .nan, 9, 1, 1, .nan, 2, 4], sampleRateHz: 10), 5)
    XCTAssertNil(reference.amplitude(of: [9, .nan, 9], sampleRateHz: 10))
  }
}
