import GaitRecords
import GaitSignal

extension FootContact {
  /// The contacts of one foot that a laboratory's events tell of.
  ///
  /// A strike that is followed by another one has no known foot-off, and a foot-off without a strike
  /// no known initial contact.
  ///
  /// - Parameters:
  ///   - side: Whose foot.
  ///   - events: The events of both feet in any order.
  /// - Returns: The contacts in order of time.
  public static func contacts(of side: Side, in events: [GaitEvent]) -> [FootContact] {
    var contacts: [FootContact] = []
    for event in events.filter({ $0.side == side }).sorted(by: { $0.timeS < $1.timeS }) {
      switch event.kind {
      case .footStrike:
        contacts.append(FootContact(initialContactS: event.timeS, footOffS: nil))
      case .footOff:
        if let last = contacts.last, last.footOffS == nil {
          contacts[contacts.count - 1].footOffS = event.timeS
        } else {
          contacts.append(FootContact(initialContactS: nil, footOffS: event.timeS))
        }
      }
    }
    return contacts
  }

  /// The contact as events of a foot.
  public func events(of side: Side) -> [GaitEvent] {
    let strike = initialContactS.map { GaitEvent(timeS: $0, side: side, kind: .footStrike) }
    let off = footOffS.map { GaitEvent(timeS: $0, side: side, kind: .footOff) }
    return [strike, off].compactMap(\.self)
  }
}
