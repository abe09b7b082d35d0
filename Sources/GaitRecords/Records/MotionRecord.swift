/// What motion capture and inverse dynamics say about both legs, on one clock.
///
/// Every signal has a fixed order of channels, so that a place can be computed instead of looked
/// up; a quantity that was not recorded is there with every sample missing.
///
/// Moments are the joint's internal moments per body mass, as inverse dynamics gives them with the
/// ground reaction applied: a plantar-flexor push-off is positive, a hip-extensor moment at loading
/// is positive. The axes of `groundReaction` and `jointCentres` are the laboratory's: the sign of
/// the horizontal components follows the direction of walking.
public struct MotionRecord: Equatable, Sendable, Codable {
  /// Joint angles in radians, `[time, 18]`: side, then joint, then plane.
  public var jointAngles: SampledSignal
  /// Internal joint moments in N m/kg, `[time, 18]`: side, then joint, then plane.
  public var jointMoments: SampledSignal
  /// Ground reaction force in N/kg, `[time, 6]`: side, then laboratory axis.
  public var groundReaction: SampledSignal
  /// Joint centres in metres, `[time, 18]`: side, then joint, then laboratory axis.
  public var jointCentres: SampledSignal
  /// 1 while the foot is on the ground by the events, 0 in swing, `[time, 2]`: side.
  public var stance: SampledSignal

  /// Creates a record from its signals.
  ///
  /// - Precondition: The channel counts are 18, 18, 6, 18 and 2, and all share one clock.
  public init(
    jointAngles: SampledSignal, jointMoments: SampledSignal, groundReaction: SampledSignal,
    jointCentres: SampledSignal, stance: SampledSignal
  ) {
    let signals = [jointAngles, jointMoments, groundReaction, jointCentres, stance]
    let counts = signals.map(\.channelCount)
    precondition(
      counts == [18, 18, 6, 18, 2], "MotionRecord: channel counts \(counts), not 18, 18, 6, 18, 2")
    precondition(
      signals.allSatisfy {
        $0.frameCount == jointAngles.frameCount && $0.sampleRateHz == jointAngles.sampleRateHz
          && $0.startTimeS == jointAngles.startTimeS
      }, "MotionRecord: the signals are not on one clock")
    self.jointAngles = jointAngles
    self.jointMoments = jointMoments
    self.groundReaction = groundReaction
    self.jointCentres = jointCentres
    self.stance = stance
  }

  /// The number of frames.
  public var frameCount: Int { jointAngles.frameCount }
  /// Frames per second.
  public var sampleRateHz: Double { jointAngles.sampleRateHz }
  /// The time of the first frame in seconds.
  public var startTimeS: Double { jointAngles.startTimeS }

  /// The channel of `jointAngles` and `jointMoments` for a joint's plane.
  public static func channel(_ side: Side, _ joint: Joint, _ plane: AnatomicalPlane) -> Int {
    (side.position * 3 + joint.position) * 3 + plane.position
  }

  /// The channel of `jointCentres` for a joint's coordinate.
  public static func channel(_ side: Side, _ joint: Joint, _ axis: LaboratoryAxis) -> Int {
    (side.position * 3 + joint.position) * 3 + axis.position
  }

  /// The channel of `groundReaction` for a component of the force.
  public static func channel(_ side: Side, _ axis: LaboratoryAxis) -> Int {
    side.position * 3 + axis.position
  }

  /// The channel of `stance` for a side.
  public static func channel(_ side: Side) -> Int { side.position }
}

extension CaseIterable where Self: Equatable {
  /// The place of the case among all cases.
  package var position: Int {
    var place = 0
    for candidate in Self.allCases {
      if candidate == self { break }
      place += 1
    }
    return place
  }
}
