import GaitSignal
import XCTest

final class CubicSplineTests: XCTestCase {
  func testEqualsSciPysCubicSpline() throws {
    let examples = try GaitReference.load().splines
    XCTAssertEqual(examples.count, 12)
    for example in examples {
      let spline = try CubicSpline(
        example.values, at: example.places, ends: example.isNatural ? .natural : .notAKnot)
      let found = example.targets.map { spline($0) }
      expectClose(found, example.curve, absolute: 1e-10, relative: 1e-10, "\(example.places.count)")
    }
  }

  func testACubicIsReproducedExactly() throws {
    func cubic(_ x: Double) -> Double { 1 - 2 * x + 0.5 * x * x - 0.25 * x * x * x }
    let places = [0, 0.3, 1.1, 2, 2.2, 4]
    let spline = try CubicSpline(places.map(cubic), at: places)
    for x in [0, 0.1, 0.9, 1.7, 3.1, 4] { XCTAssertEqual(spline(x), cubic(x), accuracy: 1e-12) }
  }

  func testOutsideOfThePointsNothingIsKnown() throws {
    let spline = try CubicSpline([1, 2, 0], at: [0, 1, 2])
    XCTAssertTrue(spline(-0.001).isNaN)
    XCTAssertTrue(spline(2.001).isNaN)
    XCTAssertTrue(spline(.nan).isNaN)
    XCTAssertEqual(spline(2), 0)
  }

  func testRefusesWhatIsNoListOfPoints() {
    XCTAssertThrowsError(try CubicSpline([1], at: [0])) { error in
      XCTAssertEqual("\(error)", "cubic spline: needs at least 2 samples, found 1")
    }
    XCTAssertThrowsError(try CubicSpline([1, 2], at: [0, 0])) { error in
      XCTAssertEqual("\(error)", "cubic spline: expected a place above 0.0, found 0.0 at index 1")
    }
    XCTAssertThrowsError(try CubicSpline([1, .nan], at: [0, 1])) { error in
      XCTAssertEqual(
        "\(error)", "cubic spline: expected finite points, found (1.0, nan) at index 1")
    }
    XCTAssertThrowsError(try CubicSpline([1, 2, 3], at: [0, 1]))
  }
}
