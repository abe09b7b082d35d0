/// Finds when a foot is on the ground from the angular velocity of the foot or the shank.
///
/// **Sign.** The angular velocity is that about the medio-lateral axis, positive while the limb
/// swings forward: the shank's lower end moves ahead of its upper end, the foot's toes move up. With
/// X forward, Y up and Z to the right (ISB) that is a positive turn about Z, for both sides. A sensor
/// whose axis points to the left has to be multiplied by -1 first; a walk with the wrong sign gives
/// no contacts or implausible ones, never quietly the same.
///
/// **Rule.** Mid-swing is a maximum above `minimumSwingPeak`, at least `minimumStrideS` from a higher
/// one. Initial contact is the first local minimum below zero behind it; foot-off is the nearest local
/// minimum below `-minimumFootOffDip` before it, both within `searchS` and not beyond the neighbouring
/// mid-swing (Salarian et al. 2004, doi:10.1109/TBME.2004.827933, with zero-phase Butterworth
/// low-passes in place of their FIR filters). Both times are refined by a parabola through three
/// samples. Against force plates such events are late or early by some 10 to 40 ms.
public struct AngularVelocityContactDetector: Hashable, Sendable, Codable {
  /// The least angular velocity in mid-swing, in radians per second (50 degrees per second).
  public var minimumSwingPeak: Double
  /// How far foot-off dips below zero, in radians per second (20 degrees per second).
  public var minimumFootOffDip: Double
  /// The least time between two mid-swings of one foot in seconds.
  public var minimumStrideS: Double
  /// How far from mid-swing an event may lie in seconds.
  public var searchS: Double
  /// The cut-off of the low-pass before initial contacts are looked for, in hertz; nil for none.
  public var contactCutoffHz: Double?
  /// The cut-off of the low-pass before mid-swings and foot-offs are looked for; nil for none.
  public var footOffCutoffHz: Double?

  /// A detector; the defaults are those of Salarian et al.
  public init(
    minimumSwingPeak: Double = 50 * .pi / 180, minimumFootOffDip: Double = 20 * .pi / 180,
    minimumStrideS: Double = 0.5, searchS: Double = 1.5, contactCutoffHz: Double? = 30,
    footOffCutoffHz: Double? = 10
  ) {
    self.minimumSwingPeak = minimumSwingPeak
    self.minimumFootOffDip = minimumFootOffDip
    self.minimumStrideS = minimumStrideS
    self.searchS = searchS
    self.contactCutoffHz = contactCutoffHz
    self.footOffCutoffHz = footOffCutoffHz
  }

  /// One swing of a foot as the angular velocity shows it.
  public struct Swing: Hashable, Sendable, Codable {
    /// When the foot left the ground in seconds; nil if no dip was found.
    public let footOffS: Double?
    /// When the foot swung fastest in seconds.
    public let midSwingS: Double
    /// When the foot met the ground again in seconds; nil if no dip was found.
    public let initialContactS: Double?
  }

  /// The swings of one foot.
  ///
  /// - Parameters:
  ///   - angularVelocity: About the medio-lateral axis in radians per second, positive in swing; NaN
  ///     where missing.
  ///   - sampleRateHz: Its sampling rate.
  ///   - startTimeS: The time of its first sample.
  /// - Returns: The swings in order of time.
  /// - Throws: `SignalError` if a cut-off is not below half the rate or the rate is not positive.
  public func swings(
    angularVelocity: [Double], sampleRateHz: Double, startTimeS: Double = 0
  ) throws(SignalError) -> [Swing] {
    guard sampleRateHz > 0, sampleRateHz.isFinite, searchS > 0, searchS.isFinite else {
      throw .invalidParameter(
        operation: "contacts from angular velocity", expected: "a positive rate and search time",
        found: "\(sampleRateHz) Hz and \(searchS) s")
    }
    let fine = try filtered(angularVelocity, contactCutoffHz, sampleRateHz)
    let coarse = try filtered(angularVelocity, footOffCutoffHz, sampleRateHz)
    let swings = peaks(
      of: coarse, minimumHeight: minimumSwingPeak, minimumDistance: minimumStrideS * sampleRateHz)
    let reach = Int((searchS * sampleRateHz).rounded(.up))
    return swings.indices.map { place in
      let middle = swings[place].index
      let next = place + 1 < swings.count ? swings[place + 1].index : fine.count - 1
      let previous = place > 0 ? swings[place - 1].index : 0
      let contact = firstDip(
        fine, stride(from: middle + 1, to: min(middle + reach, next), by: 1), below: 0)
      let footOff = firstDip(
        coarse, stride(from: middle - 1, to: max(middle - reach, previous), by: -1),
        below: -minimumFootOffDip)
      return Swing(
        footOffS: footOff.map { startTimeS + $0 / sampleRateHz },
        midSwingS: startTimeS + vertex(coarse, middle) / sampleRateHz,
        initialContactS: contact.map { startTimeS + $0 / sampleRateHz })
    }
  }

  /// The contacts of one foot: from the end of each swing to the beginning of the next.
  ///
  /// Arguments and errors are those of `swings`.
  public func contacts(
    angularVelocity: [Double], sampleRateHz: Double, startTimeS: Double = 0
  ) throws(SignalError) -> [FootContact] {
    let swings = try swings(
      angularVelocity: angularVelocity, sampleRateHz: sampleRateHz, startTimeS: startTimeS)
    guard let first = swings.first, let last = swings.last else { return [] }
    var contacts = [FootContact(initialContactS: nil, footOffS: first.footOffS)]
    for (before, after) in zip(swings, swings.dropFirst()) {
      // Between two swings there is a stance; an event out of order belongs to neither.
      var contact = FootContact(initialContactS: before.initialContactS, footOffS: after.footOffS)
      if let duration = contact.durationS, duration <= 0 { contact.footOffS = nil }
      contacts.append(contact)
    }
    contacts.append(FootContact(initialContactS: last.initialContactS, footOffS: nil))
    return contacts.filter { $0.initialContactS != nil || $0.footOffS != nil }
  }

  private func filtered(
    _ values: [Double], _ cutoffHz: Double?, _ rate: Double
  ) throws(SignalError) -> [Double] {
    guard let cutoffHz else { return values }
    let filter = try Butterworth.design(order: 2, .lowPass(cutoffHz: cutoffHz), sampleRateHz: rate)
    return try filter.zeroPhaseFilteredBetweenGaps(values)
  }

  private func firstDip(
    _ values: [Double], _ places: StrideTo<Int>, below limit: Double
  ) -> Double? {
    for place in places where place > 0 && place + 1 < values.count {
      // A missing sample is in no order, so that nothing is found beyond a gap.
      if values[place].isNaN { return nil }
      if values[place] < limit, values[place] < values[place - 1],
        values[place] <= values[place + 1]
      {
        return vertex(values, place)
      }
    }
    return nil
  }

  /// The place of the extremum of the parabola through a sample and its neighbours.
  private func vertex(_ values: [Double], _ place: Int) -> Double {
    guard place > 0, place + 1 < values.count else { return Double(place) }
    let bend = values[place - 1] - 2 * values[place] + values[place + 1]
    let shift = (values[place - 1] - values[place + 1]) / (2 * bend)
    return shift.isFinite && abs(shift) <= 1 ? Double(place) + shift : Double(place)
  }
}
