/// A part of a study of legs.
package enum LegStudyPart: String, Codable, Sendable, CaseIterable {
  /// Every predictor on people left out, and the fits to everyone.
  case comparison
  /// What the Cross-LSTM reads, asked of people left out.
  case interpretation
  /// From level walking to other ground with few strides.
  case transfer
}
