import GaitEvaluation
import GaitTestSupport
import XCTest

final class SubjectSplitTests: XCTestCase {
  private struct Reference: Decodable {
    let groups, labels: [Int]
    let groupKFold, leaveOneGroupOut, stratifiedGroupKFold: [[Int]]
  }

  func testFoldsEqualThoseOfScikitLearn() throws {
    let reference: Reference = try Fixture.json("reference/evaluation-splits.json")
    let subjects = Subjects(reference.groups)
    let cases: [([Fold], [[Int]])] = [
      (try SubjectKFold(4).folds(of: subjects), reference.groupKFold),
      (try LeaveOneSubjectOut().folds(of: subjects), reference.leaveOneGroupOut),
      (
        try StratifiedSubjectKFold(4, labels: reference.labels).folds(of: subjects),
        reference.stratifiedGroupKFold
      ),
    ]
    for (folds, expected) in cases {
      // The number that a fold gets is left to rounding noise in StratifiedGroupKFold.
      XCTAssertEqual(Set(folds.map(\.testRows)), Set(expected))
      for fold in folds {
        XCTAssertEqual(
          Set(fold.trainingRows).union(fold.testRows), Set(0..<subjects.rowCount))
      }
    }
  }

  func testNoSubjectIsOnBothSidesOfAnyOuterOrInnerSplitOverTenThousandGroupings() throws {
    var random = SeededGenerator(seed: 20)
    for trial in 0..<10_000 {
      let people = 6 + random.next(below: 8)
      let rows = people + random.next(below: 30)
      let groups = (0..<rows).map { $0 < people ? $0 : random.next(below: people) }
      let shuffled = random.shuffled(groups)
      let labels = shuffled.map { _ in random.next(below: 3) }
      let subjects = Subjects(shuffled)
      let seed = UInt64(trial)
      let outer: any SubjectSplit =
        switch trial % 4 {
        case 0: LeaveOneSubjectOut()
        case 1: SubjectKFold(2 + random.next(below: 3), seed: seed)
        case 2: StratifiedSubjectKFold(3, labels: labels, seed: seed)
        default: SubjectHoldOut(testFraction: 0.3, repeats: 2, seed: seed)
        }
      let inner: any SubjectSplit =
        trial % 2 == 0
        ? StratifiedSubjectKFold(2, labels: labels, seed: seed) : SubjectKFold(2, seed: seed)
      for nested in try outer.nestedFolds(of: subjects, inner: inner) {
        assertDisjoint([nested.outer.trainingRows, nested.outer.testRows], shuffled)
        for fold in nested.inner {
          assertDisjoint([fold.trainingRows, fold.testRows, nested.outer.testRows], shuffled)
        }
      }
    }
  }

  private func assertDisjoint(_ sides: [[Int]], _ groups: [Int]) {
    var seen = Set<Int>()
    for side in sides {
      XCTAssertFalse(side.isEmpty)
      let people = Set(side.map { groups[$0] })
      if !seen.isDisjoint(with: people) { XCTFail("a subject is on both sides") }
      seen.formUnion(people)
    }
  }

  func testEveryRowIsTestedOnceInEachPartition() throws {
    let subjects = Subjects((0..<50).map { $0 % 11 })
    let labels = (0..<50).map { $0 % 11 % 2 }
    let partitions: [any SubjectSplit] = [
      LeaveOneSubjectOut(), SubjectKFold(5), StratifiedSubjectKFold(5, labels: labels),
    ]
    for split in partitions {
      XCTAssertEqual(try split.folds(of: subjects).flatMap(\.testRows).sorted(), Array(0..<50))
    }
  }

  func testStratifiedFoldsKeepTheShareOfEachClass() throws {
    let subjects = Subjects((0..<400).map { $0 / 10 })
    let labels = (0..<400).map { $0 / 10 < 10 ? 1 : 0 }
    for fold in try StratifiedSubjectKFold(5, labels: labels, seed: 3).folds(of: subjects) {
      XCTAssertEqual(fold.testRows.count { labels[$0] == 1 }, 20)
      XCTAssertEqual(fold.testRows.count, 80)
    }
  }

  func testQuantileStrataFillEqualBinsAndKeepTiesTogether() {
    XCTAssertEqual(quantileStrata(of: [4, 1, 3, 2], count: 2), [1, 0, 1, 0])
    XCTAssertEqual(quantileStrata(of: [1, 1, 1, 2], count: 2), [1, 1, 1, 1])
  }

  func testTheSameSeedGivesTheSameFoldsAndAnotherSeedOthers() throws {
    let subjects = Subjects((0..<60).map { $0 % 20 })
    let first = try SubjectKFold(4, seed: 1).folds(of: subjects)
    XCTAssertEqual(first, try SubjectKFold(4, seed: 1).folds(of: subjects))
    XCTAssertNotEqual(first, try SubjectKFold(4, seed: 2).folds(of: subjects))
  }

  func testTooFewSubjectsAndBadOptionsThrow() {
    expect(.tooFewSubjects(found: 2, needed: 3)) {
      try SubjectKFold(3).folds(of: Subjects([0, 0, 1]))
    }
    expect(.tooFewSubjects(found: 1, needed: 2)) {
      try LeaveOneSubjectOut().folds(of: Subjects(["a", "a"]))
    }
    expect(.lengthMismatch(what: "labels", expected: 2, found: 1)) {
      try StratifiedSubjectKFold(2, labels: [0]).folds(of: Subjects([0, 1]))
    }
    expect(.badOption(name: "count", value: "1", allowed: "at least 2 folds")) {
      try SubjectKFold(1).folds(of: Subjects([0, 1]))
    }
    expect(.tooFewSubjects(found: 2, needed: 3)) {
      try SubjectHoldOut(testFraction: 0.9, seed: 0).folds(of: Subjects([0, 1]))
    }
    expect(.badRow(7, rowCount: 2)) {
      try SubjectKFold(2).folds(of: Subjects([0, 1]), among: [0, 7])
    }
  }

  private func expect(_ expected: SplitError, line: UInt = #line, _ body: () throws -> [Fold]) {
    XCTAssertThrowsError(try body(), line: line) {
      XCTAssertEqual($0 as? SplitError, expected, line: line)
    }
  }
}
