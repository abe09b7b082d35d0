import GaitEvaluation
import XCTest

final class TableConsistencyTests: XCTestCase {
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
