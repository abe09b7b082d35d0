import GaitRecords

extension ParticipantID {
  /// The identity of a made-up person: `SYN-A0001` is the first of the ankle cohort.
  static func synthetic(_ cohort: CohortKind, _ index: Int) -> ParticipantID {
    let digits = String(index + 1)
    let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
    return ParticipantID("SYN-\(cohort.letter)\(zeros)\(digits)")
  }
}
