import GaitEvaluation
import XCTest

final class TableConsistencyTests: XCTestCase {
  /// The two tables of preprints.org 202506.2091 v1, as printed.
  private let training = [
    PublishedRow("LR", accuracy: 0.794, precision: 0.715, recall: 0.908, f1: 0.808, area: 0.814),
    PublishedRow("RF", accuracy: 0.938, precision: 0.917, recall: 0.753, f1: 0.773, area: 0.896),
    PublishedRow("SVM", accuracy: 0.883, precision: 0.850, recall: 0.745, f1: 0.853, area: 0.750),
    PublishedRow("CNN", accuracy: 0.850, precision: 0.877, recall: 0.746, f1: 0.735, area: 0.829),
    PublishedRow("LSTM", accuracy: 0.739, precision: 0.705, recall: 0.776, f1: 0.773, area: 0.848),
    PublishedRow(
      "XGBoost", accuracy: 0.739, precision: 0.942, recall: 0.831, f1: 0.792, area: 0.712),
  ]
  private let test = [
    PublishedRow("LR", accuracy: 0.682, precision: 0.837, recall: 0.721, f1: 0.671, area: 0.775),
    PublishedRow("RF", accuracy: 0.821, precision: 0.802, recall: 0.666, f1: 0.886, area: 0.838),
    PublishedRow("SVM", accuracy: 0.687, precision: 0.658, recall: 0.893, f1: 0.888, area: 0.673),
    PublishedRow("CNN", accuracy: 0.717, precision: 0.855, recall: 0.712, f1: 0.922, area: 0.901),
    PublishedRow("LSTM", accuracy: 0.742, precision: 0.761, recall: 0.763, f1: 0.758, area: 0.733),
    PublishedRow(
      "XGBoost", accuracy: 0.891, precision: 0.875, recall: 0.739, f1: 0.917, area: 0.723),
  ]

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

  func testTablesOfRealPredictionsPassAtEveryRounding() throws {
    var random = SeededGenerator(seed: 12)
    for trial in 0..<400 {
      let count = 20 + random.next(below: 200)
      var labels = (0..<count).map { _ in random.next(below: 2) }
      (labels[0], labels[1]) = (0, 1)
      let decimals = 2 + trial % 3
      let table = try (0..<3).compactMap { model -> PublishedRow? in
        let scores = labels.map { Double($0) * random.nextUnit() + random.nextNormal() }
        let predictions = scores.map { $0 > 0.4 ? 1 : 0 }
        let counts = try ConfusionMatrix(labels: labels, predictions: predictions)
        let roc = try ReceiverOperatingCurve(scores: scores, isPositive: labels.map { $0 == 1 })
        guard let p = counts.precision(of: 1), let r = counts.recall(of: 1),
          let f1 = counts.f1(of: 1)
        else { return nil }
        func printed(_ value: Double) -> Double {
          let scale = [1, 10, 100, 1000, 10_000][decimals]
          return (value * Double(scale)).rounded() / Double(scale)
        }
        return PublishedRow(
          "model \(model)", accuracy: printed(counts.accuracy), precision: printed(p),
          recall: printed(r), f1: printed(f1), area: printed(roc.area))
      }
      let checker = TableConsistency(decimals: decimals, sampleCount: count)
      XCTAssertEqual(checker.findings(in: table), [], "\(count) rows, \(decimals) decimals")
    }
  }

  func testKnownSampleCountsExposeScoresThatNoCountsGive() {
    let row = PublishedRow("tiny", precision: 0.667, recall: 0.5, f1: 0.571)
    XCTAssertEqual(TableConsistency(sampleCount: 10).impossibleRows(in: [row]), [])
    let accurate = PublishedRow("tiny", accuracy: 0.81, precision: 0.667, recall: 0.5, f1: 0.571)
    XCTAssertEqual(
      TableConsistency(sampleCount: 10).findings(in: [accurate]).map(\.rule), [.noCountsFit])
  }

  func testImpossibleAreasAndSharesAreFlagged() {
    let low = PublishedRow("low", accuracy: 0.9, precision: 0.9, recall: 0.9, f1: 0.9, area: 0.6)
    XCTAssertEqual(TableConsistency().findings(in: [low]).map(\.rule), [.areaImpossible])
    let outside = PublishedRow("outside", accuracy: 1.2)
    XCTAssertEqual(
      TableConsistency().findings(in: [outside]).map(\.rule), [.scoreOutsideUnitInterval])
    let perfect = PublishedRow("perfect", accuracy: 1, precision: 1, recall: 1, f1: 1, area: 1)
    XCTAssertEqual(TableConsistency().findings(in: [perfect]), [])
  }
}
