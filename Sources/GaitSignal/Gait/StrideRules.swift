/// Which strides are usable, and how contacts are made into them.
///
/// Checked in this order: the trial's ends, gaps, unknown contacts, duration, foot-off, stance share.
public struct StrideRules: Hashable, Sendable, Codable {
  /// The shortest stride in seconds.
  public var minimumDurationS: Double
  /// The longest stride in seconds.
  public var maximumDurationS: Double
  /// The longest run of missing samples within a stride in seconds.
  public var maximumGapS: Double
  /// Whether a stride must have a foot-off.
  public var requiresFootOff: Bool
  /// The plausible stance shares in per cent of the cycle.
  public var stancePercent: ClosedRange<Double>

  /// Rules; the defaults suit walking, also slow and impaired.
  public init(
    minimumDurationS: Double = 0.6, maximumDurationS: Double = 2.5, maximumGapS: Double = 0.1,
    requiresFootOff: Bool = true, stancePercent: ClosedRange<Double> = 20...95
  ) {
    self.minimumDurationS = minimumDurationS
    self.maximumDurationS = maximumDurationS
    self.maximumGapS = maximumGapS
    self.requiresFootOff = requiresFootOff
    self.stancePercent = stancePercent
  }

  /// Makes strides of one foot's contacts.
  ///
  /// Every initial contact begins one stride, usable or not: those that a trial's end cuts off are
  /// counted as rejected. No stride reaches from one trial into the next.
  ///
  /// - Parameters:
  ///   - contacts: The foot's contacts in order of time.
  ///   - opposite: The other foot's contacts in order of time; without them step and double support
  ///     stay unknown.
  ///   - trials: The spans of time in seconds that hang together, in order: one for a plain
  ///     recording, several where recordings stand behind each other on one clock.
  ///   - gaps: Spans of missing samples in seconds, of every channel that matters; see `gapSpans`.
  /// - Returns: The usable strides and the others.
  public func strides(
    of contacts: [FootContact], opposite: [FootContact] = [], trials: [ClosedRange<Double>],
    gaps: [ClosedRange<Double>] = []
  ) -> StrideSegmentation {
    var cycles: [GaitCycle] = []
    var rejected: [RejectedStride] = []
    let oppositeOffs = opposite.compactMap(\.footOffS)
    let oppositeStarts = opposite.compactMap(\.initialContactS)
    let starts = contacts.indices.filter { contacts[$0].initialContactS != nil }
    for (place, index) in starts.enumerated() {
      guard let start = contacts[index].initialContactS else { continue }
      let nextIndex = place + 1 < starts.count ? starts[place + 1] : nil
      guard let nextIndex, let end = contacts[nextIndex].initialContactS, end > start else {
        let end = nextIndex.flatMap { contacts[$0].initialContactS }
        rejected.append(RejectedStride(startS: start, endS: end, reason: .crossesTrialEnd))
        continue
      }
      let cycle = GaitCycle(
        startS: start, footOffS: contacts[index].footOffS.flatMap { $0 < end ? $0 : nil },
        endS: end, oppositeFootOffS: oppositeOffs.first { $0 > start && $0 < end },
        oppositeContactS: oppositeStarts.first { $0 > start && $0 < end })
      let hasUnknownContact = nextIndex > index + 1
      if let reason = rejection(of: cycle, hasUnknownContact, trials, gaps) {
        rejected.append(RejectedStride(startS: start, endS: end, reason: reason))
      } else {
        cycles.append(cycle)
      }
    }
    return StrideSegmentation(cycles: cycles, rejected: rejected)
  }

  private func rejection(
    of cycle: GaitCycle, _ hasUnknownContact: Bool, _ trials: [ClosedRange<Double>],
    _ gaps: [ClosedRange<Double>]
  ) -> StrideRejection? {
    guard trials.contains(where: { $0.contains(cycle.startS) && $0.contains(cycle.endS) }) else {
      return .crossesTrialEnd
    }
    let isBroken = gaps.contains { gap in
      gap.upperBound - gap.lowerBound > maximumGapS && gap.upperBound > cycle.startS
        && gap.lowerBound < cycle.endS
    }
    if isBroken { return .gap }
    if hasUnknownContact { return .unknownContact }
    if cycle.durationS < minimumDurationS { return .tooShort }
    if cycle.durationS > maximumDurationS { return .tooLong }
    guard let percent = cycle.footOffPercent else { return requiresFootOff ? .noFootOff : nil }
    return stancePercent.contains(percent) ? nil : .implausibleStance
  }
}

/// The spans of time in which samples are missing.
///
/// A span reaches from the last sample before the gap to the first behind it, so that its length is
/// the time without knowledge; at the recording's ends it reaches one sampling interval beyond.
///
/// - Parameters:
///   - values: The samples; NaN where missing.
///   - sampleRateHz: Their rate.
///   - startTimeS: The time of the first sample.
/// - Returns: The spans in seconds, in order.
/// - Precondition: The rate is positive.
public func gapSpans(
  of values: [Double], sampleRateHz: Double, startTimeS: Double = 0
) -> [ClosedRange<Double>] {
  precondition(sampleRateHz > 0, "gapSpans: \(sampleRateHz) Hz")
  return missingRuns(of: values).map { run in
    let first = startTimeS + Double(run.lowerBound - 1) / sampleRateHz
    let last = startTimeS + Double(run.upperBound) / sampleRateHz
    return first...last
  }
}
