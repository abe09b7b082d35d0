import Foundation
import GaitSignal

/// The body's centre of mass, taken at the pelvis, under the forces of both feet.
package struct BodyMotion {
  /// Forward, left and up in metres; up is the height above the ground line until hips are placed.
  var x, y, z: [Double]
  /// The acceleration in m/s^2.
  package let ax, ay, az: [Double]

  /// Lets the feet push, and strikes the balance: afterwards the forces of both feet add up to
  /// `m (a + g)` in every frame.
  init(
    _ subject: WalkingSubject, _ plan: FootstepPlan, groundRatio: Double,
    feet: inout [PlantedFoot], startS: Double
  ) throws {
    let rate = WalkMechanics.rateHz
    let g = WalkMechanics.gravity
    let count = feet[0].forceZ.count
    let total = (0..<count).map { feet[0].forceZ[$0] + feet[1].forceZ[$0] }
    let scale = g / (total.reduce(0, +) / Double(count))
    for foot in feet.indices {
      for frame in 0..<count { feet[foot].forceZ[frame] *= scale }
    }
    let steady = try BodyMotion.progress(plan, startS: startS, count: count)
    // Where the body is over its feet such that pushing and braking cancel over the trial.
    var lag = 0.0
    for frame in 0..<count {
      for foot in feet where foot.isStance[frame] {
        lag += foot.forceZ[frame] * (foot.pressureX[frame] - steady[frame])
      }
    }
    lag /= g * Double(count)
    let aim = 0.54 * subject.heightM + subject.virtualPivotM
    for index in feet.indices {
      // Varus leans the leg so that the ground pushes it more towards the midline; ours.
      let outward = feet[index].side == .left ? 1.0 : -1.0
      let lean = -outward * WalkMechanics.alignmentShift * sin(subject.varusRad(feet[index].side))
      for frame in 0..<count where feet[index].isStance[frame] {
        let force = feet[index].forceZ[frame]
        let ahead = steady[frame] + lag - feet[index].pressureX[frame]
        feet[index].forceX[frame] = force * ahead / aim
        feet[index].forceY[frame] = force * (lean - feet[index].pressureY[frame] / aim)
      }
    }
    let sway = { (force: KeyPath<PlantedFoot, [Double]>, feet: [PlantedFoot]) in
      try BodyMotion.sway(
        (0..<count).map { feet[0][keyPath: force][$0] + feet[1][keyPath: force][$0] })
    }
    x = zip(steady, try sway(\.forceX, feet)).map { $0 + $1 + lag }
    y = try sway(\.forceY, feet)
    z = zip(steady, try sway(\.forceZ, feet)).map { groundRatio * ($0 + lag) + $1 }
    ax = BodyMotion.acceleration(x, rate)
    ay = BodyMotion.acceleration(y, rate)
    az = BodyMotion.acceleration(z, rate)
    for frame in 0..<count {
      let up = feet[0].forceZ[frame] + feet[1].forceZ[frame]
      guard up > 0 else { continue }
      let missing = (
        x: ax[frame] - feet[0].forceX[frame] - feet[1].forceX[frame],
        y: ay[frame] - feet[0].forceY[frame] - feet[1].forceY[frame]
      )
      for foot in feet.indices {
        let share = feet[foot].forceZ[frame] / up
        feet[foot].forceX[frame] += share * missing.x
        feet[foot].forceY[frame] += share * missing.y
        feet[foot].forceZ[frame] = share * (az[frame] + g)
      }
    }
  }

  /// The steady way forward that the footsteps ask for.
  private static func progress(
    _ plan: FootstepPlan, startS: Double, count: Int
  ) throws -> [Double] {
    let rate = WalkMechanics.rateHz
    var place = 0
    let middle = plan.strikes.map { 0.5 * ($0.timeS + $0.offS) }
    let line = (0..<count).map { frame -> Double in
      let time = startS + Double(frame) / rate
      while place + 2 < middle.count, middle[place + 1] <= time { place += 1 }
      let (a, b) = (plan.strikes[place], plan.strikes[place + 1])
      let share = (time - middle[place]) / (middle[place + 1] - middle[place])
      return a.forwardM + (b.forwardM - a.forwardM) * share
    }
    let smoothing = try Butterworth.design(
      order: 2, .lowPass(cutoffHz: 0.35), sampleRateHz: rate)
    return try smoothing.zeroPhaseFiltered(line)
  }

  /// The movement about a steady one that a force per mass gives, without drift.
  private static func sway(_ force: [Double]) throws -> [Double] {
    let rate = WalkMechanics.rateHz
    let keeping = try Butterworth.design(
      order: 2, .highPass(cutoffHz: 0.3), sampleRateHz: rate)
    let acceleration = try keeping.zeroPhaseFiltered(force)
    var path = [Double](repeating: 0, count: force.count)
    for frame in 2..<force.count {
      path[frame] =
        2 * path[frame - 1] - path[frame - 2] + acceleration[frame - 1] / (rate * rate)
    }
    return try keeping.zeroPhaseFiltered(withoutTrend(path))
  }

  private static func withoutTrend(_ values: [Double]) -> [Double] {
    let n = Double(values.count)
    let middle = (n - 1) / 2
    let mean = values.reduce(0, +) / n
    var (cross, square) = (0.0, 0.0)
    for (place, value) in values.enumerated() {
      cross += (Double(place) - middle) * (value - mean)
      square += (Double(place) - middle) * (Double(place) - middle)
    }
    let slope = cross / square
    return values.enumerated().map { $1 - mean - slope * (Double($0) - middle) }
  }

  /// The second difference; the ends repeat their neighbours.
  static func acceleration(_ path: [Double], _ rate: Double) -> [Double] {
    var values = [Double](repeating: 0, count: path.count)
    for frame in 1..<path.count - 1 {
      values[frame] = (path[frame + 1] - 2 * path[frame] + path[frame - 1]) * rate * rate
    }
    values[0] = values[1]
    values[path.count - 1] = values[path.count - 2]
    return values
  }
}

extension WalkMechanics {
  /// The share of a knee's deviation by which the leg's force leans to the midline (ours).
  package static let alignmentShift = 0.35
}
