/// What an examination of the body gave in single numbers: ranges of motion, strengths, gait.
public struct BiomechanicalSummary: Hashable, Sendable, Codable {
  /// How far a joint moves.
  public struct RangeOfMotion: Hashable, Sendable, Codable {
    /// The joint.
    public var joint: Joint
    /// The side of the body.
    public var side: Side
    /// The direction from the neutral position; nil for the whole range of the plane.
    public var movement: JointMovement?
    /// The range in radians.
    public var rangeRad: Double

    /// Creates a range of motion.
    public init(joint: Joint, side: Side, movement: JointMovement? = nil, rangeRad: Double) {
      self.joint = joint
      self.side = side
      self.movement = movement
      self.rangeRad = rangeRad
    }
  }

  /// How strongly the muscles turn a joint.
  public struct Strength: Hashable, Sendable, Codable {
    /// The joint.
    public var joint: Joint
    /// The side of the body.
    public var side: Side
    /// The direction of the effort.
    public var movement: JointMovement
    /// The greatest moment in N m.
    public var peakMomentNm: Double

    /// Creates a strength.
    public init(joint: Joint, side: Side, movement: JointMovement, peakMomentNm: Double) {
      self.joint = joint
      self.side = side
      self.movement = movement
      self.peakMomentNm = peakMomentNm
    }
  }

  /// The ranges of motion measured.
  public var rangesOfMotion: [RangeOfMotion]
  /// The strengths measured.
  public var strengths: [Strength]
  /// The walking speed in m/s; nil if not measured.
  public var walkingSpeedMPerS: Double?
  /// Steps of both feet per second; nil if not measured.
  public var stepsPerS: Double?
  /// The share of the body's weight that the affected leg bears in quiet standing; 0.5 if even.
  public var affectedWeightShare: Double?

  /// Creates a summary; what is left out was not measured.
  public init(
    rangesOfMotion: [RangeOfMotion] = [], strengths: [Strength] = [],
    walkingSpeedMPerS: Double? = nil, stepsPerS: Double? = nil, affectedWeightShare: Double? = nil
  ) {
    self.rangesOfMotion = rangesOfMotion
    self.strengths = strengths
    self.walkingSpeedMPerS = walkingSpeedMPerS
    self.stepsPerS = stepsPerS
    self.affectedWeightShare = affectedWeightShare
  }

  /// The range of motion of a joint in radians; nil if not measured.
  public func rangeOfMotionRad(
    of joint: Joint, _ side: Side, _ movement: JointMovement? = nil
  ) -> Double? {
    rangesOfMotion.first { $0.joint == joint && $0.side == side && $0.movement == movement }?
      .rangeRad
  }

  /// The strength of a joint in N m; nil if not measured.
  public func peakMomentNm(
    of joint: Joint, _ side: Side, _ movement: JointMovement
  ) -> Double? {
    strengths.first { $0.joint == joint && $0.side == side && $0.movement == movement }?
      .peakMomentNm
  }
}
