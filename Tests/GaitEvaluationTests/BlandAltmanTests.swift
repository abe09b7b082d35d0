import GaitEvaluation
import GaitTestSupport
import XCTest

final class BlandAltmanTests: XCTestCase {
  private struct Simple: Decodable {
    let first, second, biasCI: [Double]
    let bias, sd, lower, upperCIHalf: Double
  }
  private struct Repeated: Decodable {
    let first, second: [Double]
    let subjects: [Int]
    let bias, sd: Double
  }
  private struct Reference: Decodable {
    let simple: Simple
    let repeated: Repeated
  }

  func testLimitsOfOnePairPerPersonEqualSciPy() throws {
    let expected = try Fixture.json(
      "reference/evaluation-agreement.json", as: Reference.self
    ).simple
    let found = try BlandAltman(expected.first, expected.second)
    XCTAssertEqual(found.bias.estimate, expected.bias, accuracy: 1e-12)
    XCTAssertEqual(found.bias.lower, expected.biasCI[0], accuracy: 1e-9)
    XCTAssertEqual(found.bias.upper, expected.biasCI[1], accuracy: 1e-9)
    XCTAssertEqual(found.standardDeviation, expected.sd, accuracy: 1e-12)
    XCTAssertEqual(found.lowerLimit.estimate, expected.lower, accuracy: 1e-12)
    XCTAssertEqual(
      found.upperLimit.upper - found.upperLimit.estimate, expected.upperCIHalf, accuracy: 1e-9)
  }

  func testRepeatedMeasuresUseTheVarianceComponentsOfStatsmodels() throws {
    let expected = try Fixture.json(
      "reference/evaluation-agreement.json", as: Reference.self
    ).repeated
    let found = try BlandAltman(
      expected.first, expected.second, subjects: Subjects(expected.subjects))
    XCTAssertEqual(found.bias.estimate, expected.bias, accuracy: 1e-12)
    XCTAssertEqual(found.standardDeviation, expected.sd, accuracy: 1e-9)
    let naive = try BlandAltman(expected.first, expected.second)
    XCTAssertGreaterThan(
      found.bias.upper - found.bias.lower, naive.bias.upper - naive.bias.lower)
  }

  func testLimitsOfRepeatedMeasuresCoverTheTrueLimitAsOftenAsTheyClaim() throws {
    var random = SeededGenerator(seed: 5)
    let subjects = Subjects((0..<90).map { $0 / 3 })
    // Differences have variance 1 between and 0.25 within people, so the limit is 1.96 sqrt 1.25.
    let truth = 1.959964 * 1.25.squareRoot()
    var covered = 0
    for _ in 0..<600 {
      let person = (0..<30).map { _ in random.nextNormal() }
      let first = (0..<90).map { person[$0 / 3] + 0.5 * random.nextNormal() }
      let found = try BlandAltman(
        first, Array(repeating: 0, count: 90), subjects: subjects)
      if found.upperLimit.contains(truth) { covered += 1 }
    }
    XCTAssertEqual(Double(covered) / 600, 0.95, accuracy: 0.04)
  }

  func testTooFewPairsThrow() {
    XCTAssertThrowsError(try BlandAltman([1, 2], [1, 2]))
    XCTAssertThrowsError(
      try BlandAltman([1, 2, 3], [1, 2, 4], subjects: Subjects([0, 1, 2])))
  }
}
