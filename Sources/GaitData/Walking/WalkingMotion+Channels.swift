import Foundation
import GaitRecords

extension WalkingMotion {
  /// The channels of a leg: `ipsilateral.` and `contralateral.`, the pelvis and the person.
  ///
  /// Directions are forward, ipsilateral (towards the leg's own side) and up, so a right leg gives
  /// the numbers of a left one.
  func channels(of side: Side, _ person: Anthropometry) throws -> LegChannelSet {
    var set = LegChannelSet(frameCount: frameCount)
    let up = Trajectory(
      x: [Double](repeating: 0, count: frameCount), y: [Double](repeating: 0, count: frameCount),
      z: [Double](repeating: 1, count: frameCount))
    let outward = side == .left ? left : left.mapped { $0.map { -$0 } }
    let axes = [("Forward", forward), ("Ipsilateral", outward), ("Up", up)]
    guard let ownHip = centre(side, .hip), let otherHip = centre(side.opposite, .hip) else {
      return set
    }
    let pelvis = Trajectory.midpoint(ownHip, otherHip)
    try addPelvis(to: &set, pelvis, own: ownHip, other: otherHip, axes: axes, side: side)
    for (prefix, leg) in [("ipsilateral", side), ("contralateral", side.opposite)] {
      try addAngles(to: &set, prefix, leg)
      try addSegments(to: &set, prefix, leg, axes: axes)
      try addCentres(to: &set, prefix, leg, pelvis, axes: axes, person.legLengthM(leg))
    }
    for (name, value) in [
      ("person.mass", person.massKg), ("person.height", person.heightM),
      ("person.legLength", person.legLengthM(side)), ("person.kneeWidth", person.kneeWidthM(side)),
    ] {
      set.add(name, value.map { [Double](repeating: $0, count: frameCount) })
    }
    return set
  }

  private func addAngles(to set: inout LegChannelSet, _ prefix: String, _ leg: Side) throws {
    for joint in Joint.allCases {
      let name = "\(prefix).\(joint.rawValue)"
      if let angle = angle(leg, joint, .sagittal) {
        let velocity = try rate(angle)
        set.add(name + ".angle", angle)
        set.add(name + ".velocity", velocity)
        set.add(name + ".acceleration", try rate(velocity))
      }
      set.add(name + ".angleFrontal", angle(leg, joint, .frontal))
      set.add(name + ".angleTransverse", angle(leg, joint, .transverse))
    }
  }

  /// Inclinations of thigh and shank, as the horizontal components of their unit vectors, and the
  /// pitch of the foot.
  private func addSegments(
    to set: inout LegChannelSet, _ prefix: String, _ leg: Side, axes: [(String, Trajectory)]
  ) throws {
    guard let knee = centre(leg, .knee) else { return }
    let thigh = centre(leg, .hip).map { ($0 - knee).normalized }
    let shank = centre(leg, .ankle).map { (knee - $0).normalized }
    for (segment, direction) in [("thigh", thigh), ("shank", shank)] {
      guard let direction else { continue }
      for (axis, vector) in axes.prefix(2) {
        let inclination = direction.along(vector)
        set.add("\(prefix).\(segment).inclination\(axis)", inclination)
        set.add("\(prefix).\(segment).inclinationRate\(axis)", try rate(inclination))
      }
    }
    if let shank, let ankle = angle(leg, .ankle, .sagittal) {
      let (ahead, upward) = (shank.along(axes[0].1), shank.along(axes[2].1))
      let pitch = (0..<frameCount).map { atan2(ahead[$0], upward[$0]) - ankle[$0] }
      set.add("\(prefix).foot.pitch", pitch)
      set.add("\(prefix).foot.pitchRate", try rate(pitch))
    }
  }

  /// Positions relative to the pelvis in leg lengths, and velocities and accelerations, of the joint
  /// centres.
  private func addCentres(
    to set: inout LegChannelSet, _ prefix: String, _ leg: Side, _ pelvis: Trajectory,
    axes: [(String, Trajectory)], _ legLengthM: Double?
  ) throws {
    for joint in Joint.allCases {
      guard let place = centre(leg, joint) else { continue }
      let name = "\(prefix).\(joint.rawValue)Centre"
      let velocity = try place.mapped(rate)
      let acceleration = try velocity.mapped(rate)
      let relative = place - pelvis
      for (axis, vector) in axes {
        set.add(name + ".velocity" + axis, velocity.along(vector))
        set.add(name + ".acceleration" + axis, acceleration.along(vector))
        if let legLengthM, joint != .hip {
          set.add(name + ".position" + axis, relative.along(vector).map { $0 / legLengthM })
        }
      }
      if let legLengthM { set.add(name + ".height", place.z.map { $0 / legLengthM }) }
    }
  }

  private func addPelvis(
    to set: inout LegChannelSet, _ pelvis: Trajectory, own: Trajectory, other: Trajectory,
    axes: [(String, Trajectory)], side: Side
  ) throws {
    let velocity = try pelvis.mapped(rate)
    let acceleration = try velocity.mapped(rate)
    for (axis, vector) in axes {
      set.add("pelvis.velocity" + axis, velocity.along(vector))
      set.add("pelvis.acceleration" + axis, acceleration.along(vector))
    }
    set.add("pelvis.obliquity", (own - other).normalized.z)
    // The turn of the forward axis, from its own change so that no angle has to be unwound.
    let (dx, dy) = (try rate(forward.x), try rate(forward.y))
    let sign = side == .left ? 1.0 : -1.0
    set.add(
      "pelvis.turnRate",
      (0..<frameCount).map { sign * (forward.x[$0] * dy[$0] - forward.y[$0] * dx[$0]) })
  }
}
