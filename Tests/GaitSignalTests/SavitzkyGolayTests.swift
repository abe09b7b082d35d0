import GaitSignal
import GaitTestSupport
import XCTest

final class SavitzkyGolayTests: XCTestCase {
  func testSmoothedSamplesAndDerivativesEqualSciPys() throws {
    let reference = try NotchReference.load()
    for example in reference.smoothers {
      let smoother = try SavitzkyGolay(
        windowLength: example.windowLength, degree: example.degree, derivative: example.derivative)
      assertClose(
        try smoother.filtered(reference.samples, spacing: 0.5), example.filtered, absolute: 1e-9,
        "window \(example.windowLength), degree \(example.degree)")
    }
  }

  func testAPolynomialOfTheDegreePasses() throws {
    let cubic = (0..<40).map { pow(Double($0) / 10 - 2, 3) }
    let found = try SavitzkyGolay(windowLength: 11, degree: 3).filtered(cubic)
    assertClose(found, cubic, absolute: 1e-12)
    let slope = try SavitzkyGolay(windowLength: 11, degree: 3, derivative: 1)
      .filtered(cubic, spacing: 0.1)
    assertClose(slope, (0..<40).map { 3 * pow(Double($0) / 10 - 2, 2) }, absolute: 1e-11)
  }

  func testRefusesAWindowThatFitsNothing() throws {
    XCTAssertThrowsError(try SavitzkyGolay(windowLength: 4, degree: 2))
    XCTAssertThrowsError(try SavitzkyGolay(windowLength: 5, degree: 5))
    XCTAssertThrowsError(try SavitzkyGolay(windowLength: 5, degree: 2, derivative: -1))
    XCTAssertThrowsError(try SavitzkyGolay(windowLength: 5, degree: 2).filtered([1, 2, 3])) {
      XCTAssertEqual("\($0)", "Savitzky-Golay filter: needs at least 5 samples, found 3")
    }
  }
}
