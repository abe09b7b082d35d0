import XCTest

/// Fails unless every value lies within `absolute + relative * |expected|` of the expected one.
func expectClose(
  _ found: [Double], _ expected: [Double], absolute: Double, relative: Double = 0,
  _ message: String = "", file: StaticString = #filePath, line: UInt = #line
) {
  guard found.count == expected.count else {
    return XCTFail(
      "\(message): \(found.count) values, not \(expected.count)", file: file, line: line)
  }
  for index in found.indices {
    let distance = abs(found[index] - expected[index])
    // Written so that NaN fails.
    guard distance <= absolute + relative * abs(expected[index]) else {
      return XCTFail(
        "\(message): [\(index)] is \(found[index]), not \(expected[index])", file: file, line: line)
    }
  }
}

/// Every `step`-th value.
func thinned(_ values: [Double], _ step: Int) -> [Double] {
  stride(from: 0, to: values.count, by: step).map { values[$0] }
}
