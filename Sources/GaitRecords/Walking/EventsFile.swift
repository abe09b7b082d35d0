import Foundation

/// Reads the gait events of one trial.
struct EventsFile {
  let events: [GaitEvent]
  let report: ImportReport

  init(contentsOf url: URL, limits: ReadingLimits) throws(RecordError) {
    let table = try DelimitedTable(
      contentsOf: url, textColumns: .named(["side", "event"]), limits: limits)
    var report = table.report
    let times = try table.numbers(WalkingLayout.timeColumn)
    let sides = try table.text("side")
    let kinds = try table.text("event")
    var events = [GaitEvent]()
    for row in 0..<table.rowCount {
      let line = table.line(ofRow: row)
      guard !times[row].isNaN else {
        throw .malformed(
          file: table.file, line: line, column: WalkingLayout.timeColumn, expected: "a time",
          found: "a blank cell")
      }
      guard let side = Side(rawValue: sides[row].lowercased()),
        let kind = EventsFile.kind(kinds[row])
      else {
        report.warn(
          "the event \"\(sides[row]) \(kinds[row])\" is not known and left out", file: table.file,
          line: line)
        report.addDroppedRows(1)
        continue
      }
      events.append(GaitEvent(timeS: times[row], side: side, kind: kind))
    }
    self.events = events.sorted { $0.timeS < $1.timeS }
    self.report = report
  }

  private static func kind(_ word: String) -> GaitEvent.Kind? {
    switch word.lowercased() {
    case "foot strike": .footStrike
    case "foot off": .footOff
    default: nil
    }
  }

  static func word(_ kind: GaitEvent.Kind) -> String {
    kind == .footStrike ? "Foot Strike" : "Foot Off"
  }
}
