import GaitReports
import XCTest

final class TickMarksTests: XCTestCase {
  func testMarksAreAtOneTwoOrFiveTimesAPowerOfTen() {
    XCTAssertEqual(TickMarks(-0.37...1.12).labels, ["-0.5", "0.0", "0.5", "1.0", "1.5"])
    XCTAssertEqual(TickMarks(0...100, isFixed: true).labels, ["0", "20", "40", "60", "80", "100"])
    XCTAssertEqual(
      TickMarks(0...1, isFixed: true).labels, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    XCTAssertEqual(TickMarks(0...0.004).labels, ["0.000", "0.001", "0.002", "0.003", "0.004"])
  }

  func testTheRangeHoldsTheData() {
    for (low, high) in [(-3.0, 7.0), (1e-9, 2e-9), (-1e12, 5e11), (0.1, 0.1), (0, 0), (999, 1001)] {
      let marks = TickMarks(low...high)
      XCTAssertLessThanOrEqual(marks.range.lowerBound, low)
      XCTAssertGreaterThanOrEqual(marks.range.upperBound, high)
      XCTAssertTrue((2...12).contains(marks.values.count), "\(low) \(high): \(marks.labels)")
      XCTAssertEqual(Set(marks.labels).count, marks.labels.count, "\(marks.labels)")
    }
  }

  func testThingsThatAreCountedAreMarkedByWholeNumbers() {
    XCTAssertEqual(TickMarks(1...2, isWhole: true).labels, ["1", "2"])
    XCTAssertEqual(TickMarks(1...12, isWhole: true).labels, TickMarks(1...12).labels)
  }

  func testAFixedRangeKeepsItsEnds() {
    let marks = TickMarks(1...37, isFixed: true)
    XCTAssertEqual(marks.range, 1...37)
    XCTAssertEqual(marks.values, [10, 20, 30])
  }
}
