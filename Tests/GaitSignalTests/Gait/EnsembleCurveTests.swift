import GaitSignal
import XCTest

final class EnsembleCurveTests: XCTestCase {
  func testASubjectCountsOnceHoweverManyStridesThereAre() throws {
    let curves = [[1.0, 10], [3, 10], [2, 10], [8, 20]]
    let ensemble = try EnsembleCurve(curves: curves, subjects: ["a", "a", "a", "b"])
    XCTAssertEqual(ensemble.subjects.map(\.name), ["a", "b"])
    XCTAssertEqual(ensemble.subjects.map(\.strideCount), [3, 1])
    XCTAssertEqual(ensemble.subjects[0].mean, [2, 10])
    XCTAssertEqual(ensemble.subjects[0].deviation, [1, 0])
    XCTAssertTrue(ensemble.subjects[1].deviation.allSatisfy(\.isNaN))
    // The pooled mean would be 3.5.
    XCTAssertEqual(ensemble.mean, [5, 15])
    expectClose(
      ensemble.deviation, [6 / (2.0).squareRoot(), 10 / (2.0).squareRoot()], absolute: 1e-12)
    XCTAssertEqual(ensemble.counts, [2, 2])
  }

  func testMissingPointsAreLeftOut() throws {
    let ensemble = try EnsembleCurve(
      curves: [[1, .nan], [3, .nan], [5, 7]], subjects: ["a", "b", "b"])
    XCTAssertEqual(ensemble.mean, [2.5, 7])
    XCTAssertEqual(ensemble.counts, [2, 1])
    XCTAssertTrue(ensemble.deviation[1].isNaN)
  }

  func testRefusesCurvesOfDifferentLengths() throws {
    XCTAssertThrowsError(try EnsembleCurve(curves: [[1], [1, 2]], subjects: ["a", "b"])) { error in
      XCTAssertEqual("\(error)", "ensemble curve: expected 1 values, found 2")
    }
    XCTAssertThrowsError(try EnsembleCurve(curves: [[1]], subjects: []))
    XCTAssertEqual(try EnsembleCurve(curves: [], subjects: []).mean, [])
  }
}
