import GaitEvaluation
import GaitTestSupport
import XCTest

final class PairedTestTests: XCTestCase {
  private struct DeLong: Decodable {
    let first, second: [Double]
    let isPositive: [Bool]
    let z, p, se, area: Double
  }
  private struct Reference: Decodable {
    let first, second, t, wilcoxon: [Double]
    let permutation: Double
    let tiesFirst, tiesSecond, tiesWilcoxon: [Double]
    let longFirst, longSecond, longWilcoxon: [Double]
    let rightFirst, rightSecond: [Bool]
    let mcnemar: Double
    let pValues, holm: [Double]
    let delong: DeLong
  }

  private func reference() throws -> Reference {
    try Fixture.json("reference/evaluation-comparison.json")
  }

  func testStudentWilcoxonAndMcNemarEqualSciPyAndStatsmodels() throws {
    let expected = try reference()
    let student = try PairedTest.student(expected.first, expected.second)
    expect(student, expected.t)
    expect(try PairedTest.wilcoxon(expected.first, expected.second), expected.wilcoxon)
    expect(
      try PairedTest.wilcoxon(expected.tiesFirst, expected.tiesSecond), expected.tiesWilcoxon)
    expect(
      try PairedTest.wilcoxon(expected.longFirst, expected.longSecond), expected.longWilcoxon)
    XCTAssertEqual(
      try PairedTest.mcNemar(expected.rightFirst, expected.rightSecond).pValue, expected.mcnemar,
      accuracy: 1e-12)
    for (found, value) in zip(holmAdjusted(expected.pValues), expected.holm) {
      XCTAssertEqual(found, value, accuracy: 1e-14)
    }
  }

  private func expect(_ found: PairedTest, _ expected: [Double], line: UInt = #line) {
    XCTAssertEqual(found.statistic, expected[0], accuracy: 1e-10, found.name, line: line)
    XCTAssertEqual(found.pValue, expected[1], accuracy: 1e-10, found.name, line: line)
  }

  func testEverySignPatternIsCountedUpToSixteenPairs() throws {
    let expected = try reference()
    let exact = try PairedTest.permutation(expected.first, expected.second, seed: 0)
    XCTAssertEqual(exact.pValue, expected.permutation, accuracy: 1e-12)
  }

  func testRandomSignPatternsComeCloseToTheWilcoxonAndKeepTheirSeed() throws {
    let expected = try reference()
    let first = try PairedTest.permutation(expected.longFirst, expected.longSecond, seed: 4)
    let again = try PairedTest.permutation(expected.longFirst, expected.longSecond, seed: 4)
    XCTAssertEqual(first, again)
    let student = try PairedTest.student(expected.longFirst, expected.longSecond)
    XCTAssertEqual(first.pValue, student.pValue, accuracy: 0.03)
  }

  func testTheResampledCorrectionWidensTheErrorByTheStatedRatio() throws {
    let expected = try reference()
    let plain = try PairedTest.student(expected.first, expected.second)
    let corrected = try PairedTest.correctedResampled(
      expected.first, expected.second, testToTrainingRatio: 0.25)
    let ratio = ((1.0 / 14 + 0.25) / (1.0 / 14)).squareRoot()
    XCTAssertEqual(plain.statistic / corrected.statistic, ratio, accuracy: 1e-12)
    XCTAssertGreaterThan(corrected.pValue, plain.pValue)
  }

  func testDeLongEqualsTheDefinitionByPairs() throws {
    let expected = try reference().delong
    let found = try DeLongTest(
      expected.first, expected.second, isPositive: expected.isPositive)
    XCTAssertEqual(found.first.estimate, expected.area, accuracy: 1e-13)
    XCTAssertEqual(
      found.first.upper - found.first.estimate, 1.959963984540054 * expected.se, accuracy: 1e-10)
    XCTAssertEqual(found.zStatistic, expected.z, accuracy: 1e-10)
    XCTAssertEqual(found.pValue, expected.p, accuracy: 1e-10)
  }

  func testModelsThatNeverDifferThrow() {
    XCTAssertThrowsError(try PairedTest.student([1, 2], [1, 2]))
    XCTAssertThrowsError(try PairedTest.wilcoxon([1, 2], [1, 2]))
    XCTAssertThrowsError(try PairedTest.mcNemar([true], [true]))
    let labels = [true, true, false, false]
    XCTAssertThrowsError(try DeLongTest([1, 2, 3, 4], [1, 2, 3, 4], isPositive: labels))
  }
}
