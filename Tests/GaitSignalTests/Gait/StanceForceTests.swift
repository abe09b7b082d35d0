import Foundation
import GaitSignal
import XCTest

final class StanceForceTests: XCTestCase {
  func testAnMShapedCurveGivesItsPeaksAndValley() throws {
    // sin(pi u) + 0.3 sin(3 pi u) over 0.8 s: symmetric, two peaks beside a valley in the middle.
    let force = (0...800).map { frame in
      let u = Double(frame) / 800
      return 800 * (sin(.pi * u) + 0.3 * sin(3 * .pi * u))
    }
    let stance = try StanceForce(force, sampleRateHz: 1000)
    let loading = try XCTUnwrap(stance.loadingPeak)
    let pushOff = try XCTUnwrap(stance.pushOffPeak)
    let valley = try XCTUnwrap(stance.valley)
    // The slope is zero where cos(pi u) + 0.9 cos(3 pi u) = 0: cos2(pi u) = 17 / 36.
    let place = acos((17.0 / 36).squareRoot()) / .pi
    XCTAssertEqual(loading.timeS, 0.8 * place, accuracy: 1e-3)
    XCTAssertEqual(pushOff.timeS, 0.8 * (1 - place), accuracy: 1e-3)
    XCTAssertEqual(loading.force, pushOff.force, accuracy: 1e-9)
    XCTAssertEqual(valley.timeS, 0.4, accuracy: 1e-9)
    XCTAssertEqual(valley.force, 560, accuracy: 1e-9)
    XCTAssertEqual(stance.maximum, loading.force, accuracy: 1e-9)
    // The integral of both sines: 2 / pi + 0.3 * 2 / (3 pi).
    XCTAssertEqual(stance.impulse, 800 * 0.8 * (2.2 / .pi), accuracy: 0.01)
  }

  func testTheLoadingRateOfAStraightRiseIsItsSlope() throws {
    let force = (0...600).map { (frame: Int) -> Double in
      let place = Double(frame)
      if place <= 100 { return 9 * place }
      if place <= 500 { return 900 - 0.5 * (place - 100) }
      return 700 - 7 * (place - 500)
    }
    let stance = try StanceForce(force, sampleRateHz: 1000)
    XCTAssertEqual(try XCTUnwrap(stance.loadingRate), 9000, accuracy: 1e-6)
    XCTAssertEqual(try XCTUnwrap(stance.maximumLoadingRate), 9000, accuracy: 1e-6)
    XCTAssertEqual(stance.loadingPeak?.force, 900)
    XCTAssertNil(stance.pushOffPeak)
    XCTAssertNil(stance.valley)
  }

  func testNoiseIsNoPeak() throws {
    let force = (0...100).map { (frame: Int) -> Double in
      let hump: Double = 500 * sin(.pi * Double(frame) / 100)
      return frame % 2 == 0 ? hump + 3 : hump
    }
    let stance = try StanceForce(force, sampleRateHz: 100)
    XCTAssertNil(stance.loadingPeak)
    XCTAssertNotNil(stance.pushOffPeak)
  }

  func testRefusesMissingForcesAndTooFew() {
    XCTAssertThrowsError(try StanceForce([0, 1, .nan, 1, 0], sampleRateHz: 100)) { error in
      XCTAssertEqual("\(error)", "stance force: expected finite forces, found nan at index 2")
    }
    XCTAssertThrowsError(try StanceForce([0, 1, 0], sampleRateHz: 100))
    XCTAssertThrowsError(try StanceForce([0, 1, 2, 1, 0], sampleRateHz: -1))
  }
}
