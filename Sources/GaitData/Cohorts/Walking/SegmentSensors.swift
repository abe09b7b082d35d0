import Foundation
import GaitRecords

/// Inertial units on pelvis, thighs, shanks and feet, with the faults that such units have.
///
/// A unit feels the specific force of its place in its own axes (forward, left, up along the
/// segment) and the segment's turning. On top lie a tilt of the strap, a constant offset, a random
/// walk, white noise and brief bursts of a loose strap.
struct SegmentSensors {
  /// The faults; deviations of consumer units, ours.
  struct Faults {
    var tiltRad = 0.05
    var accelerationNoise = 0.15
    var accelerationOffset = 0.1
    var rateNoiseRadPerS = 0.02
    var rateOffsetRadPerS = 0.01
    /// The random walk of the angular rate after a second.
    var rateWalkRadPerS = 0.004
    /// Bursts a second of recording for each unit.
    var burstsPerS = 0.03
    var burstAcceleration = 8.0
  }

  static let rateHz = 100.0

  static func records(
    _ walk: WalkMechanics, durationS: Double, faults: Faults = Faults(),
    using random: inout CohortRandom
  ) -> [IMURecord] {
    var sensors = SegmentSensors(
      walk: walk, count: Int((durationS * rateHz).rounded()), faults: faults)
    var records = [sensors.pelvis(&random)]
    for (side, leg) in zip(Side.allCases, walk.legs) {
      let x = leg.hip.x
      func between(_ a: [Double], _ b: [Double]) -> [Double] {
        zip(a, b).map { 0.5 * ($0 + $1) }
      }
      let foot = leg.foot
      records.append(
        sensors.record(
          .thigh, side, x: between(x, leg.kneeX), y: between(leg.hip.y, leg.kneeY),
          z: between(leg.hip.z, leg.kneeZ), angle: leg.thigh, &random))
      records.append(
        sensors.record(
          .shank, side, x: between(leg.kneeX, foot.ankleX), y: between(leg.kneeY, foot.ankleY),
          z: between(leg.kneeZ, foot.ankleZ), angle: leg.shank, &random))
      let reach = 0.5 * walk.subject.ballM
      records.append(
        sensors.record(
          .foot, side, x: zip(foot.ankleX, foot.pitch).map { $0 + reach * cos($1) },
          y: foot.ankleY, z: zip(foot.ankleZ, foot.pitch).map { $0 + reach * sin($1) },
          angle: foot.pitch, &random))
    }
    return records
  }

  let walk: WalkMechanics
  let count: Int
  let faults: Faults

  private mutating func pelvis(_ random: inout CohortRandom) -> IMURecord {
    let left = walk.legs[0].hip
    let right = walk.legs[1].hip
    let width = walk.subject.hipWidthM
    let list = zip(left.z, right.z).map { atan2($0 - $1, width) }
    let turn = zip(left.x, right.x).map { atan2($1 - $0, width) }
    return record(
      .pelvis, nil, x: walk.body.x, y: walk.body.y, z: zip(left.z, right.z).map { 0.5 * ($0 + $1) },
      angle: [Double](repeating: walk.subject.pelvicTiltRad, count: left.x.count), list: list,
      turn: turn, &random)
  }

  /// One unit: its path, its pitch (lower end or toes forward and up positive), list and turn.
  private mutating func record(
    _ segment: BodySegment, _ side: Side?, x: [Double], y: [Double], z: [Double],
    angle: [Double], list: [Double]? = nil, turn: [Double]? = nil, _ random: inout CohortRandom
  ) -> IMURecord {
    let rate = WalkMechanics.rateHz
    let ax = BodyMotion.acceleration(x, rate)
    let ay = BodyMotion.acceleration(y, rate)
    let az = BodyMotion.acceleration(z, rate)
    func slope(_ values: [Double]?, _ k: Int) -> Double {
      values.map { ($0[k + 1] - $0[k - 1]) * 0.5 * rate } ?? 0
    }
    let tilt = random.normal(0, faults.tiltRad)
    let offset = (0..<3).map { _ in random.normal(0, faults.accelerationOffset) }
    var drift = (0..<3).map { _ in random.normal(0, faults.rateOffsetRadPerS) }
    let walkStep = faults.rateWalkRadPerS / Self.rateHz.squareRoot()
    let bursts = self.bursts(&random)
    let every = Int(rate / Self.rateHz)
    let first = walk.frame(0)
    var forces = [Float]()
    var rates = [Float]()
    forces.reserveCapacity(count * 3)
    rates.reserveCapacity(count * 3)
    for frame in 0..<count {
      let k = first + frame * every
      let pitch = angle[k] + tilt
      let up = az[k] + WalkMechanics.gravity
      let felt = [
        cos(pitch) * ax[k] + sin(pitch) * up,
        ay[k] + (list?[k] ?? 0) * WalkMechanics.gravity,
        -sin(pitch) * ax[k] + cos(pitch) * up,
      ]
      // Right-handed about the left axis: toes up is a negative turn.
      let turning = [slope(list, k), -slope(angle, k), slope(turn, k)]
      for axis in 0..<3 {
        drift[axis] += random.normal(0, walkStep)
        let burst = bursts.reduce(0.0) { $0 + $1.value(frame) }
        forces.append(
          Float(felt[axis] + offset[axis] + burst + random.normal(0, faults.accelerationNoise)))
        rates.append(
          Float(
            turning[axis] + drift[axis] + 0.1 * burst + random.normal(0, faults.rateNoiseRadPerS)))
      }
    }
    func signal(_ stem: String, _ unit: PhysicalUnit, _ samples: [Float]) -> SampledSignal {
      let name = "\(side?.letter ?? "")\(segment.rawValue)"
      return SampledSignal(
        channels: ["X", "Y", "Z"].map { Channel(name: "\(name)_\(stem)_\($0)", unit: unit) },
        sampleRateHz: Self.rateHz, samples: samples)
    }
    return IMURecord(
      segment: segment, side: side, frame: .forwardLeftUp,
      acceleration: signal("acceleration", .metrePerSecondSquared, forces),
      angularRate: signal("angularRate", .radianPerSecond, rates))
  }

  /// A strap that rattles for a tenth of a second.
  private struct Burst {
    let start, length: Int
    let size, turnsPerFrame: Double

    func value(_ frame: Int) -> Double {
      guard frame >= start, frame < start + length else { return 0 }
      let share = Double(frame - start) / Double(length)
      return size * sin(.pi * share) * sin(2 * .pi * turnsPerFrame * Double(frame - start))
    }
  }

  private func bursts(_ random: inout CohortRandom) -> [Burst] {
    var bursts = [Burst]()
    var time = 0.0
    while true {
      time -= log(max(random.uniform(), 1e-12)) / faults.burstsPerS
      guard time * Self.rateHz < Double(count) else { return bursts }
      bursts.append(
        Burst(
          start: Int(time * Self.rateHz), length: Int(random.uniform(8...20)),
          size: faults.burstAcceleration * exp(random.normal(0, 0.3)),
          turnsPerFrame: random.uniform(0.12...0.25)))
    }
  }
}
