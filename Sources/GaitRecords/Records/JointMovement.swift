/// A direction in which a joint of the leg is moved or loaded.
public enum JointMovement: String, Hashable, Sendable, Codable, CaseIterable {
  /// Bending; at the ankle, see `dorsiflexion`.
  case flexion
  /// Straightening; at the ankle, see `plantarflexion`.
  case `extension`
  /// Towards the midline.
  case adduction
  /// Away from the midline.
  case abduction
  /// Turning the front inward.
  case internalRotation
  /// Turning the front outward.
  case externalRotation
  /// Lifting the foot.
  case dorsiflexion
  /// Lowering the foot.
  case plantarflexion
  /// Turning the sole inward.
  case inversion
  /// Turning the sole outward.
  case eversion
}
