import Foundation
import GaitEvaluation
import XCTest

final class FoldTests: XCTestCase {
  private let subjects = Subjects(["anna", "anna", "ben", "carl"])

  func testALeakySplitIsRefused() {
    XCTAssertThrowsError(try Fold(training: [0, 2], test: [1, 3], subjects: subjects)) {
      XCTAssertEqual(
        $0 as? SplitError, .subjectOnBothSides(subject: "anna", trainingRow: 0, testRow: 1))
      XCTAssertEqual(
        "\($0)",
        "split: subject anna is on both sides, row 0 for training and row 1 for testing; "
          + "a split between subjects keeps each person on one side")
    }
  }

  func testALeakyFoldInAFileIsRefused() throws {
    let fold = try Fold(training: [0, 1], test: [2], subjects: subjects)
    let good = try JSONEncoder().encode(fold)
    XCTAssertEqual(try JSONDecoder().decode(Fold.self, from: good), fold)
    let leaky = String(decoding: good, as: UTF8.self).replacingOccurrences(of: "ben", with: "anna")
    XCTAssertThrowsError(try JSONDecoder().decode(Fold.self, from: Data(leaky.utf8))) {
      XCTAssertTrue("\($0)".contains("subject anna is on both sides"), "\($0)")
    }
    let doubled = String(decoding: good, as: UTF8.self).replacingOccurrences(of: "[2]", with: "[1]")
    XCTAssertThrowsError(try JSONDecoder().decode(Fold.self, from: Data(doubled.utf8)))
  }

  func testAFoldOfAnotherTableIsRefused() throws {
    let fold = try Fold(training: [0, 1], test: [2], subjects: subjects)
    XCTAssertNoThrow(try fold.check(against: subjects))
    XCTAssertThrowsError(try fold.check(against: Subjects(["x", "y", "x"])))
    XCTAssertThrowsError(try fold.check(against: Subjects(["x", "y"])))
  }

  func testEmptySidesAndRepeatedRowsAreRefused() {
    XCTAssertThrowsError(try Fold(training: [], test: [0], subjects: subjects)) {
      XCTAssertEqual($0 as? SplitError, .emptySide("training"))
    }
    XCTAssertThrowsError(try Fold(training: [2], test: [], subjects: subjects)) {
      XCTAssertEqual($0 as? SplitError, .emptySide("test"))
    }
    XCTAssertThrowsError(try Fold(training: [2, 2], test: [0], subjects: subjects)) {
      XCTAssertEqual($0 as? SplitError, .badRow(2, rowCount: 4))
    }
  }

  func testWithinSubjectFoldsTrainOnOneSessionAndSayWhatTheyAre() throws {
    let subjects = Subjects(["a", "a", "a", "b", "b"])
    let sessions = ["treadmill", "ramp", "ramp", "treadmill", "stairs"]
    let split = TrainingSessionSplit(trainingSession: "treadmill", sessions: sessions)
    let folds = try split.folds(of: subjects)
    XCTAssertEqual(folds.map(\.trainingRows), [[0], [3]])
    XCTAssertEqual(folds.map(\.testRows), [[1, 2], [4]])
    for fold in folds {
      XCTAssertEqual(fold.scope, .withinSubject)
      XCTAssertTrue(fold.scope.title.contains("within-subject"))
    }
    XCTAssertThrowsError(
      try Fold(training: [0, 1], test: [2], subjects: subjects, separatedBy: sessions)
    ) {
      XCTAssertEqual($0 as? SplitError, .sessionOnBothSides(subject: "a", session: "ramp"))
    }
    XCTAssertThrowsError(
      try Fold(training: [0], test: [4], subjects: subjects, separatedBy: sessions)
    ) {
      XCTAssertEqual($0 as? SplitError, .subjectWithoutTraining(subject: "b"))
    }
  }

  func testTimeGapFoldsTrainOnThePastAndKeepTheGap() throws {
    let subjects = Subjects((0..<40).map { $0 % 2 })
    let timesS = (0..<40).map { Double($0 / 2) * 0.5 }
    let folds = try TimeGapSplit(3, gapS: 1, timesS: timesS).folds(of: subjects)
    XCTAssertEqual(folds.count, 3)
    for fold in folds {
      XCTAssertEqual(fold.scope, .withinSubject)
      for person in 0..<2 {
        let past = fold.trainingRows.filter { $0 % 2 == person }.map { timesS[$0] }.max() ?? 0
        let future = fold.testRows.filter { $0 % 2 == person }.map { timesS[$0] }.min() ?? 0
        XCTAssertGreaterThanOrEqual(future - past, 1)
        XCTAssertLessThan(future - past, 1.6)
      }
    }
    XCTAssertThrowsError(
      try TimeGapSplit(2, gapS: 1, timesS: [0, .nan]).folds(of: Subjects([0, 0])))
    XCTAssertThrowsError(try TimeGapSplit(3, gapS: 0, timesS: [0, 1]).folds(of: Subjects([0, 0])))
  }
}
