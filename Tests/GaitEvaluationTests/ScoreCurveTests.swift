import GaitEvaluation
import GaitTestSupport
import XCTest

/// ROC and precision-recall curves, probability scores and calibration share one reference.
final class ScoreCurveTests: XCTestCase {
  private struct Case: Decodable {
    let isPositive: [Bool]
    let scores, share, mean: [Double]
    let auc, averagePrecision, prAuc, brier, logLoss, intercept, slope, large: Double
  }
  private struct Macro: Decodable {
    let labels: [Int]
    let probabilities: [[Double]]
    let auc: Double
  }
  private struct Reference: Decodable {
    let scores: [Case]
    let macro: Macro
  }

  func testAreasEqualScikitLearn() throws {
    let reference: Reference = try Fixture.json("reference/evaluation-classification.json")
    for item in reference.scores {
      let roc = try ReceiverOperatingCurve(scores: item.scores, isPositive: item.isPositive)
      XCTAssertEqual(roc.area, item.auc, accuracy: 1e-13)
      XCTAssertEqual(roc.truePositiveRates.last, 1)
      XCTAssertEqual(roc.falsePositiveRates.last, 1)
      let curve = try PrecisionRecallCurve(scores: item.scores, isPositive: item.isPositive)
      XCTAssertEqual(curve.averagePrecision, item.averagePrecision, accuracy: 1e-13)
      XCTAssertEqual(curve.trapezoidalArea, item.prAuc, accuracy: 1e-13)
    }
    XCTAssertEqual(
      try ReceiverOperatingCurve.macroArea(
        probabilities: Matrix(reference.macro.probabilities), labels: reference.macro.labels),
      reference.macro.auc, accuracy: 1e-13)
  }

  func testProbabilityScoresAndBinsEqualScikitLearn() throws {
    let reference: Reference = try Fixture.json("reference/evaluation-classification.json")
    for item in reference.scores {
      let brier = try ProbabilityScore.brier.value(
        probabilities: item.scores, isPositive: item.isPositive)
      let logLoss = try ProbabilityScore.logLoss.value(
        probabilities: item.scores, isPositive: item.isPositive)
      XCTAssertEqual(brier, item.brier, accuracy: 1e-14)
      XCTAssertEqual(logLoss, item.logLoss, accuracy: 1e-12)
      let curve = try CalibrationCurve(
        probabilities: item.scores, isPositive: item.isPositive, binning: .equalWidth(5))
      XCTAssertEqual(curve.bins.count, item.mean.count)
      for (bin, (mean, share)) in zip(curve.bins, zip(item.mean, item.share)) {
        XCTAssertEqual(bin.meanProbability, mean, accuracy: 1e-14)
        XCTAssertEqual(bin.observedShare, share, accuracy: 1e-14)
      }
      XCTAssertLessThanOrEqual(
        curve.expectedCalibrationError, curve.maximumCalibrationError)
    }
  }

  func testTheCalibrationLineEqualsStatsmodels() throws {
    let reference: Reference = try Fixture.json("reference/evaluation-classification.json")
    for item in reference.scores {
      let line = try CalibrationLine(probabilities: item.scores, isPositive: item.isPositive)
      XCTAssertEqual(line.slope, item.slope, accuracy: 1e-7)
      XCTAssertEqual(line.intercept, item.intercept, accuracy: 1e-7)
      XCTAssertEqual(line.interceptInTheLarge, item.large, accuracy: 1e-7)
    }
  }

  func testExpectedCalibrationErrorOfAKnownCase() throws {
    let curve = try CalibrationCurve(
      probabilities: [0.1, 0.1, 0.9, 0.9], isPositive: [false, true, true, true],
      binning: .equalCount(2))
    XCTAssertEqual(curve.bins.map(\.count), [2, 2])
    XCTAssertEqual(curve.expectedCalibrationError, (0.4 + 0.1) / 2, accuracy: 1e-15)
  }

  func testDegenerateInputThrows() {
    XCTAssertThrowsError(try ReceiverOperatingCurve(scores: [1, 2], isPositive: [true, true])) {
      XCTAssertEqual(
        $0 as? MetricError, .undefined(metric: "ROC AUC", reason: "all rows have one class"))
    }
    XCTAssertThrowsError(
      try ReceiverOperatingCurve(scores: [1, .nan], isPositive: [true, false]))
    XCTAssertThrowsError(
      try ProbabilityScore.brier.value(probabilities: [1.5], isPositive: [true])
    ) {
      XCTAssertEqual(
        $0 as? MetricError,
        .outOfRange(metric: "Brier score", index: 0, value: 1.5, allowed: "0...1"))
    }
    let separated: ([Double], [Bool]) = ([0.1, 0.2, 0.8, 0.9], [false, false, true, true])
    XCTAssertThrowsError(
      try CalibrationLine(probabilities: separated.0, isPositive: separated.1))
    XCTAssertThrowsError(
      try CalibrationLine(probabilities: [0.5, 0.5], isPositive: [true, false]))
  }
}
