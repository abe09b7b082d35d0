/// A joint of the leg.
public enum Joint: String, Hashable, Sendable, Codable, CaseIterable {
  /// The hip.
  case hip
  /// The knee.
  case knee
  /// The ankle.
  case ankle
}

/// The anatomical plane in which a joint turns.
public enum AnatomicalPlane: String, Hashable, Sendable, Codable, CaseIterable {
  /// Flexion and extension: the first component of motion-capture models.
  case sagittal
  /// Adduction and abduction: the second component.
  case frontal
  /// Internal and external rotation: the third component.
  case transverse
}

/// An axis of the laboratory.
public enum LaboratoryAxis: String, Hashable, Sendable, Codable, CaseIterable {
  /// The first axis of the laboratory.
  case x
  /// The second axis of the laboratory.
  case y
  /// The third axis of the laboratory; up in most of them.
  case z
}
