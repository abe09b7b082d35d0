import GaitSignal
import XCTest

final class SpatiotemporalParametersTests: XCTestCase {
  private func cycles(_ strides: Int, shift: Double, duration: Double = 1) -> [GaitCycle] {
    (0..<strides).map { stride in
      let start = Double(stride) * duration + shift
      return GaitCycle(
        startS: start, footOffS: start + 0.62 * duration, endS: start + duration,
        oppositeFootOffS: start + 0.12 * duration, oppositeContactS: start + 0.5 * duration)
    }
  }

  func testARegularWalkGivesItsOwnTimes() {
    let walk = SpatiotemporalParameters(
      left: cycles(5, shift: 0, duration: 1.2), right: cycles(4, shift: 0.6, duration: 1.2))
    XCTAssertEqual(walk.cadencePerMinute, 100, accuracy: 1e-9)
    XCTAssertEqual(walk.left.strideS.count, 5)
    XCTAssertEqual(walk.right.strideS.count, 4)
    XCTAssertEqual(walk.left.stanceS.mean, 0.744, accuracy: 1e-9)
    XCTAssertEqual(walk.left.swingS.mean, 0.456, accuracy: 1e-9)
    XCTAssertEqual(walk.left.stancePercent.mean, 62, accuracy: 1e-9)
    XCTAssertEqual(walk.left.stepS.mean, 0.6, accuracy: 1e-9)
    XCTAssertEqual(walk.left.singleSupportS.mean, 0.456, accuracy: 1e-9)
    XCTAssertEqual(walk.left.doubleSupportPercent.mean, 24, accuracy: 1e-9)
    XCTAssertEqual(walk.variability(\.strideS), 0, accuracy: 1e-9)
    XCTAssertEqual(walk.symmetry(\.stanceS).index, 0, accuracy: 1e-9)
  }

  func testAsymmetryIsNotVariability() {
    let walk = SpatiotemporalParameters(
      left: cycles(4, shift: 0, duration: 1), right: cycles(4, shift: 0, duration: 1.1))
    XCTAssertEqual(walk.variability(\.stanceS), 0, accuracy: 1e-9)
    XCTAssertEqual(walk.symmetry(\.stanceS).ratio, 1 / 1.1, accuracy: 1e-9)
    XCTAssertEqual(walk.meanOfFeet(\.strideS), 1.05, accuracy: 1e-9)
  }

  func testVariabilityIsTheRootOfTheMeanSquareOfBothFeet() {
    func foot(_ durations: [Double]) -> [GaitCycle] {
      durations.map { GaitCycle(startS: 0, footOffS: nil, endS: $0) }
    }
    let walk = SpatiotemporalParameters(left: foot([1, 1.2]), right: foot([1, 1.1, 1.2]))
    let left = 0.02.squareRoot()
    XCTAssertEqual(walk.left.strideS.deviation, left, accuracy: 1e-9)
    XCTAssertEqual(walk.right.strideS.deviation, 0.1, accuracy: 1e-9)
    XCTAssertEqual(
      walk.variability(\.strideS), ((0.02 + 0.01) / 2).squareRoot(), accuracy: 1e-9)
    XCTAssertEqual(walk.left.strideS.variationPercent, left / 1.1 * 100, accuracy: 1e-9)
  }

  func testWhatIsNotKnownIsMissingNotZero() {
    let cycle = GaitCycle(startS: 0, footOffS: nil, endS: 1)
    let walk = SpatiotemporalParameters(left: [cycle], right: [])
    XCTAssertEqual(walk.left.stanceS.count, 0)
    XCTAssertTrue(walk.left.stanceS.mean.isNaN)
    XCTAssertTrue(walk.left.doubleSupportS.mean.isNaN)
    XCTAssertEqual(walk.cadencePerMinute, 120)
    XCTAssertTrue(SpatiotemporalParameters(left: [], right: []).cadencePerMinute.isNaN)
  }

  func testLengthsFollowTheLineOfProgression() {
    // Walks obliquely: 3 m along x, 4 m along y each five seconds.
    let forward = SIMD2(0.6, 0.8)
    let across = SIMD2(0.8, -0.6)
    let lengths = StrideLengths(
      cycles: cycles(3, shift: 0, duration: 1.25),
      place: { forward * (1.2 * ($0 / 1.25).rounded()) },
      oppositePlace: { forward * (1.2 * (($0 / 1.25) - 0.5).rounded() + 0.7) + across * 0.1 })
    expectClose(lengths.strideM, [1.2, 1.2, 1.2], absolute: 1e-9)
    expectClose(lengths.speedMPerS, [0.96, 0.96, 0.96], absolute: 1e-9)
    expectClose(lengths.stepM, [0.5, 0.5, 0.5], absolute: 1e-9)
    expectClose(lengths.widthM, [0.1, 0.1, 0.1], absolute: 1e-9)
  }
}
