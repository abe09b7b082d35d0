import GaitSignal
import XCTest

final class SymmetryTests: XCTestCase {
  func testEqualSidesAreSymmetricByEveryIndex() {
    let symmetry = Symmetry(left: 3, right: 3)
    XCTAssertEqual(symmetry.ratio, 1)
    XCTAssertEqual(symmetry.index, 0)
    XCTAssertEqual(symmetry.angle, 0, accuracy: 1e-12)
    XCTAssertEqual(symmetry.logarithmicAsymmetry, 0)
  }

  func testIndicesOfAKnownPair() {
    let symmetry = Symmetry(left: 1, right: 3.0.squareRoot())
    XCTAssertEqual(symmetry.ratio, 1 / 3.0.squareRoot(), accuracy: 1e-12)
    XCTAssertEqual(
      symmetry.index, (1 - 3.0.squareRoot()) / (1 + 3.0.squareRoot()) * 200, accuracy: 1e-9)
    // The arc tangent of 1 / sqrt 3 is 30 degrees.
    XCTAssertEqual(symmetry.angle, 15.0 / 90 * 100, accuracy: 1e-9)
    XCTAssertEqual(symmetry.logarithmicAsymmetry, 54.93061443340548, accuracy: 1e-9)
  }

  func testSwappingSidesTurnsTheSign() {
    let symmetry = Symmetry(left: 0.6, right: 0.7)
    let swapped = Symmetry(left: 0.7, right: 0.6)
    XCTAssertEqual(symmetry.index, -swapped.index, accuracy: 1e-12)
    XCTAssertEqual(symmetry.angle, -swapped.angle, accuracy: 1e-9)
    XCTAssertEqual(
      symmetry.logarithmicAsymmetry, swapped.logarithmicAsymmetry, accuracy: 1e-12)
  }

  func testTheAngleStaysInItsRangeAndNothingOnBothSidesHasNone() {
    XCTAssertEqual(Symmetry(left: 1, right: 0).angle, -50, accuracy: 1e-12)
    XCTAssertEqual(Symmetry(left: 0, right: 1).angle, 50, accuracy: 1e-12)
    // Beyond 90 degrees: 45 + 80 - 180.
    let steep = Symmetry(left: -5.671281819617709, right: 1)
    XCTAssertEqual(steep.angle, -55.0 / 90 * 100, accuracy: 1e-9)
    XCTAssertTrue(Symmetry(left: 0, right: 0).angle.isNaN)
  }
}
