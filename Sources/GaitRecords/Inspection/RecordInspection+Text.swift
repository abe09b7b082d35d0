extension RecordInspection {
  /// The summary for people, a line each.
  public var lines: [String] {
    var lines = ["\(file): \(format)\(version.map { ", \($0)" } ?? "")"]
    for person in people { lines.append("  person \(person.id)\(words(person.demographics))") }
    if !recordings.isEmpty {
      lines.append("  \(recordings.count) recordings")
      lines += recordings.map {
        "    \($0.name) of \($0.person), \(RecordInspection.short($0.durationS)) s"
      }
    }
    for device in devices { lines += self.lines(device) }
    for array in arrays {
      lines.append(
        "  \(array.name) \(array.shape.map(String.init).joined(separator: " x ")): \(array.elements)"
      )
    }
    if !events.isEmpty { lines += eventLines }
    lines += forcePlates.map { "  force \($0)" }
    lines += notes.map { "  \($0.name): \($0.text)" }
    if !conversions.isEmpty {
      lines.append("  converted: \(conversions.joined(separator: "; "))")
    }
    if droppedRows > 0 { lines.append("  rows left out: \(droppedRows)") }
    lines += warnings.map { "  warning: \($0)" }
    return lines.map(RecordInspection.printable)
  }

  private func lines(_ device: DeviceSummary) -> [String] {
    let count = device.channels.count
    let head =
      "  \(device.name): \(count) channel\(count == 1 ? "" : "s"), \(device.frames) frames at "
      + "\(RecordInspection.short(device.sampleRateHz)) Hz, "
      + "\(RecordInspection.short(device.durationS)) s from "
      + "\(RecordInspection.short(device.startTimeS)) s"
    return [head]
      + device.channels.map { channel in
        var text = "    \(channel.name) [\(channel.unit)]"
        if channel.unit != channel.sourceUnit { text += " from \(channel.sourceUnit)" }
        if let range = channel.range {
          text +=
            ", \(RecordInspection.short(range[0])) to \(RecordInspection.short(range[1]))"
        }
        if channel.missingShare > 0 {
          let percent = RecordInspection.short(channel.missingShare * 100)
          text += ", \(percent) % missing in \(channel.gaps) gap\(channel.gaps == 1 ? "" : "s")"
        }
        return text
      }
  }

  /// The events of each kind with the first times.
  private var eventLines: [String] {
    var kinds = [String]()
    var times = [String: [Double]]()
    for event in events {
      let kind = event.context.isEmpty ? event.label : "\(event.context) \(event.label)"
      if times[kind] == nil { kinds.append(kind) }
      times[kind, default: []].append(event.timeS)
    }
    return ["  \(events.count) events"]
      + kinds.map { kind in
        let own = times[kind] ?? []
        let shown = own.prefix(6).map { RecordInspection.short($0) }.joined(separator: ", ")
        return "    \(kind): \(own.count) at \(shown)\(own.count > 6 ? ", ..." : "") s"
      }
  }

  private func words(_ demographics: Demographics) -> String {
    var words = [String]()
    if let sex = demographics.sex { words.append("\(sex)") }
    if let age = demographics.ageYears { words.append("\(RecordInspection.short(age)) years") }
    if let height = demographics.heightM { words.append("\(RecordInspection.short(height)) m") }
    if let mass = demographics.massKg { words.append("\(RecordInspection.short(mass)) kg") }
    if let side = demographics.affectedSide { words.append("affected \(side.rawValue)") }
    return words.isEmpty ? "" : ": \(words.joined(separator: ", "))"
  }

  private static func short(_ value: Double) -> String { RecordError.rounded(value) }

  /// Control characters of a hostile file must not reach a terminal.
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map {
          $0.properties.generalCategory == .control ? Unicode.Scalar(UInt8(63)) : $0
        }))
  }
}
