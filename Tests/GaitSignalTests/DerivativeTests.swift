import GaitSignal
import GaitTestSupport
import XCTest

final class DerivativeTests: XCTestCase {
  func testEqualsNumPysGradient() throws {
    let reference: DifferenceReference = try Fixture.json("reference/signal-differences.json")
    let found = try derivative(reference.samples, spacing: reference.spacing)
    expectClose(found, reference.gradient, absolute: 1e-10)
  }

  func testTwoSamplesHaveOneSlope() throws {
    XCTAssertEqual(try derivative([1.0, 3], spacing: 0.5), [4, 4])
  }

  func testAGapSpreadsByOneSample() throws {
    let found = try derivative([0, 1, .nan, 3, 4, 5] as [Float], spacing: 1)
    XCTAssertEqual(found.indices.filter { found[$0].isNaN }, [1, 3])
    XCTAssertEqual([found[0], found[2], found[5]], [1, 1, 1])
  }

  func testRefusesASingleSampleAndASpacingOfZero() {
    XCTAssertThrowsError(try derivative([1.0], spacing: 1)) { error in
      XCTAssertEqual("\(error)", "derivative: needs at least 2 samples, found 1")
    }
    XCTAssertThrowsError(try derivative([1.0, 2], spacing: 0)) { error in
      XCTAssertEqual("\(error)", "derivative: expected a positive spacing, found 0.0")
    }
  }
}
