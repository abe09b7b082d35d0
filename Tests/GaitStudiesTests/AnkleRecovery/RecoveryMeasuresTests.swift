import Foundation
import GaitRecords
import GaitStudies
import XCTest

/// What the ankle study reads from insoles, and its two scores that no other study has.
final class RecoveryMeasuresTests: XCTestCase {
  /// A foot that is loaded for 0.6 s of every second, by two bumps of different height.
  private func insole(_ side: Side, peaks: (Double, Double)) -> InsoleRecord {
    let (rate, weightN) = (200.0, 700.0)
    var force: [Float] = []
    for frame in 0..<800 {
      let phase = (Double(frame) / rate + 0.5).truncatingRemainder(dividingBy: 1) / 0.6
      func bump(_ centre: Double) -> Double { exp(-pow((phase - centre) / 0.1, 2)) }
      let load = phase < 1 ? 0.2 + (peaks.0 - 0.2) * bump(0.25) + (peaks.1 - 0.2) * bump(0.75) : 0
      force.append(Float(load * weightN))
    }
    func signal(_ names: [String], _ unit: PhysicalUnit, _ values: [Float]) -> SampledSignal {
      SampledSignal(
        channels: names.map { Channel(name: $0, unit: unit) }, sampleRateHz: rate,
        samples: values.flatMap { value in names.map { _ in value } })
    }
    let still = [Float](repeating: 0, count: force.count)
    return InsoleRecord(
      side: side, layout: .openGo16,
      sensors: signal((1...16).map { "pressure \($0)" }, .pascal, force.map { $0 * 10 }),
      acceleration: signal(["x", "y", "z"], .metrePerSecondSquared, still),
      angularRate: signal(["x", "y", "z"], .radianPerSecond, still),
      totalForce: signal(["force"], .newton, force),
      centreOfPressure: signal(["lateral", "anterior"], .one, still))
  }

  func testTheMeasuresOfAStanceAreThoseItWasMadeOf() throws {
    let walk = InsoleWalk(
      name: "walk", participant: "P",
      insoles: [
        insole(.left, peaks: (1.1, 0.7)), insole(.right, peaks: (1.2, 1.3)),
      ])
    let stance = try XCTUnwrap(
      InsoleStance(walk, injuredSide: .left, massKg: 700 / 9.80665, points: 24))
    XCTAssertEqual(stance.curves.frameCount, 24)
    XCTAssertEqual(stance.curves.channelCount, 50)
    var measures: [String: Double] = [:]
    for (name, value) in zip(InsoleStance.measureNames, stance.measures) { measures[name] = value }
    for (name, expected, accuracy) in [
      ("injured stance share", 0.6, 0.011), ("injured stride time", 1, 1e-9),
      ("injured loading peak", 1.1, 0.01), ("injured push-off peak", 0.7, 0.01),
      ("sound loading peak", 1.2, 0.01), ("sound push-off peak", 1.3, 0.01),
      ("injured loading peak's time", 0.25, 0.01), ("sound push-off's time", 0.75, 0.01),
      ("injured dip", 0.2, 0.01),
    ] {
      XCTAssertEqual(try XCTUnwrap(measures[name]), expected, accuracy: accuracy, name)
    }
    // The injured foot comes first, whichever side it is.
    let other = try XCTUnwrap(
      InsoleStance(walk, injuredSide: .right, massKg: 700 / 9.80665, points: 24))
    XCTAssertEqual(other.measures.prefix(12), stance.measures.suffix(12))
  }

  func testAWalkWithoutAWholeStanceOfBothFeetGivesNothing() {
    let walk = InsoleWalk(
      name: "walk", participant: "P", insoles: [insole(.left, peaks: (1, 1))])
    XCTAssertNil(InsoleStance(walk, injuredSide: .left, massKg: 70, points: 24))
    XCTAssertNil(InsoleStance(walk, injuredSide: .left, massKg: .nan, points: 24))
  }

  func testConcordanceCountsOnlyPairsWhoseShorterDurationWasSeen() throws {
    // Comparable: 1-2, 1-3, 1-4, 3-4; in order: 1-2, 1-4, half of 3-4.
    let value = ConcordanceIndex.value(
      predicted: [3, 9, 2, 9], observed: [4, 5, 6, 8], isCensored: [false, true, false, false])
    XCTAssertEqual(try XCTUnwrap(value), 3.0 / 4, accuracy: 1e-12)
    let tied = ConcordanceIndex.value(
      predicted: [1, 1], observed: [2, 3], isCensored: [false, true])
    XCTAssertEqual(try XCTUnwrap(tied), 0.5, accuracy: 1e-12)
    XCTAssertNil(
      ConcordanceIndex.value(predicted: [1, 2], observed: [2, 3], isCensored: [true, true]))
  }

  func testQuadraticKappaIsThatOfScikitLearn() throws {
    let value = QuadraticKappa.value(
      labels: [0, 1, 2, 3, 3, 2, 1, 0, 3], predictions: [0, 2, 2, 3, 1, 2, 0, 0, 2], classes: 4)
    XCTAssertEqual(try XCTUnwrap(value), 0.695_652_173_913_043_5, accuracy: 1e-12)
  }
}
