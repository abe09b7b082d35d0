import GaitSignal
import XCTest

final class GapFillingTests: XCTestCase {
  func testFillsShortInnerGapsByStraightLinesAndKeepsTheMask() {
    let nan = Double.nan
    let signal = [nan, 1, nan, nan, 4, nan, nan, nan, 8, nan]
    let (values, wasMissing) = fillingGaps(signal, maximumLength: 2)
    expectClose(Array(values[1...4]), [1, 2, 3, 4], absolute: 1e-15)
    XCTAssertTrue(values[0].isNaN)
    XCTAssertTrue(values[5...7].allSatisfy(\.isNaN))
    XCTAssertEqual(values[8], 8)
    XCTAssertTrue(values[9].isNaN)
    XCTAssertEqual(wasMissing, signal.map(\.isNaN))
  }

  func testFindsRunsUpToBothEnds() {
    let signal = [Double.nan, 1, 2, .nan, .nan, 3]
    XCTAssertEqual(missingRuns(of: signal), [0..<1, 3..<5])
    XCTAssertEqual(presentRuns(of: signal), [1..<3, 5..<6])
    XCTAssertEqual(missingRuns(of: []), [])
  }

  func testNothingIsFilledAtLengthZero() {
    let filled = fillingGaps([1, .nan, 3] as [Float], maximumLength: 0)
    XCTAssertTrue(filled.values[1].isNaN)
  }
}
