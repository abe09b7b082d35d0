import GaitSignal
import GaitTestSupport
import XCTest

final class TrendTests: XCTestCase {
  func testPiecesEqualSciPysDetrend() throws {
    let reference = try NotchReference.load()
    for example in reference.trends {
      let found = try removingTrend(
        reference.samples, example.trend, breakpoints: example.breakpoints)
      assertClose(found, example.values, absolute: 1e-11, "\(example.trend)")
    }
  }

  func testMissingSamplesStayMissingAndDoNotPull() throws {
    var line = (0..<50).map { 3 - 0.25 * Double($0) }
    for index in 20..<30 { line[index] = .nan }
    let found = try removingTrend(line, .linear)
    let expected = line.map { $0.isNaN ? Double.nan : 0 }
    assertClose(found, expected, absolute: 1e-13)
    assertClose(try removingTrend([.nan, .nan], .linear), [Double.nan, .nan])
    XCTAssertEqual(try removingTrend([], .constant), [])
  }

  func testRefusesBreakpointsOutOfOrder() {
    for points in [[0], [5], [3, 3], [4, 2]] {
      XCTAssertThrowsError(try removingTrend([1, 2, 3, 4, 5], .linear, breakpoints: points))
    }
  }
}
