import Foundation
import GaitRecords
import XCTest

final class KneeAlignmentTests: XCTestCase {
  /// A leg whose shank turns inward by an angle, in axes x right, y forward, z up.
  private func ankle(_ side: Side, varusRad: Double) -> SIMD3<Double> {
    let medial = side == .left ? 1.0 : -1.0
    let knee = SIMD3(-medial * 0.1, 0.02, 0.5)
    return knee + 0.4 * SIMD3(medial * sin(varusRad), 0.05, -cos(varusRad))
  }

  func testTheAngleEqualsTheOneTheLegWasBuiltWithOnEitherSide() throws {
    for side in Side.allCases {
      let medial = side == .left ? 1.0 : -1.0
      let (hip, knee) = (SIMD3(-medial * 0.1, 0, 0.9), SIMD3(-medial * 0.1, 0.02, 0.5))
      for degrees in [-12.0, -3, 0, 0.5, 8, 20] {
        let varus = degrees * .pi / 180
        let alignment = try XCTUnwrap(
          KneeAlignment(
            side: side, hip: hip, knee: knee, ankle: ankle(side, varusRad: varus),
            forward: SIMD3(0, 2, 0)))
        XCTAssertEqual(alignment.varusRad, varus, accuracy: 1e-12)
        XCTAssertEqual(alignment.hipKneeAnkleRad, .pi - varus, accuracy: 1e-12)
      }
    }
  }

  func testTheAngleDoesNotDependOnTheFrameOfTheLaboratory() throws {
    // The same leg in the axes of the International Society of Biomechanics, turned by 30 degrees.
    let (s, c) = (sin(Double.pi / 6), cos(Double.pi / 6))
    func turned(_ p: SIMD3<Double>) -> SIMD3<Double> {
      let (forward, up, right) = (p.y, p.z, p.x)
      return SIMD3(c * forward + s * right, up, -s * forward + c * right)
    }
    let hip = SIMD3(0.1, 0, 0.9)
    let knee = SIMD3(0.1, 0.02, 0.5)
    let alignment = try XCTUnwrap(
      KneeAlignment(
        side: .right, hip: turned(hip), knee: turned(knee),
        ankle: turned(ankle(.right, varusRad: 0.07)), forward: turned(SIMD3(0, 1, 0)),
        up: SIMD3(0, 1, 0)))
    XCTAssertEqual(alignment.varusRad, 0.07, accuracy: 1e-12)
  }

  func testCentresThatDefineNoPlaneGiveNoAngle() {
    let hip = SIMD3(0, 0, 0.9)
    XCTAssertNil(
      KneeAlignment(side: .left, hip: hip, knee: hip, ankle: .zero, forward: SIMD3(0, 1, 0)))
    XCTAssertNil(
      KneeAlignment(
        side: .left, hip: hip, knee: SIMD3(0, 0, 0.5), ankle: .zero, forward: SIMD3(0, 0, 1)))
    XCTAssertNil(
      KneeAlignment(
        side: .left, hip: hip, knee: SIMD3(.nan, 0, 0.5), ankle: .zero, forward: SIMD3(0, 1, 0)))
  }

  func testTheAlignmentsOfMeasuredWalksArePlausible() throws {
    let (trials, _) = try WalkingFolder(realData("biomechzoo-gait")).read()
    let angles = trials.flatMap { trial in
      Side.allCases.compactMap { KneeAlignment(motion: trial.motion, side: $0)?.varusRad }
    }
    XCTAssertGreaterThan(angles.count, trials.count)
    // Children's knees lie within some ten degrees of straight.
    XCTAssertLessThan(angles.map(abs).max() ?? .infinity, 15 * .pi / 180)
  }
}
