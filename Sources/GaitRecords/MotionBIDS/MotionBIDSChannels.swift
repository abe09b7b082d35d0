/// The table of channels of a motion recording.
struct MotionBIDSChannels {
  var names = [String]()
  var notes = [MotionBIDSRecording.ChannelNote]()
  var units = [PhysicalUnit]()

  init(
    _ text: TextFile, limits: ReadingLimits, report: inout ImportReport
  ) throws(RecordError) {
    let table = try DelimitedTable(
      text, extent: TableExtent(start: text.start, line: 1),
      dialect: TableDialect(delimiter: .tab), textColumns: .all, limits: limits)
    let columns = (
      name: try table.text("name"), component: try table.text("component"),
      type: try table.text("type"), point: try table.text("tracked_point"),
      unit: try table.text("units")
    )
    guard table.rowCount <= limits.maximumColumns else {
      throw .limitExceeded(
        file: text.name, limit: "channels", allowed: limits.maximumColumns, found: table.rowCount)
    }
    for row in 0..<table.rowCount {
      guard let kind = MotionBIDSRecording.Kind(rawValue: columns.type[row].uppercased()) else {
        throw .malformed(
          file: text.name, line: table.line(ofRow: row), column: "type",
          expected: "one of "
            + MotionBIDSRecording.Kind.allCases.map(\.rawValue).joined(separator: ", "),
          found: "\"\(columns.type[row])\"")
      }
      names.append(columns.name[row])
      notes.append(
        MotionBIDSRecording.ChannelNote(
          kind: kind, component: MotionBIDSChannels.stated(columns.component[row]),
          trackedPoint: MotionBIDSChannels.stated(columns.point[row])))
      guard let text = MotionBIDSChannels.stated(columns.unit[row]) else {
        units.append(kind == .latency ? .second : .one)
        continue
      }
      if let unit = try? PhysicalUnit(parsing: text) {
        units.append(unit)
      } else {
        report.warn(
          "the unit \(text) of \(columns.name[row]) is not known; its numbers are kept",
          file: table.file, line: table.line(ofRow: row))
        units.append(PhysicalUnit(symbol: text, dimension: .none))
      }
    }
    names = ColumnNames.unique(names)
  }

  /// A cell's text; nil if it says n/a.
  private static func stated(_ text: String) -> String? {
    text.isEmpty || text.lowercased() == "n/a" ? nil : text
  }
}
