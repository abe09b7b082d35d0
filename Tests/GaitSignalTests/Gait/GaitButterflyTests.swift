import Foundation
import GaitSignal
import XCTest

final class GaitButterflyTests: XCTestCase {
  /// Two wings: the centre runs from heel to toes under one foot, and across to the other's heel.
  private func walk(
    _ strides: Int, lateral: Double = 0
  ) -> (centre: CentreOfPressure, cycles: [GaitCycle]) {
    // Left heel, left toes, right heel, right toes, left heel; 20 frames between neighbours.
    let corners = [SIMD2(-1.0, -1.0), SIMD2(-1, 1), SIMD2(1, -1), SIMD2(1, 1), SIMD2(-1.0, -1.0)]
    var places: [SIMD2<Double>] = []
    var cycles: [GaitCycle] = []
    for stride in 0..<strides {
      for side in 0..<4 {
        for frame in 0..<20 {
          let share = Double(frame) / 20
          places.append(
            corners[side] * (1 - share) + corners[side + 1] * share + SIMD2(lateral, 0))
        }
      }
      // In left cycles the transfer from right to left comes first: start 20 frames before the heel.
      let start = Double(stride) * 0.8 + 0.6
      cycles.append(
        GaitCycle(
          startS: start, footOffS: start + 0.6, endS: start + 0.8, oppositeFootOffS: start + 0.2,
          oppositeContactS: start + 0.4))
    }
    return (
      CentreOfPressure(places: places, forces: places.map { _ in 700 }), cycles
    )
  }

  func testCrossingsMeetInTheMiddleOfASymmetricFigure() {
    let (centre, cycles) = walk(4)
    let butterfly = GaitButterfly(common: centre, leftCycles: cycles, sampleRateHz: 100)
    XCTAssertEqual(butterfly.crossings.count, 3)
    XCTAssertEqual(butterfly.openCount, 1)
    XCTAssertEqual(butterfly.lateral.mean, 0, accuracy: 1e-9)
    XCTAssertEqual(butterfly.foreAndAft.mean, 0, accuracy: 1e-9)
    XCTAssertEqual(butterfly.lateral.deviation, 0, accuracy: 1e-9)
    expectClose(butterfly.leftAreas, [1, 1, 1], absolute: 1e-9)
    XCTAssertEqual(butterfly.wingSymmetry.index, 0, accuracy: 1e-9)
  }

  func testAShiftedFigureHasAShiftedCrossing() {
    let (centre, cycles) = walk(3, lateral: 0.25)
    let butterfly = GaitButterfly(common: centre, leftCycles: cycles, sampleRateHz: 100)
    XCTAssertEqual(butterfly.lateral.mean, 0.25, accuracy: 1e-9)
  }

  func testStridesWithoutTheOtherFootsEventsAreCountedNotGuessed() {
    let (centre, _) = walk(3)
    let bare = [GaitCycle(startS: 0.6, footOffS: 1, endS: 1.4)]
    let butterfly = GaitButterfly(common: centre, leftCycles: bare, sampleRateHz: 100)
    XCTAssertEqual(butterfly.crossings, [])
    XCTAssertEqual(butterfly.openCount, 1)
    XCTAssertTrue(butterfly.lateral.mean.isNaN)
  }
}
