/// The axes along which a sensor's three channels are given.
public enum SensorFrame: String, Hashable, Sendable, Codable, CaseIterable {
  /// The axes of the housing, as it happened to be mounted.
  case housing
  /// Right-handed: x towards the toes or forward, y left, z up; at rest z reads plus one g.
  case forwardLeftUp
  /// Right-handed, after the International Society of Biomechanics: x forward, y up, z right.
  case forwardUpRight
  /// Right-handed, as motion-capture laboratories have it: x right, y forward, z up.
  case rightForwardUp
  /// Mirrored for each foot: posterior-anterior, medial-lateral, superior-inferior.
  case anatomical
  /// The axes of the laboratory or of the earth, not of the sensor.
  case world
}
