import GaitSignal
import GaitTestSupport
import XCTest

final class LagEstimateTests: XCTestCase {
  func testTheBestLagIsThatOfNumPysSums() throws {
    for example in try AlignmentReference.load().lags {
      let found = try LagEstimate(
        of: example.second, behind: example.first, sampleRateHz: 100, greatestLagS: 0.8)
      XCTAssertEqual(found.lagS * 100, Double(example.best), accuracy: 0.5)
      XCTAssertGreaterThanOrEqual(found.correlation, example.correlation - 1e-12)
      XCTAssertEqual(found.correlation, example.correlation, accuracy: 0.02)
    }
  }

  func testAFractionOfASampleIsFound() throws {
    let shift = 4.3
    func shape(_ time: Double) -> Double { sin(time / 9) + 0.6 * sin(time / 5.3 + 1) }
    let first = (0..<600).map { shape(Double($0)) }
    var second = (0..<600).map { shape(Double($0) - shift) }
    for index in 200..<230 { second[index] = .nan }
    let found = try LagEstimate(
      of: second, behind: first, sampleRateHz: 50, greatestLagS: 0.4)
    XCTAssertEqual(found.lagS, shift / 50, accuracy: 0.1 / 50)
    XCTAssertGreaterThan(found.correlation, 0.95)
  }

  func testRefusesSignalsWithoutAShape() {
    XCTAssertThrowsError(
      try LagEstimate(of: [1, 1, 1, 1], behind: [1, 2, 3, 4], sampleRateHz: 1, greatestLagS: 1)
    ) { error in
      XCTAssertEqual("\(error)", "lag: expected a signal that changes, found a constant")
    }
    XCTAssertThrowsError(
      try LagEstimate(of: [1, 2], behind: [1, 2, 3], sampleRateHz: 1, greatestLagS: 1))
    XCTAssertThrowsError(
      try LagEstimate(of: [1, 2, 3], behind: [1, 2, 3], sampleRateHz: 1, greatestLagS: -1))
  }
}
