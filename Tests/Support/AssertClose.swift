import XCTest

/// Asserts that numbers equal expected ones within `absolute + relative * |expected|`.
///
/// A NaN is close to a NaN alone, and an infinity to itself alone.
///
/// - Parameters:
///   - actual: The numbers under test.
///   - expected: What they should be.
///   - absolute: The tolerance near zero.
///   - relative: The tolerance as a part of the expected magnitude.
///   - message: Put before the report of the differences.
///   - file: Where a failure is shown.
///   - line: Where a failure is shown.
public func assertClose<Actual: Collection, Expected: Collection>(
  _ actual: Actual, _ expected: Expected, absolute: Double = 0, relative: Double = 0,
  _ message: @autoclosure () -> String = "", file: StaticString = #filePath, line: UInt = #line
) where Actual.Element: BinaryFloatingPoint, Expected.Element: BinaryFloatingPoint {
  guard actual.count == expected.count else {
    XCTFail(
      "\(message()) \(actual.count) numbers, expected \(expected.count)", file: file, line: line)
    return
  }
  var differences: [(place: Int, actual: Double, expected: Double, excess: Double)] = []
  for (place, pair) in zip(actual, expected).enumerated() {
    let (found, wanted) = (Double(pair.0), Double(pair.1))
    if found == wanted || (found.isNaN && wanted.isNaN) { continue }
    let tolerance = absolute + relative * abs(wanted)
    let difference = abs(found - wanted)
    // Written so that a NaN on either side, or an infinity, is a difference.
    if difference <= tolerance, wanted.isFinite { continue }
    let excess = difference.isNaN ? .infinity : difference
    differences.append((place, found, wanted, excess))
  }
  guard let first = differences.first, let worst = differences.max(by: { $0.excess < $1.excess })
  else { return }
  XCTFail(
    """
    \(message()) \(differences.count) of \(actual.count) numbers differ; \
    first at \(first.place): \(first.actual), expected \(first.expected); \
    largest at \(worst.place): \(worst.actual), expected \(worst.expected), off by \(worst.excess)
    """, file: file, line: line)
}

/// Asserts that two lists of floats have the same bits.
public func assertSameBits(
  _ actual: [Float], _ expected: [Float], _ message: @autoclosure () -> String = "",
  file: StaticString = #filePath, line: UInt = #line
) {
  guard actual.count == expected.count else {
    XCTFail(
      "\(message()) \(actual.count) floats, expected \(expected.count)", file: file, line: line)
    return
  }
  let places = actual.indices.filter { actual[$0].bitPattern != expected[$0].bitPattern }
  guard let first = places.first else { return }
  XCTFail(
    """
    \(message()) \(places.count) of \(actual.count) floats differ in bits; \
    first at \(first): \(actual[first]), expected \(expected[first])
    """, file: file, line: line)
}
