import GaitEvaluation
import GaitTestSupport
import XCTest

final class SubjectBootstrapTests: XCTestCase {
  private struct Reference: Decodable { let values, percentile, bca: [Double] }

  func testIntervalsOfAMeanComeCloseToSciPy() throws {
    let reference: Reference = try Fixture.json("reference/evaluation-bootstrap.json")
    let subjects = Subjects(Array(reference.values.indices))
    for (method, expected) in [
      (SubjectBootstrap.Method.percentile, reference.percentile),
      (.biasCorrectedAccelerated, reference.bca),
    ] {
      let bootstrap = SubjectBootstrap(resamples: 20_000, method: method, seed: 1)
      let found = try bootstrap.interval(subjects: subjects) { rows in
        rows.reduce(0) { $0 + reference.values[$1] } / Double(rows.count)
      }
      // Both sides are random: the ends carry a sampling error of about 0.005 here.
      XCTAssertEqual(found.lower, expected[0], accuracy: 0.02)
      XCTAssertEqual(found.upper, expected[1], accuracy: 0.02)
    }
  }

  func testPeopleAreDrawnWholeSoIntervalsAreWiderThanOverRows() throws {
    var random = SeededGenerator(seed: 2)
    let person = (0..<12).map { _ in random.nextNormal() }
    let values = (0..<240).map { person[$0 / 20] + 0.1 * random.nextNormal() }
    @Sendable func mean(_ rows: [Int]) -> Double {
      rows.reduce(0) { $0 + values[$1] } / Double(rows.count)
    }
    let bootstrap = SubjectBootstrap(resamples: 500, seed: 3)
    let bySubject = try bootstrap.interval(
      subjects: Subjects((0..<240).map { $0 / 20 }), statistic: mean)
    let byRow = try bootstrap.interval(subjects: Subjects(Array(0..<240)), statistic: mean)
    XCTAssertGreaterThan(
      bySubject.upper - bySubject.lower, 3 * (byRow.upper - byRow.lower))
  }

  func testTheIntervalCoversTheTruthAboutAsOftenAsItClaims() throws {
    var random = SeededGenerator(seed: 8)
    var covered = 0
    for trial in 0..<300 {
      let values = (0..<40).map { _ in random.nextNormal() }
      let bootstrap = SubjectBootstrap(resamples: 300, seed: UInt64(trial))
      let found = try bootstrap.interval(subjects: Subjects(Array(0..<40))) { rows in
        rows.reduce(0) { $0 + values[$1] } / Double(rows.count)
      }
      if found.contains(0) { covered += 1 }
    }
    XCTAssertEqual(Double(covered) / 300, 0.94, accuracy: 0.04)
  }

  func testTheNumberOfThreadsChangesNothing() throws {
    let subjects = Subjects((0..<30).map { $0 / 3 })
    let bootstrap = SubjectBootstrap(resamples: 200, seed: 7)
    let results = try [1, 2, 5].map { threads in
      try bootstrap.interval(subjects: subjects, threads: threads) { Double($0.reduce(0, +)) }
    }
    XCTAssertEqual(results[0], results[1])
    XCTAssertEqual(results[0], results[2])
  }

  func testUndefinedResamplesAreLeftOutUnlessMostAre() throws {
    let bootstrap = SubjectBootstrap(resamples: 200, seed: 7)
    let labels = [true, false, true, false, true, false]
    let found = try bootstrap.interval(subjects: Subjects(Array(0..<6))) { rows in
      try ReceiverOperatingCurve(
        scores: rows.map(Double.init), isPositive: rows.map { labels[$0] }
      ).area
    }
    XCTAssertTrue(found.contains(found.estimate))
    XCTAssertThrowsError(
      try bootstrap.interval(subjects: Subjects(Array(0..<6))) { rows in
        rows == Array(0..<6) ? 1 : .nan
      })
    XCTAssertThrowsError(try bootstrap.interval(subjects: Subjects([0, 0])) { _ in 1 })
  }
}
