/// Finds when a foot is on the ground from the vertical force under it.
///
/// A contact begins where the force rises through the threshold and ends where it falls through it
/// for the last time before it is below the threshold less the hysteresis, so that noise around the
/// threshold makes no events. Both times lie on the straight line between two samples. Contacts
/// shorter than `minimumStanceS` are dropped, and swings shorter than `minimumSwingS` are taken for
/// a bounce: the contact goes on.
///
/// 20 N suits a force plate; an instrumented treadmill and insoles, whose zero wanders, want a
/// share of body weight (`.bodyWeightShare(0.05, bodyWeightN: 9.81 * mass)`).
public struct ForceContactDetector: Hashable, Sendable, Codable {
  /// The force above which a foot counts as on the ground.
  public enum Threshold: Hashable, Sendable, Codable {
    /// So many newtons.
    case newtons(Double)
    /// A share of body weight.
    case bodyWeightShare(Double, bodyWeightN: Double)

    /// The threshold in newtons.
    public var newtons: Double {
      switch self {
      case .newtons(let force): force
      case .bodyWeightShare(let share, let weight): share * weight
      }
    }
  }

  /// The force above which the foot is on the ground.
  public var threshold: Threshold
  /// The share of the threshold by which the force must fall below it before the foot is off.
  public var hysteresisShare: Double
  /// The shortest contact in seconds.
  public var minimumStanceS: Double
  /// The shortest time between two contacts in seconds.
  public var minimumSwingS: Double
  /// The longest run of missing samples in seconds that a straight line bridges; a longer one ends
  /// a contact at an unknown time.
  public var bridgedGapS: Double

  /// A detector; the defaults suit walking over force plates.
  public init(
    threshold: Threshold = .newtons(20), hysteresisShare: Double = 0.5,
    minimumStanceS: Double = 0.15, minimumSwingS: Double = 0.1, bridgedGapS: Double = 0.1
  ) {
    self.threshold = threshold
    self.hysteresisShare = hysteresisShare
    self.minimumStanceS = minimumStanceS
    self.minimumSwingS = minimumSwingS
    self.bridgedGapS = bridgedGapS
  }

  /// The contacts of one foot.
  ///
  /// - Parameters:
  ///   - verticalForceN: The force that carries the body, in newtons, positive while loaded; NaN
  ///     where missing.
  ///   - sampleRateHz: Its sampling rate.
  ///   - startTimeS: The time of its first sample.
  /// - Returns: The contacts in order of time.
  /// - Throws: `SignalError.invalidParameter` for a rate or a threshold that is not positive, or a
  ///   hysteresis outside of 0 to 1.
  public func contacts(
    verticalForceN: [Double], sampleRateHz: Double, startTimeS: Double = 0
  ) throws(SignalError) -> [FootContact] {
    try check(sampleRateHz)
    let bridge = Int((bridgedGapS * sampleRateHz).rounded(.down))
    let force = fillingGaps(verticalForceN, maximumLength: bridge).values
    let found = presentRuns(of: force).flatMap { contacts(force, in: $0) }
    var merged: [FootContact] = []
    for contact in found {
      if let last = merged.last, let end = last.footOffS, let start = contact.initialContactS,
        start - end < minimumSwingS * sampleRateHz
      {
        merged[merged.count - 1].footOffS = contact.footOffS
      } else {
        merged.append(contact)
      }
    }
    // What was found is in samples.
    return merged.compactMap { contact in
      if let duration = contact.durationS, duration < minimumStanceS * sampleRateHz { return nil }
      return FootContact(
        initialContactS: contact.initialContactS.map { startTimeS + $0 / sampleRateHz },
        footOffS: contact.footOffS.map { startTimeS + $0 / sampleRateHz })
    }
  }

  private func contacts(_ force: [Double], in run: Range<Int>) -> [FootContact] {
    let high = threshold.newtons
    let low = high * (1 - hysteresisShare)
    var contacts: [FootContact] = []
    var isLoaded = force[run.lowerBound] >= high
    var start: Double?
    var lastFall: Double?
    for index in run.dropFirst() {
      let (before, now) = (force[index - 1], force[index])
      let crossing = Double(index - 1) + (high - before) / (now - before)
      if before < high, now >= high, !isLoaded {
        isLoaded = true
        start = crossing
      }
      if before >= high, now < high { lastFall = crossing }
      if isLoaded, now < high, now <= low {
        contacts.append(FootContact(initialContactS: start, footOffS: lastFall))
        isLoaded = false
      }
    }
    if isLoaded { contacts.append(FootContact(initialContactS: start, footOffS: nil)) }
    return contacts
  }

  private func check(_ sampleRateHz: Double) throws(SignalError) {
    let operation = "contacts from force"
    guard sampleRateHz > 0, sampleRateHz.isFinite else {
      throw .invalidParameter(
        operation: operation, expected: "a positive rate", found: "\(sampleRateHz) Hz")
    }
    guard threshold.newtons > 0, threshold.newtons.isFinite else {
      throw .invalidParameter(
        operation: operation, expected: "a positive threshold", found: "\(threshold.newtons) N")
    }
    guard hysteresisShare >= 0, hysteresisShare <= 1, minimumStanceS >= 0, minimumSwingS >= 0,
      bridgedGapS >= 0, bridgedGapS.isFinite
    else {
      throw .invalidParameter(
        operation: operation, expected: "a hysteresis from 0 to 1 and durations of at least 0",
        found:
          "\(hysteresisShare), stance \(minimumStanceS) s, swing \(minimumSwingS) s, "
          + "gap \(bridgedGapS) s")
    }
  }
}
