/// What a column of an OpenSim table measures, as its label tells.
public enum OpenSimQuantity: String, Hashable, Sendable, Codable, CaseIterable {
  /// A rotational coordinate: degrees or radians, as the header says.
  case rotation
  /// A translational coordinate or a point, in metres.
  case length
  /// A generalised or ground reaction force, in newtons.
  case force
  /// A generalised moment or ground reaction torque, in newton metres.
  case moment
  /// A speed of a coordinate; its unit follows the coordinate, which the label does not tell.
  case speed
  /// Something else, such as an activation: no unit.
  case other

  /// Tells the quantity from a label.
  ///
  /// Known are the labels of inverse dynamics (`hip_flexion_r_moment`, `pelvis_tx_force`), of
  /// ground reaction files (`ground_force_vy`, `1_ground_force_px`, `ground_torque_z`), and of
  /// kinematics (`pelvis_tilt`, `/jointset/hip_r/hip_flexion_r/value`).
  public init(label: String) {
    let path = label.lowercased().split(separator: "/").map(String.init)
    var name = path.last ?? ""
    if path.count > 1, name == "value" || name == "speed" {
      if name == "speed" {
        self = .speed
        return
      }
      name = path[path.count - 2]
    }
    self = OpenSimQuantity.plain(name)
  }

  private static func plain(_ name: String) -> OpenSimQuantity {
    let words = Set(name.split(separator: "_").map(String.init))
    let ends = { (suffixes: [String]) in suffixes.contains { name.hasSuffix($0) } }
    if ends(["_moment", "_torque"]) || words.contains("torque") { return .moment }
    if ends(["_force"]) || ends(["_vx", "_vy", "_vz"]) { return .force }
    if ends(["_px", "_py", "_pz", "_tx", "_ty", "_tz"]) { return .length }
    return words.isDisjoint(with: rotations) ? .other : .rotation
  }

  private static let rotations: Set<String> = [
    "tilt", "list", "obliquity", "rotation", "flexion", "adduction", "abduction", "angle",
    "extension", "bending", "inversion", "eversion", "dorsiflexion", "pro", "sup", "flex", "add",
    "rot", "dev", "mtp", "subtalar",
  ]
}
