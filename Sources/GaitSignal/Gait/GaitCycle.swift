/// One gait cycle: from an initial contact of a foot to the next of the same foot.
public struct GaitCycle: Hashable, Sendable, Codable {
  /// The initial contact that begins it, in seconds on the recording's clock.
  public let startS: Double
  /// The foot-off that ends its stance, in seconds; nil only where the rules do not ask for one.
  public let footOffS: Double?
  /// The next initial contact of the same foot, in seconds.
  public let endS: Double
  /// The other foot's foot-off within the cycle, in seconds: the end of loading response.
  public let oppositeFootOffS: Double?
  /// The other foot's initial contact within the cycle, in seconds.
  public let oppositeContactS: Double?

  /// A cycle of given events.
  ///
  /// - Precondition: The end lies behind the start.
  public init(
    startS: Double, footOffS: Double?, endS: Double, oppositeFootOffS: Double? = nil,
    oppositeContactS: Double? = nil
  ) {
    precondition(endS > startS, "GaitCycle: from \(startS) to \(endS) s")
    self.startS = startS
    self.footOffS = footOffS
    self.endS = endS
    self.oppositeFootOffS = oppositeFootOffS
    self.oppositeContactS = oppositeContactS
  }

  /// The stride time in seconds.
  public var durationS: Double { endS - startS }

  /// The time on the ground in seconds; nil without a foot-off.
  public var stanceS: Double? { footOffS.map { $0 - startS } }

  /// The time in the air in seconds; nil without a foot-off.
  public var swingS: Double? { footOffS.map { endS - $0 } }

  /// Where foot-off lies in the cycle, in per cent: the stance share, about 60 in walking.
  public var footOffPercent: Double? { footOffS.map(percent) }

  /// Where a time lies in the cycle, in per cent.
  public func percent(of timeS: Double) -> Double { (timeS - startS) / durationS * 100 }

  /// From initial contact to the other foot's foot-off in seconds; nil where unknown.
  public var initialDoubleSupportS: Double? {
    oppositeFootOffS.map { $0 - startS }
  }

  /// From the other foot's initial contact to foot-off in seconds; nil where unknown.
  public var terminalDoubleSupportS: Double? {
    guard let contact = oppositeContactS, let off = footOffS else { return nil }
    return off - contact
  }

  /// Both double supports in seconds; nil where one is unknown.
  public var doubleSupportS: Double? {
    guard let first = initialDoubleSupportS, let second = terminalDoubleSupportS else { return nil }
    return first + second
  }

  /// The time on this foot alone in seconds: the other foot's swing; nil where unknown.
  public var singleSupportS: Double? {
    guard let off = oppositeFootOffS, let contact = oppositeContactS else { return nil }
    return contact - off
  }

  /// The time of the step that ends this cycle in seconds; nil where unknown.
  ///
  /// It runs from the other foot's initial contact to this foot's: a step is named after the foot
  /// that lands.
  public var stepS: Double? { oppositeContactS.map { endS - $0 } }
}
