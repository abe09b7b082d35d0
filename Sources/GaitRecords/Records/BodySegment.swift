/// A part of the body that moves as a whole, and to which a sensor is strapped.
///
/// An open set: a file may name a segment that is not listed here. Paired segments do not say the
/// side; the record does.
public struct BodySegment: Hashable, Sendable, RawRepresentable {
  /// The segment's name in lower camel case.
  public let rawValue: String

  /// Creates a segment from its name.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The head.
  public static let head = BodySegment(rawValue: "head")
  /// The trunk at the breastbone.
  public static let trunk = BodySegment(rawValue: "trunk")
  /// The lower back at the fifth lumbar vertebra.
  public static let lowerBack = BodySegment(rawValue: "lowerBack")
  /// The pelvis at the sacrum.
  public static let pelvis = BodySegment(rawValue: "pelvis")
  /// The upper leg.
  public static let thigh = BodySegment(rawValue: "thigh")
  /// The lower leg.
  public static let shank = BodySegment(rawValue: "shank")
  /// The foot.
  public static let foot = BodySegment(rawValue: "foot")
  /// The toes.
  public static let toes = BodySegment(rawValue: "toes")
  /// The shoulder girdle.
  public static let shoulder = BodySegment(rawValue: "shoulder")
  /// The upper arm.
  public static let upperArm = BodySegment(rawValue: "upperArm")
  /// The lower arm.
  public static let forearm = BodySegment(rawValue: "forearm")
  /// The wrist, where watches sit.
  public static let wrist = BodySegment(rawValue: "wrist")
  /// The hand.
  public static let hand = BodySegment(rawValue: "hand")
  /// The file does not say where the sensor sat.
  public static let unknown = BodySegment(rawValue: "unknown")
}

/// Coded as a plain string.
extension BodySegment: Codable, CustomStringConvertible {
  /// The segment's name.
  public var description: String { rawValue }
}
