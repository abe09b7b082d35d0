import GaitRecords

extension LegRecording {
  private static let prefixes = ["ipsilateral", "contralateral"]

  /// The name of every channel that `motion` can hold; a recording lacks those it cannot compute.
  public static let motionChannelNames: [String] = {
    var names: [String] = []
    for leg in prefixes {
      for joint in Joint.allCases {
        let name = "\(leg).\(joint.rawValue)"
        names += ["angle", "velocity", "acceleration", "angleFrontal", "angleTransverse"].map {
          "\(name).\($0)"
        }
      }
      for segment in ["thigh", "shank"] {
        for quantity in ["inclination", "inclinationRate"] {
          names += ["Forward", "Ipsilateral"].map { "\(leg).\(segment).\(quantity)\($0)" }
        }
      }
      names += ["\(leg).foot.pitch", "\(leg).foot.pitchRate"]
      for joint in Joint.allCases {
        let quantities = ["velocity", "acceleration"] + (joint == .hip ? [] : ["position"])
        for quantity in quantities {
          names += directions.map { "\(leg).\(joint.rawValue)Centre.\(quantity)\($0)" }
        }
        names.append("\(leg).\(joint.rawValue)Centre.height")
      }
    }
    names += ["velocity", "acceleration"].flatMap { quantity in
      directions.map { "pelvis.\(quantity)\($0)" }
    }
    names += ["pelvis.obliquity", "pelvis.turnRate"]
    return names + ["mass", "height", "legLength", "kneeWidth"].map { "person.\($0)" }
  }()

  /// The power of the leg length that a motion channel grows with between bodies that move alike
  /// (Hof 1996, doi:10.1016/0966-6362(95)01057-2): 1/2 for velocities, -1/2 for rates of turning, -1
  /// for angular accelerations, 0 for angles, for accelerations, which compare with gravity's, and for
  /// positions, which are in leg lengths already.
  ///
  /// Constants of the person are left alone: they say how large the body is.
  package static func lengthPower(ofMotionChannel name: String) -> Double {
    let quantity = name.split(separator: ".").last ?? ""
    if quantity == "acceleration" { return -1 }
    if quantity == "velocity" || quantity.contains("Rate") { return -0.5 }
    return quantity.hasPrefix("velocity") ? 0.5 : 0
  }

  /// The name of every channel that `muscles` can hold.
  public static let muscleChannelNames: [String] = prefixes.flatMap { leg in
    MuscleEnvelopes.muscles.map { "\(leg).\($0.name)" }
  }

  /// The name of every channel that `person` can hold.
  public static let personChannelNames = [
    "ipsilateral.kneeAlignment", "contralateral.kneeAlignment", "affected",
  ]

  private static let directions = ["Forward", "Ipsilateral", "Up"]
}
