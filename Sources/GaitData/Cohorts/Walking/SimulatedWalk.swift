import GaitRecords

/// One walk of a made-up person: what a laboratory would record, and what only the model knows.
public struct SimulatedWalk: Sendable, Equatable {
  /// The person's place in the cohort.
  public let subjectIndex: Int
  /// How the person was asked to walk.
  public let condition: WalkingCondition
  /// The number of the repetition, from 1.
  public let repetition: Int
  /// Angles, moments, forces, joint centres, EMG of eight muscles a leg and events.
  public let trial: WalkingTrial
  /// Units on the pelvis and on thigh, shank and foot of both legs, on the trial's clock.
  public let imu: [IMURecord]
  /// The centre of pressure under each foot in metres, `[time, 6]`: side, then laboratory axis;
  /// missing where the foot is off the ground.
  public let centreOfPressure: SampledSignal

  /// The unit on a segment; nil if there is none.
  public func imu(_ segment: BodySegment, _ side: Side? = nil) -> IMURecord? {
    imu.first { $0.segment == segment && $0.side == side }
  }
}
