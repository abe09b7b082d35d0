/// Lists of a leg's channels that studies feed their predictors with.
package enum LegChannels {
  private static let legs = ["ipsilateral", "contralateral"]

  /// What inertial sensors could give: sagittal angles and velocities of both legs, inclinations of
  /// their segments, and accelerations of their joint centres forward and up.
  package static let inertial: [String] = {
    var names: [String] = []
    for leg in legs {
      for joint in ["hip", "knee", "ankle"] {
        names += ["\(leg).\(joint).angle", "\(leg).\(joint).velocity"]
      }
      for segment in ["thigh", "shank"] {
        let name = "\(leg).\(segment)"
        names += ["\(name).inclinationForward", "\(name).inclinationRateForward"]
      }
      names += ["\(leg).foot.pitch", "\(leg).foot.pitchRate"]
      for joint in ["hip", "knee", "ankle"] {
        let name = "\(leg).\(joint)Centre"
        names += ["\(name).accelerationForward", "\(name).accelerationUp"]
      }
    }
    return names + ["pelvis.accelerationForward", "pelvis.accelerationUp"]
  }()

  /// Where knees and ankles are below the pelvis, and how fast the pelvis moves.
  package static let posture: [String] =
    legs.flatMap { leg in
      ["knee", "ankle"].flatMap {
        ["\(leg).\($0)Centre.positionForward", "\(leg).\($0)Centre.positionUp"]
      }
    } + ["pelvis.velocityForward", "pelvis.velocityUp"]

  /// What happens sideways: the pelvis, and where thigh, shank and ankle lean.
  package static let frontal: [String] =
    legs.flatMap { leg in
      ["thigh", "shank"].flatMap {
        ["\(leg).\($0).inclinationIpsilateral", "\(leg).\($0).inclinationRateIpsilateral"]
      }
        + ["knee", "ankle"].flatMap {
          ["\(leg).\($0)Centre.positionIpsilateral", "\(leg).\($0)Centre.accelerationIpsilateral"]
        }
    } + [
      "pelvis.accelerationIpsilateral", "pelvis.velocityIpsilateral", "pelvis.turnRate",
      "pelvis.obliquity",
    ]

  /// Forward, up and the little of what happens sideways that networks need for all three directions
  /// of a force.
  package static let spatial: [String] =
    inertial + posture + [
      "pelvis.accelerationIpsilateral", "pelvis.velocityIpsilateral", "pelvis.turnRate",
      "ipsilateral.thigh.inclinationIpsilateral", "ipsilateral.shank.inclinationIpsilateral",
      "ipsilateral.ankleCentre.positionIpsilateral", "contralateral.thigh.inclinationIpsilateral",
      "contralateral.ankleCentre.positionIpsilateral",
    ]

  /// Plain angles and velocities of the leg itself.
  package static let ownAngles: [String] = ["hip", "knee", "ankle"].flatMap {
    ["ipsilateral.\($0).angle", "ipsilateral.\($0).velocity"]
  }

  /// Four muscles of each leg.
  package static let muscles: [String] = {
    let muscles = ["rectusFemoris", "hamstrings", "gastrocnemius", "tibialisAnterior"]
    return legs.flatMap { leg in muscles.map { "\(leg).\($0)" } }
  }()
}
