import Foundation

/// One row of `trials.csv`: whose trial it is and what is known about it beforehand.
struct TrialEntry: Sendable {
  let stem: String
  let name: String
  let line: Int
  let participant: ParticipantID
  let condition: String?
  let anthropometry: Anthropometry
  let affectedSide: Side?
  let pointRateHz: Double?
  let frames: Int?
  let analogRateHz: Double?
  let qualities: [EMGQuality?]
}

/// The table of trials of a walking folder.
struct TrialSheet: Sendable {
  static let fileName = "trials.csv"

  let entries: [TrialEntry]
  let report: ImportReport

  init(contentsOf url: URL, limits: ReadingLimits) throws(RecordError) {
    let table = try DelimitedTable(contentsOf: url, textColumns: .all, limits: limits)
    var report = table.report
    let participants = try table.text("subject")
    let files = try table.text("file")
    let cells = Cells(table: table)
    var entries = [TrialEntry]()
    for row in 0..<table.rowCount {
      guard !participants[row].isEmpty, !files[row].isEmpty else {
        throw .malformed(
          file: table.file, line: table.line(ofRow: row),
          column: participants[row].isEmpty ? "subject" : "file", expected: "a name",
          found: "a blank cell")
      }
      let stem = files[row].split(separator: ".").first.map(String.init) ?? files[row]
      let condition = cells.text("condition", row)
      entries.append(
        TrialEntry(
          stem: stem, name: condition.map { "\(stem)_\($0.lowercased())" } ?? stem,
          line: table.line(ofRow: row), participant: ParticipantID(participants[row]),
          condition: condition, anthropometry: try TrialSheet.anthropometry(cells, row),
          affectedSide: try TrialSheet.affectedSide(cells, row),
          pointRateHz: try cells.number("point_rate_hz", row),
          frames: try cells.number("frames", row).flatMap { Int(exactly: $0) },
          analogRateHz: try cells.number("analog_rate_hz", row),
          qualities: try TrialSheet.qualities(cells, row)))
    }
    report.addConversion(
      file: table.file, quantity: "body measures", from: .millimetre, to: .metre)
    var names = Set<String>()
    for entry in entries where !names.insert(entry.name).inserted {
      throw .malformed(
        file: table.file, line: entry.line, column: "file", expected: "a trial not yet listed",
        found: "\"\(entry.name)\" again")
    }
    self.entries = entries
    self.report = report
  }

  private static func anthropometry(_ cells: Cells, _ row: Int) throws(RecordError)
    -> Anthropometry
  {
    Anthropometry(
      massKg: try cells.number("mass_kg", row),
      heightM: try cells.metres("height_mm", row),
      leftLegLengthM: try cells.metres("l_leg_mm", row),
      rightLegLengthM: try cells.metres("r_leg_mm", row),
      leftKneeWidthM: try cells.metres("l_knee_width_mm", row),
      rightKneeWidthM: try cells.metres("r_knee_width_mm", row))
  }

  /// The affected side, by the optional column `affected_side`; nil where neither is, or none stated.
  private static func affectedSide(_ cells: Cells, _ row: Int) throws(RecordError) -> Side? {
    guard let word = cells.text("affected_side", row)?.lowercased(), word != "none" else {
      return nil
    }
    guard
      let side = Side.allCases.first(where: {
        word == $0.rawValue || word == $0.letter.lowercased()
      })
    else {
      throw .malformed(
        file: cells.table.file, line: cells.table.line(ofRow: row), column: "affected_side",
        expected: "left, right, none or a blank", found: "\"\(word)\"")
    }
    return side
  }

  /// The stated quality of each electrode; nil where the table states none.
  private static func qualities(_ cells: Cells, _ row: Int) throws(RecordError) -> [EMGQuality?] {
    var qualities = [EMGQuality?]()
    for electrode in WalkingLayout.electrodes {
      let column = "emg_\(electrode.stem)"
      guard let word = cells.text(column, row) else {
        qualities.append(nil)
        continue
      }
      guard let quality = EMGQuality(rawValue: word.lowercased()) else {
        throw .malformed(
          file: cells.table.file, line: cells.table.line(ofRow: row), column: column,
          expected: "ok, flat or saturated", found: "\"\(word)\"")
      }
      qualities.append(quality)
    }
    return qualities
  }

  /// The cells of the table by column name; a column that is not there is blank.
  private struct Cells {
    let table: DelimitedTable
    let columns: [String: [String]]

    init(table: DelimitedTable) {
      self.table = table
      var columns = [String: [String]]()
      for name in table.columnNames { columns[name] = try? table.text(name) }
      self.columns = columns
    }

    func text(_ column: String, _ row: Int) -> String? {
      guard let word = columns[column]?[row], !MissingCell.matches(Array(word.utf8)[...]) else {
        return nil
      }
      return word
    }

    func metres(_ column: String, _ row: Int) throws(RecordError) -> Double? {
      try number(column, row).map { $0 * PhysicalUnit.millimetre.siFactor }
    }

    /// A positive number; every measure and rate in this table is one.
    func number(_ column: String, _ row: Int) throws(RecordError) -> Double? {
      guard let word = text(column, row) else { return nil }
      let separator = table.dialect.decimalSeparator == .comma ? "," : "."
      guard TableDialect.isNumber(Array(word.utf8)[...], separator: Array(separator.utf8)[0]),
        let value = Double(word.replacing(separator, with: ".")), value.isFinite, value > 0
      else {
        throw .malformed(
          file: table.file, line: table.line(ofRow: row), column: column,
          expected: "a positive number", found: "\"\(word)\"")
      }
      return value
    }
  }
}
