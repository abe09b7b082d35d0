import Foundation
import GaitRecords
import GaitSignal

/// One leg: its joint centres, angles and moments, smoothed as a laboratory would.
package struct LegMotion {
  let side: Side
  package let foot: PlantedFoot
  package let hip: HipMotion.Path
  let kneeX, kneeY, kneeZ: [Double]
  /// Inclinations of thigh, shank and foot in radians, lower end forward positive; toes up positive.
  let thigh, shank, footPitch: [Double]
  /// Internal moments in N m/kg: extension or plantar flexion and, at hip and knee, abduction.
  let hipMoment, kneeMoment, ankleMoment: [Double]
  let hipFrontalMoment, kneeFrontalMoment: [Double]

  init(
    _ subject: WalkingSubject, _ foot: PlantedFoot, body: BodyMotion, hip: HipMotion.Path
  ) throws {
    let smoothing = try Butterworth.design(
      order: 2, .lowPass(cutoffHz: 6), sampleRateHz: WalkMechanics.rateHz)
    var foot = foot
    foot.ankleX = try smoothing.zeroPhaseFiltered(foot.ankleX)
    foot.ankleZ = try smoothing.zeroPhaseFiltered(foot.ankleZ)
    foot.pitch = try smoothing.zeroPhaseFiltered(foot.pitch)
    let count = hip.x.count
    let (a, b) = (subject.thighM, subject.shankM)
    var thigh = [Double](repeating: 0, count: count)
    var shank = thigh
    for frame in 0..<count {
      let ahead = foot.ankleX[frame] - hip.x[frame]
      let below = hip.z[frame] - foot.ankleZ[frame]
      let square = min(ahead * ahead + below * below, 0.9999 * (a + b) * (a + b))
      let knee = acos(min(max((square - a * a - b * b) / (2 * a * b), -1), 1))
      thigh[frame] = atan2(ahead, below) + atan2(b * sin(knee), a + b * cos(knee))
      shank[frame] = thigh[frame] - knee
    }
    thigh = try smoothing.zeroPhaseFiltered(thigh)
    shank = try smoothing.zeroPhaseFiltered(shank)
    // A knee that deviates lies off the line from hip to ankle, outwards in varus.
    let outward = foot.side == .left ? 1.0 : -1.0
    let offset = outward * tan(subject.varusRad(foot.side)) * a * b / (a + b)
    var (x, y, z) = (thigh, thigh, thigh)
    for frame in 0..<count {
      x[frame] = hip.x[frame] + a * sin(thigh[frame])
      z[frame] = hip.z[frame] - a * cos(thigh[frame])
      y[frame] =
        hip.y[frame] + (foot.ankleY[frame] - hip.y[frame]) * a / (a + b) + offset
    }
    let dynamics = InverseDynamics(
      subject, foot: foot, hip: hip, knee: (x, y, z), thigh: thigh, shank: shank)
    side = foot.side
    self.foot = foot
    self.hip = hip
    (kneeX, kneeY, kneeZ) = (x, y, z)
    (self.thigh, self.shank, footPitch) = (thigh, shank, foot.pitch)
    (hipMoment, kneeMoment, ankleMoment) = (dynamics.hip, dynamics.knee, dynamics.ankle)
    (hipFrontalMoment, kneeFrontalMoment) = (dynamics.hipFrontal, dynamics.kneeFrontal)
  }
}
