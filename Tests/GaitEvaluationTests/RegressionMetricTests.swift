import GaitEvaluation
import GaitTestSupport
import XCTest

final class RegressionMetricTests: XCTestCase {
  private struct Case: Decodable {
    let target, prediction: [Double]
    let rmse, mae, r2, vaf, pearson, nrmseRange, nrmseSD, nrmseMean, nrmseIQR: Double
    let nrmseCycles: Double?
  }

  func testEveryMetricEqualsScikitLearnAndSciPy() throws {
    for item: Case in try Fixture.json("reference/evaluation-regression.json", as: [Case].self) {
      var expected: [(RegressionMetric, Double)] = [
        (.rmse, item.rmse), (.mae, item.mae), (.rSquared, item.r2), (.vaf, item.vaf),
        (.pearson, item.pearson), (.nrmse(.range), item.nrmseRange),
        (.nrmse(.standardDeviation), item.nrmseSD), (.nrmse(.mean), item.nrmseMean),
        (.nrmse(.interquartileRange), item.nrmseIQR),
      ]
      if let cycles = item.nrmseCycles {
        expected.append((.nrmse(.meanPeakToPeak(rowsPerCycle: 101)), cycles))
      }
      for (metric, value) in expected {
        XCTAssertEqual(
          try metric.value(prediction: item.prediction, target: item.target), value,
          accuracy: 1e-12 * max(1, abs(value)), metric.name)
      }
    }
  }

  func testVarianceAccountedForIsNeverBelowRSquaredAndNeverAboveSquaredCorrelation() throws {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      let count = 2 + random.next(below: 30)
      let target = (0..<count).map { _ in random.nextNormal() }
      let (gain, offset) = (random.nextNormal(), random.nextNormal())
      let prediction = target.map { gain * $0 + offset + random.nextNormal() }
      let vaf = try RegressionMetric.vaf.value(prediction: prediction, target: target)
      let rSquared = try RegressionMetric.rSquared.value(prediction: prediction, target: target)
      let r = try RegressionMetric.pearson.value(prediction: prediction, target: target)
      let nrmse = try RegressionMetric.nrmse(.standardDeviation)
        .value(prediction: prediction, target: target)
      XCTAssertGreaterThanOrEqual(vaf, rSquared - 1e-12)
      XCTAssertGreaterThanOrEqual(r * r, vaf - 1e-12)
      XCTAssertEqual(nrmse * nrmse, 1 - rSquared, accuracy: 1e-9 * max(1, nrmse * nrmse))
    }
  }

  func testPairsOutsideTheMaskMayHoldAnything() throws {
    let value = try RegressionMetric.rmse.value(
      prediction: [1, Double.nan, 3], target: [1, 2, 5], mask: [true, false, true])
    XCTAssertEqual(value, 2.0.squareRoot(), accuracy: 1e-15)
    let single = try RegressionMetric.rmse.value(prediction: [Float(1), 3], target: [Float(1), 5])
    XCTAssertEqual(single, 2.0.squareRoot(), accuracy: 1e-7)
  }

  func testColumnsAreScoredOneByOne() throws {
    let target = Matrix([[1, 10], [2, 20], [3, 30]])
    let prediction = Matrix([[1, 11], [2, 21], [3, 31]])
    XCTAssertEqual(
      try RegressionMetric.mae.values(prediction: prediction, target: target), [0, 1])
  }

  func testDegenerateInputThrowsInsteadOfGivingANumber() {
    expect(.undefined(metric: "R2", reason: "the target is constant")) {
      try RegressionMetric.rSquared.value(prediction: [1, 2], target: [3.0, 3])
    }
    expect(.undefined(metric: "Pearson r", reason: "one side is constant")) {
      try RegressionMetric.pearson.value(prediction: [1, 1], target: [3.0, 4])
    }
    expect(.undefined(metric: "nRMSE (range)", reason: "the denominator is zero")) {
      try RegressionMetric.nrmse(.range).value(prediction: [1.0], target: [3])
    }
    expect(.lengthMismatch(metric: "RMSE", expected: 2, found: 1)) {
      try RegressionMetric.rmse.value(prediction: [1.0], target: [3, 4])
    }
    expect(.tooFewValues(metric: "MAE", needed: 1, found: 0)) {
      try RegressionMetric.mae.value(prediction: [Double](), target: [])
    }
    expect(.nonFinite(metric: "VAF", index: 1)) {
      try RegressionMetric.vaf.value(prediction: [1, 2.0], target: [3, .infinity])
    }
  }

  private func expect(
    _ expected: MetricError, line: UInt = #line, _ body: () throws -> Double
  ) {
    XCTAssertThrowsError(try body(), line: line) {
      XCTAssertEqual($0 as? MetricError, expected, line: line)
    }
  }
}
