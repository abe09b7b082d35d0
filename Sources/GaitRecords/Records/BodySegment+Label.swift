extension BodySegment {
  /// The segment that a sensor's label names in English, such as `Right Ankle`; unknown otherwise.
  ///
  /// A sensor at the ankle sits on the shank, one at the breastbone on the trunk.
  ///
  /// - Parameter label: The label.
  /// - Returns: The segment, and the side if the label names one.
  public static func told(by label: String) -> (segment: BodySegment, side: Side?) {
    let words = Set(label.lowercased().split { !$0.isLetter }.map(String.init))
    let segments: [(BodySegment, [String])] = [
      (.head, ["head"]), (.trunk, ["trunk", "chest", "sternum"]),
      (.lowerBack, ["lumbar", "lowerback"]), (.pelvis, ["pelvis", "sacrum"]),
      (.thigh, ["thigh", "femur"]), (.shank, ["shank", "shin", "ankle", "tibia"]),
      (.foot, ["foot"]), (.wrist, ["wrist"]), (.hand, ["hand"]), (.upperArm, ["arm"]),
      (.forearm, ["forearm"]),
    ]
    let segment = segments.first { !words.isDisjoint(with: $0.1) }?.0 ?? .unknown
    let side: Side? = words.contains("left") ? .left : words.contains("right") ? .right : nil
    return (segment, side)
  }
}
