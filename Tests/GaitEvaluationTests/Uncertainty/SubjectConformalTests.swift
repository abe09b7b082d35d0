import GaitEvaluation
import XCTest

final class SubjectConformalTests: XCTestCase {
  func testOneRowAPersonGivesTheRankOfPlainSplitConformalPrediction() throws {
    // The interval is the residual of rank ceil((n + 1) 0.9): of 19 people the 18th.
    let residuals = (1...19).map(Double.init)
    let conformal = try SubjectConformal(
      predictions: residuals.map { _ in 0 }, measured: residuals.shuffled(),
      subjects: Subjects(Array(0..<19)))
    XCTAssertEqual(conformal.halfWidth, 18)
    XCTAssertEqual(conformal.interval(around: 3), -15...21)
  }

  func testTooFewPeopleGiveNoBound() throws {
    func width(_ people: Int) throws -> Double? {
      try SubjectConformal(
        predictions: Array(repeating: 0, count: people), measured: (0..<people).map(Double.init),
        subjects: Subjects(Array(0..<people))
      ).halfWidth
    }
    XCTAssertNil(try width(8))
    XCTAssertEqual(try width(9), 8)
  }

  func testAPersonCountsOnceHoweverManyRows() throws {
    // 18 people of residual 1, one with a thousand rows of residual 50.
    let measured = Array(repeating: 1.0, count: 18) + Array(repeating: 50, count: 1000)
    let subjects = Subjects(Array(0..<18) + Array(repeating: 18, count: 1000))
    let conformal = try SubjectConformal(
      predictions: measured.map { _ in 0 }, measured: measured, subjects: subjects)
    XCTAssertEqual(conformal.halfWidth, 1)
  }

  /// People differ more than the rows of one person do; intervals of pooled rows would be as wide,
  /// but would promise too much for few people.
  func testNewPeopleAreCoveredAsPromised() throws {
    var random = SeededGenerator(seed: 7)
    func normal() -> Double {
      (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
    }
    func draw(_ people: Int) -> (values: [Double], scales: [Double], subjects: Subjects) {
      var (values, scales, owners): ([Double], [Double], [Int]) = ([], [], [])
      for person in 0..<people {
        let (offset, scale) = (normal(), Double.random(in: 0.5..<2, using: &random))
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          values.append(scale * (offset + 0.3 * normal()))
          scales.append(scale)
          owners.append(person)
        }
      }
      return (values, scales, Subjects(owners))
    }
    for isScaled in [false, true] {
      var covered = 0.0
      for _ in 0..<300 {
        let (calibration, test) = (draw(40), draw(50))
        let conformal = try SubjectConformal(
          predictions: calibration.values.map { _ in 0 }, measured: calibration.values,
          scales: isScaled ? calibration.scales : nil, subjects: calibration.subjects)
        covered += try conformal.observedCoverage(
          predictions: test.values.map { _ in 0 }, measured: test.values,
          scales: isScaled ? test.scales : nil, subjects: test.subjects)
      }
      XCTAssertEqual(covered / 300, 0.9, accuracy: 0.02)
    }
  }

  func testBadInputIsNamed() {
    let two = Subjects([0, 1])
    XCTAssertThrowsError(
      try SubjectConformal(predictions: [1], measured: [1, 2], subjects: two))
    XCTAssertThrowsError(
      try SubjectConformal(predictions: [1, .nan], measured: [1, 2], subjects: two))
    XCTAssertThrowsError(
      try SubjectConformal(predictions: [1, 2], measured: [1, 2], scales: [1, 0], subjects: two))
    XCTAssertThrowsError(
      try SubjectConformal(predictions: [1, 2], measured: [1, 2], subjects: Subjects([0])))
    XCTAssertThrowsError(
      try SubjectConformal(predictions: [1, 2], measured: [1, 2], subjects: two, coverage: 1))
  }
}
