/// An event of a C3D file, as it names it.
public struct C3DEvent: Hashable, Sendable, Codable {
  /// The time in seconds; frame 1 of the original recording is at 0.
  public var timeS: Double
  /// What happened, such as `Foot Strike`.
  public var label: String
  /// To what: `Left`, `Right` or `General`; empty if the file does not say.
  public var context: String
  /// To whom; empty if the file does not say.
  public var subject: String

  /// Creates an event.
  public init(timeS: Double, label: String, context: String = "", subject: String = "") {
    self.timeS = timeS
    self.label = label
    self.context = context
    self.subject = subject
  }

  /// The contact that the label and the context name; nil if they name another event.
  public var gaitEvent: GaitEvent? {
    let side: Side
    switch context.lowercased() {
    case "left": side = .left
    case "right": side = .right
    default: return nil
    }
    switch label.lowercased().replacing("_", with: " ") {
    case "foot strike", "heel strike", "initial contact":
      return GaitEvent(timeS: timeS, side: side, kind: .footStrike)
    case "foot off", "toe off":
      return GaitEvent(timeS: timeS, side: side, kind: .footOff)
    default: return nil
    }
  }

  /// The events of a parameter section, or else those of the header.
  static func events(
    _ parameters: C3DParameters, header: C3DHeader, file: String, report: inout ImportReport
  ) -> [C3DEvent] {
    let times = parameters.continued("EVENT", "TIMES").flatMap(\.numbers)
    let stated = parameters.count("EVENT", "USED") ?? times.count / 2
    if stated == 0 || times.isEmpty { return header.events }
    if stated > times.count / 2 {
      report.warn("EVENT:USED says \(stated) events, found \(times.count / 2) times", file: file)
    }
    let labels = parameters.words("EVENT", "LABELS")
    let contexts = parameters.words("EVENT", "CONTEXTS")
    let subjects = parameters.words("EVENT", "SUBJECTS")
    var events = [C3DEvent]()
    for place in 0..<min(stated, times.count / 2) {
      let time = times[2 * place] * 60 + times[2 * place + 1]
      guard time.isFinite else {
        report.warn("event \(place + 1) has no time and is left out", file: file)
        continue
      }
      events.append(
        C3DEvent(
          timeS: time, label: place < labels.count ? labels[place] : "",
          context: place < contexts.count ? contexts[place] : "",
          subject: place < subjects.count ? subjects[place] : ""))
    }
    return events
  }
}
