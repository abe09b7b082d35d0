/// An estimate with the range that a method of known coverage puts around it.
public struct ConfidenceInterval: Hashable, Sendable, Codable {
  /// The estimate on the data themselves.
  public let estimate: Double

  /// The lower end.
  public let lower: Double

  /// The upper end.
  public let upper: Double

  /// The intended coverage, such as 0.95.
  public let confidence: Double

  /// An interval around an estimate.
  public init(estimate: Double, lower: Double, upper: Double, confidence: Double) {
    self.estimate = estimate
    self.lower = lower
    self.upper = upper
    self.confidence = confidence
  }

  /// Whether a value lies inside, ends included.
  public func contains(_ value: Double) -> Bool { value >= lower && value <= upper }
}
