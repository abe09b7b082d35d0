/// One walk recorded by insoles under both feet, or under one.
public struct InsoleWalk: Equatable, Sendable, Codable {
  /// The recording's name, unique in its folder, such as `GaCo01_01`.
  public var name: String
  /// Who walked.
  public var participant: ParticipantID
  /// How, in the study's words, such as `usual` or `dual task`; nil if not stated.
  public var condition: String?
  /// The insoles, left before right.
  public var insoles: [InsoleRecord]

  /// Creates a walk.
  public init(
    name: String, participant: ParticipantID, condition: String? = nil, insoles: [InsoleRecord]
  ) {
    self.name = name
    self.participant = participant
    self.condition = condition
    self.insoles = insoles
  }

  /// The insole of a side; nil if it was not recorded.
  public func insole(_ side: Side) -> InsoleRecord? { insoles.first { $0.side == side } }
}
