import GaitEvaluation
import XCTest

final class SubjectScoresTests: XCTestCase {
  func testScoresAreFormedWithinPeopleFirst() throws {
    let subjects = Subjects(["a", "a", "a", "b", "c", "c"])
    let scores = try SubjectScores(
      .mae, prediction: [1, 1, 1, 0, 0, 0], target: [0, 0, 0, 3, 1, 1], subjects: subjects)
    XCTAssertEqual(scores.values, [1, 3, 1])
    XCTAssertEqual(scores.mean, 5.0 / 3, accuracy: 1e-15)
    XCTAssertEqual(scores.standardDeviation, (4.0 / 3).squareRoot(), accuracy: 1e-15)
    let interval = try scores.interval(SubjectBootstrap(resamples: 100, seed: 1))
    XCTAssertEqual(interval.estimate, scores.mean)
    XCTAssertLessThanOrEqual(interval.lower, scores.mean)
  }

  func testASubjectWithOneRowHasNoRSquaredAndIsNamed() throws {
    let scores = try SubjectScores(
      .rSquared, prediction: [1, 2, 5], target: [1, 2.5, 5], subjects: Subjects(["a", "a", "b"]))
    XCTAssertEqual(scores.identifiers, ["a"])
    XCTAssertEqual(scores.undefined, ["b"])
  }
}
