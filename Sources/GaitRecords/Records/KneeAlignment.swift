import Foundation

/// The frontal-plane alignment of a leg, from the centres of hip, knee and ankle.
///
/// The mechanical axes run from hip to knee and from knee to ankle. Seen from the front, the angle
/// by which the shank turns away from the line of the thigh is the alignment: positive in varus
/// (bow leg: the knee lies lateral of the line from hip to ankle), negative in valgus (knock knee),
/// the same on both sides of the body.
///
/// The hip-knee-ankle angle of orthopaedics is 180 degrees minus this: below 180 degrees in varus.
public struct KneeAlignment: Hashable, Sendable, Codable {
  /// The side of the leg.
  public let side: Side
  /// The angle from straight in radians; positive in varus, negative in valgus.
  public let varusRad: Double

  /// Creates an alignment from its angle.
  public init(side: Side, varusRad: Double) {
    self.side = side
    self.varusRad = varusRad
  }

  /// The hip-knee-ankle angle in radians: pi for a straight leg, less in varus, more in valgus.
  public var hipKneeAnkleRad: Double { .pi - varusRad }

  /// Computes the alignment from joint centres in any right-handed frame.
  ///
  /// The centres are projected along the forward direction; what of it is not horizontal is
  /// removed first. The result is nil if two centres coincide in projection, a number is not finite,
  /// or forward and up are parallel.
  ///
  /// - Parameters:
  ///   - side: The side of the leg.
  ///   - hip: The centre of the hip joint.
  ///   - knee: The centre of the knee joint.
  ///   - ankle: The centre of the ankle joint.
  ///   - forward: The direction the person faces, of any length.
  ///   - up: The vertical, of any length.
  public init?(
    side: Side, hip: SIMD3<Double>, knee: SIMD3<Double>, ankle: SIMD3<Double>,
    forward: SIMD3<Double>, up: SIMD3<Double> = SIMD3(0, 0, 1)
  ) {
    // Left of the one who faces forward; the frontal plane is spanned by it and the vertical.
    let left = KneeAlignment.cross(up, forward)
    guard let upward = KneeAlignment.unit(up), let leftward = KneeAlignment.unit(left) else {
      return nil
    }
    let lateral = side == .left ? leftward : -leftward
    func projected(_ vector: SIMD3<Double>) -> SIMD2<Double> {
      SIMD2((vector * lateral).sum(), (vector * upward).sum())
    }
    let thigh = projected(knee - hip)
    let shank = projected(ankle - knee)
    let lengths = (thigh * thigh).sum() * (shank * shank).sum()
    guard lengths > 0, lengths.isFinite else { return nil }
    let turn = thigh.y * shank.x - thigh.x * shank.y
    self.init(side: side, varusRad: atan2(turn, (thigh * shank).sum()))
  }

  static func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
  }

  /// The vector of length one in a direction; nil for none.
  static func unit(_ vector: SIMD3<Double>) -> SIMD3<Double>? {
    let length = (vector * vector).sum().squareRoot()
    return length > 0 && length.isFinite ? vector / length : nil
  }
}
