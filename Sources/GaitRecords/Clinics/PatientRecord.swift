/// Everything a clinic or study knows about one person.
public struct PatientRecord: Equatable, Sendable, Codable {
  /// Who it is.
  public var participant: ParticipantID
  /// Age, sex, body measures and diagnosis.
  public var demographics: Demographics
  /// The frontal-plane alignment of the legs that were measured.
  public var kneeAlignments: [KneeAlignment]
  /// The visits in time order.
  public var visits: [PatientVisit]
  /// The plan the person follows; nil if not stated.
  public var plan: RehabilitationPlan?
  /// What became of the person in the end; nil if unknown.
  public var outcome: RecoveryOutcome?

  /// Creates a record; what is left out is unknown.
  public init(
    participant: ParticipantID, demographics: Demographics = Demographics(),
    kneeAlignments: [KneeAlignment] = [], visits: [PatientVisit] = [],
    plan: RehabilitationPlan? = nil, outcome: RecoveryOutcome? = nil
  ) {
    self.participant = participant
    self.demographics = demographics
    self.kneeAlignments = kneeAlignments
    self.visits = visits
    self.plan = plan
    self.outcome = outcome
  }

  /// The scores on a scale in the order of the visits, nil where a visit has none.
  public func scores(_ scale: ClinicalScale) -> [Double?] { visits.map { $0.score(scale) } }

  /// The alignment of a leg; nil if it was not measured.
  public func kneeAlignment(_ side: Side) -> KneeAlignment? {
    kneeAlignments.first { $0.side == side }
  }
}
