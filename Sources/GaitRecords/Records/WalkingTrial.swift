/// One walk of one person through a gait laboratory.
///
/// All records share the trial's clock: equal times are the same moment.
public struct WalkingTrial: Equatable, Sendable, Codable {
  /// The trial's name, unique in its folder, such as `HC002D06_straight`.
  public var name: String
  /// Who walked.
  public var participant: ParticipantID
  /// How, in the study's words, such as `Straight`; nil if not stated.
  public var condition: String?
  /// The person's body measures.
  public var anthropometry: Anthropometry
  /// The side that disease or injury affects; nil if neither is, or if it is not stated.
  public var affectedSide: Side?
  /// Joint angles, moments, ground reaction, joint centres and stance.
  public var motion: MotionRecord
  /// Electromyography; nil if the trial has none.
  public var emg: EMGRecord?
  /// The force plates, in the order of their numbers.
  public var forcePlates: [ForcePlateRecord]
  /// The gait events in time order.
  public var events: [GaitEvent]

  /// Creates a trial.
  public init(
    name: String, participant: ParticipantID, condition: String? = nil,
    anthropometry: Anthropometry = Anthropometry(), affectedSide: Side? = nil,
    motion: MotionRecord, emg: EMGRecord? = nil, forcePlates: [ForcePlateRecord] = [],
    events: [GaitEvent] = []
  ) {
    self.name = name
    self.participant = participant
    self.condition = condition
    self.anthropometry = anthropometry
    self.affectedSide = affectedSide
    self.motion = motion
    self.emg = emg
    self.forcePlates = forcePlates
    self.events = events
  }
}
