import GaitEvaluation
import GaitStudies
import XCTest

final class PublishedRehabTablesTests: XCTestCase {
  private let training = PublishedRehabTables.training
  private let test = PublishedRehabTables.test

  private func rows(_ table: [PublishedRow], breaking rule: TableConsistency.Rule) -> [String] {
    TableConsistency().findings(in: table).filter { $0.rule == rule }.compactMap(\.row)
  }

  func testNoRowOfEitherTableHasTheF1OfItsPrecisionAndRecall() {
    let all = ["LR", "RF", "SVM", "CNN", "LSTM", "XGBoost"]
    for table in [training, test] {
      XCTAssertEqual(rows(table, breaking: .f1DiffersFromHarmonicMean), all)
      XCTAssertEqual(TableConsistency().impossibleRows(in: table), all)
    }
  }

  func testRowsWhoseF1LeavesTheRangeOfPrecisionAndRecallAreTheKnownOnes() {
    XCTAssertEqual(rows(training, breaking: .f1AboveLargerOfPrecisionAndRecall), ["SVM"])
    XCTAssertEqual(
      rows(test, breaking: .f1AboveLargerOfPrecisionAndRecall), ["RF", "CNN", "XGBoost"])
    XCTAssertEqual(
      rows(training, breaking: .f1BelowSmallerOfPrecisionAndRecall), ["CNN", "XGBoost"])
    // LSTM: .758 lies below .761 and .763 by more than rounding.
    XCTAssertEqual(rows(test, breaking: .f1BelowSmallerOfPrecisionAndRecall), ["LR", "LSTM"])
  }

  func testOnlyRowsAboveTheMeanAreImpossibleForAveragesOverClasses() {
    let averages = TableConsistency(averaging: .unknown)
    XCTAssertEqual(averages.impossibleRows(in: training), ["SVM", "LSTM"])
    XCTAssertEqual(averages.impossibleRows(in: test), ["RF", "SVM", "CNN", "XGBoost"])
    for finding in averages.findings(in: training + test) {
      XCTAssertTrue(finding.rule.holdsForAverages)
    }
  }

  func testOnlyTheBoostedRowOfTheFirstTableImpliesMorePositivesThanRows() throws {
    XCTAssertEqual(rows(training, breaking: .impliedPrevalenceImpossible), ["XGBoost"])
    XCTAssertEqual(rows(test, breaking: .impliedPrevalenceImpossible), [])
    let finding = try XCTUnwrap(
      TableConsistency().findings(in: training).first {
        $0.rule == .impliedPrevalenceImpossible
      })
    XCTAssertEqual(finding.explanation, "implies a share of positives of 1.185")
  }

  func testSixModelsOnOneSetMustImplyOnePrevalence() {
    for table in [training, test] {
      let findings = TableConsistency().findings(in: table).filter { $0.row == nil }
      XCTAssertEqual(findings.map(\.rule), [.prevalenceDiffersBetweenRows])
    }
  }
}
