/// The body measures that a gait laboratory takes; nil where unknown.
public struct Anthropometry: Hashable, Sendable, Codable {
  /// Body mass in kilograms.
  public var massKg: Double?
  /// Body height in metres.
  public var heightM: Double?
  /// Length of the left leg in metres.
  public var leftLegLengthM: Double?
  /// Length of the right leg in metres.
  public var rightLegLengthM: Double?
  /// Width of the left knee in metres.
  public var leftKneeWidthM: Double?
  /// Width of the right knee in metres.
  public var rightKneeWidthM: Double?

  /// Creates a set of measures; those left out are unknown.
  public init(
    massKg: Double? = nil, heightM: Double? = nil, leftLegLengthM: Double? = nil,
    rightLegLengthM: Double? = nil, leftKneeWidthM: Double? = nil, rightKneeWidthM: Double? = nil
  ) {
    self.massKg = massKg
    self.heightM = heightM
    self.leftLegLengthM = leftLegLengthM
    self.rightLegLengthM = rightLegLengthM
    self.leftKneeWidthM = leftKneeWidthM
    self.rightKneeWidthM = rightKneeWidthM
  }

  /// The length of the leg of a side in metres.
  public func legLengthM(_ side: Side) -> Double? {
    side == .left ? leftLegLengthM : rightLegLengthM
  }

  /// The width of the knee of a side in metres.
  public func kneeWidthM(_ side: Side) -> Double? {
    side == .left ? leftKneeWidthM : rightKneeWidthM
  }
}
