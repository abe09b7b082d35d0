import GaitEvaluation
import XCTest

/// Fails unless two tables have one shape and differ by at most `tolerance`, relative above one.
func assertClose(
  _ found: Matrix, _ expected: Matrix, within tolerance: Double, _ message: String = "",
  file: StaticString = #filePath, line: UInt = #line
) {
  XCTAssertEqual(found.rowCount, expected.rowCount, "rows " + message, file: file, line: line)
  assertClose(
    found.values, expected.values, within: tolerance, message, file: file, line: line)
}

/// Fails unless two lists have one length and differ by at most `tolerance`, relative above one.
func assertClose(
  _ found: [Double], _ expected: [Double], within tolerance: Double, _ message: String = "",
  file: StaticString = #filePath, line: UInt = #line
) {
  guard found.count == expected.count else {
    XCTFail("\(found.count) for \(expected.count) values \(message)", file: file, line: line)
    return
  }
  var worst = (place: 0, excess: 0.0)
  for (place, (a, b)) in zip(found, expected).enumerated() {
    let difference = a == b ? 0 : abs(a - b) / max(1, abs(b))
    if !(difference <= worst.excess) { worst = (place, difference) }
  }
  if !(worst.excess <= tolerance) {
    XCTFail(
      "\(found[worst.place]) for \(expected[worst.place]) at \(worst.place), off by "
        + "\(worst.excess) over \(tolerance) \(message)", file: file, line: line)
  }
}
