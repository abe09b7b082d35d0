import Foundation
import GaitRecords
import XCTest

/// Records in a wrong unit, of a wrong person or a wrong side are told of; right ones are not.
final class PlausibilityTests: XCTestCase {
  private func signal(
    _ columns: [[Double]], _ unit: PhysicalUnit, rateHz: Double = 100
  ) -> SampledSignal {
    let frames = columns[0].count
    return SampledSignal(
      channels: columns.indices.map { Channel(name: "channel \($0)", unit: unit) },
      sampleRateHz: rateHz,
      samples: (0..<frames).flatMap { frame in columns.map { Float($0[frame]) } })
  }

  /// Ten seconds: rest for two, then swings of one each second.
  private func acceleration(scale: Double) -> SampledSignal {
    let frames = 0..<1000
    let moving = frames.map { $0 < 200 ? 0 : 8 * sin(Double($0) * 2 * .pi / 37) }
    return signal(
      [
        moving.map { ($0 + 3) * scale }, moving.map { $0 * scale },
        frames.map { _ in 9.3366 * scale },
      ], .metrePerSecondSquared)
  }

  private func checks(_ findings: [Implausibility]) -> [Implausibility.Check] {
    findings.map(\.check)
  }

  func testAccelerationsInGravitiesAreToldByTheRestOfTheSensor() {
    let imu = { (scale: Double) in
      IMURecord(segment: .shank, side: .left, acceleration: self.acceleration(scale: scale))
    }
    XCTAssertEqual(imu(1).implausibilities, [])
    XCTAssertEqual(imu(1.04).implausibilities, [])
    XCTAssertEqual(
      imu(1 / 9.80665).implausibilities.map(\.message),
      [
        "the sensor on the left shank: the acceleration at rest is 1 m/s^2, where gravity alone is "
          + "9.81: the numbers look like g taken for m/s^2"
      ])
    XCTAssertEqual(checks(imu(9.80665).implausibilities), [.gravity])
    XCTAssertEqual(checks(imu(1.1).implausibilities), [.gravity])
    XCTAssertEqual(checks(imu(0.001).implausibilities), [.gravity])
  }

  func testGapsDoNotCountAsRest() {
    let gap = signal(
      (0..<3).map { _ in [Double](repeating: .nan, count: 500) }, .metrePerSecondSquared)
    XCTAssertEqual(IMURecord(segment: .foot, acceleration: gap).implausibilities, [])
  }

  /// A foot that swings for 0.4 of each second.
  private func swings(peakDegrees: Double, phase: Int = 0) -> [Double] {
    (0..<1000).map { frame in
      let place = (frame + phase) % 100
      return place < 40 ? peakDegrees * .pi / 180 * sin(Double(place) / 40 * .pi) : 0.02
    }
  }

  private func turns(peakDegrees: Double, phase: Int = 0) -> SampledSignal {
    let zero = [Double](repeating: 0, count: 1000)
    return signal(
      [zero, swings(peakDegrees: peakDegrees, phase: phase), zero], .radianPerSecond)
  }

  func testAFootThatSwingsTooFastOrTooSlowlyIsToldOf() {
    let foot = { (peak: Double) in
      IMURecord(segment: .foot, side: .right, angularRate: self.turns(peakDegrees: peak))
    }
    XCTAssertEqual(foot(450).implausibilities, [])
    XCTAssertEqual(checks(foot(450 * 180 / .pi).implausibilities), [.footSwing])
    XCTAssertEqual(checks(foot(450 * .pi / 180).implausibilities), [.footSwing])
    XCTAssert(
      foot(450 * 180 / .pi).implausibilities[0].message.contains("deg/s taken for rad/s"))
    // The thigh turns more slowly, and a foot at rest does not step.
    let thigh = IMURecord(segment: .thigh, angularRate: turns(peakDegrees: 120))
    XCTAssertEqual(thigh.implausibilities, [])
    let still = IMURecord(
      segment: .foot,
      angularRate: signal(
        (0..<3).map { axis in (0..<1000).map { sin(Double($0 * (axis + 3))) * 0.01 } },
        .radianPerSecond))
    XCTAssertEqual(still.implausibilities, [])
  }

  /// Both feet in turn: each carries the body for 0.6 s, both for 0.1 s twice.
  private func force(_ weight: Double, phase: Int) -> [Double] {
    (0..<1000).map { frame in
      let place = (frame + phase) % 100
      if place >= 60 { return 0 }
      return weight * (place < 10 || place >= 50 ? 0.5 : 1)
    }
  }

  private func insole(
    _ side: Side, weight: Double, phase: Int, massKg: Double?, swingPhase: Int? = nil,
    layout: InsoleLayout = .openGo16
  ) -> InsoleRecord {
    let total = force(weight, phase: phase)
    return InsoleRecord(
      side: side, layout: layout,
      sensors: signal(
        layout.sensors.map { _ in total.map { $0 / Double(layout.sensorCount) } }, .newton),
      angularRate: swingPhase.map { turns(peakDegrees: 400, phase: $0) },
      totalForce: signal([total], .newton), bodyMassKg: massKg)
  }

  func testInsolesCarryTheBodyOverWholeStrides() {
    let walk = { (scale: Double, mass: Double?) in
      InsoleWalk(
        name: "walk", participant: "P1",
        insoles: [
          self.insole(.left, weight: 686.5 * scale, phase: 0, massKg: mass),
          self.insole(.right, weight: 686.5 * scale, phase: 50, massKg: mass),
        ])
    }
    XCTAssertEqual(walk(1, 70).implausibilities, [])
    XCTAssertEqual(walk(0.85, 70).implausibilities, [])
    XCTAssertEqual(walk(0.001, nil).implausibilities, [])
    XCTAssertEqual(checks(walk(0.7, 70).implausibilities), [.bodyWeight])
    XCTAssertEqual(checks(walk(1 / 9.80665, 70).implausibilities), [.bodyWeight])
    let unscaled = [Side.left, .right].enumerated().map { place, side in
      insole(side, weight: 500, phase: 50 * place, massKg: 70, layout: .gaitPDB8)
    }
    XCTAssertEqual(InsoleRecord.implausibilities(unscaled), [])
    let plates = BodyWeightCheck.findings(
      left: force(640, phase: 0).map { Float($0) }, right: force(640, phase: 50).map { Float($0) },
      sampleRateHz: 100, bodyMassKg: 70, believed: BodyWeightCheck.platesBelieved)
    XCTAssertEqual(checks(plates), [.bodyWeight])
    XCTAssert(plates[0].message.contains("over 8 strides is 93.2 %"), plates[0].message)
  }

  func testInsolesOnTheWrongFeetAreToldByTheirGyroscopes() {
    // Stance is at places 0 to 59 of the phase, swing at 60 to 99.
    let walk = { (left: Int, right: Int) in
      InsoleRecord.implausibilities([
        self.insole(.left, weight: 700, phase: 0, massKg: nil, swingPhase: left),
        self.insole(.right, weight: 700, phase: 50, massKg: nil, swingPhase: right),
      ])
    }
    XCTAssertEqual(walk(40, 90), [])
    XCTAssertEqual(checks(walk(90, 40)), [.swappedSides])
  }

  private func motion(
    hip: Float = 0.9, force: Float = 10, isSwapped: Bool = false
  ) -> MotionRecord {
    func signal(_ count: Int, _ unit: PhysicalUnit, _ value: (Int, Int) -> Float) -> SampledSignal {
      SampledSignal(
        channels: (0..<count).map { Channel(name: "channel \($0)", unit: unit) },
        sampleRateHz: 100,
        samples: (0..<200).flatMap { frame in (0..<count).map { value(frame, $0) } })
    }
    // One step of each foot: the left stands first, then the right.
    return MotionRecord(
      jointAngles: signal(18, .radian) { _, _ in 0 },
      jointMoments: signal(18, .newtonMetrePerKilogram) { frame, channel in
        channel < 3 ? hip * sin(Float(frame) / 20) : 0.1
      },
      groundReaction: signal(6, .newtonPerKilogram) { frame, channel in
        let isLeft = (channel < 3) != isSwapped
        return channel % 3 == 2 && (frame < 100) == isLeft ? force : 0
      },
      jointCentres: signal(18, .metre) { frame, channel in
        // The standing foot rests, the other moves 1.2 m in a second.
        let isLeft = channel < 9
        let moved = isLeft ? max(frame - 100, 0) : min(frame, 100)
        return channel % 3 == 0 ? Float(moved) * 0.012 : 0.1
      },
      stance: signal(2, .one) { _, _ in 1 })
  }

  func testMomentsForcesAndSidesOfAWalkingTrial() {
    XCTAssertEqual(motion().implausibilities, [])
    XCTAssertEqual(checks(motion(hip: 900).implausibilities), [.hipMoment])
    XCTAssert(motion(hip: 900).implausibilities[0].message.contains("N mm taken for N m"))
    XCTAssertEqual(checks(motion(hip: 60).implausibilities), [.hipMoment])
    XCTAssertEqual(checks(motion(force: 700).implausibilities), [.forcePeak, .forcePeak])
    XCTAssertEqual(checks(motion(force: 0.01).implausibilities), [.forcePeak, .forcePeak])
    XCTAssertEqual(motion(force: 0).implausibilities, [])
    XCTAssertEqual(checks(motion(isSwapped: true).implausibilities), [.swappedSides])
  }

  func testSizesInOtherUnitsAreToldOf() {
    XCTAssertEqual(Demographics(ageYears: 70, heightM: 1.7, massKg: 80).implausibilities, [])
    XCTAssertEqual(Anthropometry(massKg: 12, heightM: 0.85).implausibilities, [])
    XCTAssertEqual(
      Demographics(heightM: 172).implausibilities.map(\.message),
      ["a body height of 172 m: centimetres taken for metres?"])
    XCTAssertEqual(checks(Demographics(ageYears: 999).implausibilities), [.bodySize])
    XCTAssertEqual(checks(Anthropometry(massKg: 70_000).implausibilities), [.bodySize])
    XCTAssertEqual(checks(Anthropometry(massKg: 170, heightM: 0.8).implausibilities), [.bodySize])
  }

  func testWarningsNameTheFile() {
    var report = ImportReport()
    report.warn(Demographics(heightM: 172).implausibilities, file: "people.csv")
    XCTAssertEqual(
      report.warnings.map(\.description),
      ["people.csv: a body height of 172 m: centimetres taken for metres?"])
  }
}
