import Foundation
import GaitSignal
import XCTest

final class CentreOfPressureTests: XCTestCase {
  func testTheCentreIsTheMeanOfThePositionsWeightedByForce() throws {
    let centre = try CentreOfPressure(
      sensorForces: [[100, 0, 4, .nan], [300, 50, 4, 50]],
      positions: [SIMD2(0, 0), SIMD2(1, 2)])
    XCTAssertEqual(centre.places[0], SIMD2(0.75, 1.5))
    XCTAssertEqual(centre.places[1], SIMD2(1, 2))
    XCTAssertTrue(centre.places[2].x.isNaN)
    XCTAssertTrue(centre.places[3].x.isNaN)
    XCTAssertEqual(Array(centre.forces[0...2]), [400, 50, 8])
  }

  func testBothFeetShareOneCentre() throws {
    let none = SIMD2(Double.nan, .nan)
    let left = CentreOfPressure(
      places: [SIMD2(-1, 0), SIMD2(-1, 1), none, none], forces: [300, 800, 0, .nan])
    let right = CentreOfPressure(
      places: [SIMD2(1, 2), none, none, SIMD2(1, 1)], forces: [100, 5, 0, 500])
    let common = try CentreOfPressure(left: left, right: right)
    XCTAssertEqual(common.places[0], SIMD2(-0.5, 0.5))
    XCTAssertEqual(common.places[1], SIMD2(-1, 1))
    XCTAssertTrue(common.places[2].x.isNaN)
    XCTAssertTrue(common.places[3].x.isNaN)
  }

  func testRefusesSensorsWithoutAPosition() {
    XCTAssertThrowsError(
      try CentreOfPressure(sensorForces: [[1]], positions: [])
    ) { error in
      XCTAssertEqual("\(error)", "centre of pressure: expected 0 values, found 1")
    }
    XCTAssertThrowsError(
      try CentreOfPressure(sensorForces: [[1], [1, 2]], positions: [SIMD2(0, 0), SIMD2(1, 1)]))
  }

  func testACircleHasItsLengthVelocityAndExtent() throws {
    let count = 3600
    let places = (0..<count).map { frame in
      let angle = 2 * Double.pi * Double(frame) / Double(count)
      return SIMD2(3 + cos(angle), 2 * sin(angle))
    }
    let centre = CentreOfPressure(places: places, forces: [Double](repeating: 500, count: count))
    let path = try CentreOfPressurePath(centre, sampleRateHz: 360)
    // The ellipse with half axes 1 and 2 is 9.688448 round.
    XCTAssertEqual(path.length, 9.688448, accuracy: 0.005)
    XCTAssertEqual(path.meanVelocity, 0.9688448, accuracy: 0.0005)
    XCTAssertEqual(path.excursionX, 2, accuracy: 1e-5)
    XCTAssertEqual(path.excursionY, 4, accuracy: 1e-5)
    XCTAssertEqual(path.meanX, 3, accuracy: 1e-9)
    // Variances 1/2 and 2, no covariance.
    XCTAssertEqual(path.ellipseArea, 5.991464547 * .pi, accuracy: 0.01)
  }

  func testFramesWithoutACentreAddNoLength() throws {
    let none = SIMD2(Double.nan, .nan)
    let centre = CentreOfPressure(
      places: [SIMD2(0, 0), SIMD2(1, 0), none, SIMD2(9, 0), SIMD2(9, 2)],
      forces: [50, 50, 0, 50, 50])
    let path = try CentreOfPressurePath(centre, sampleRateHz: 1)
    XCTAssertEqual(path.length, 3)
    XCTAssertEqual(path.meanVelocity, 1.5)
    XCTAssertThrowsError(try CentreOfPressurePath(centre, frames: 2..<3, sampleRateHz: 1))
    XCTAssertThrowsError(try CentreOfPressurePath(centre, frames: 2..<9, sampleRateHz: 1))
  }
}
