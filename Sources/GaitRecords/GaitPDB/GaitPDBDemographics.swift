import Foundation

/// Reads gaitpdb's table of demographics.
///
/// The database writes some heights in centimetres; a height above 3 is read so. Columns are found
/// by name, whatever follows it (`Height (meters)`), and may be missing, except `ID`.
struct GaitPDBDemographics {
  static let fileName = "demographics.txt"

  let participants: [GaitPDBParticipant]
  let report: ImportReport

  init(contentsOf url: URL, limits: ReadingLimits) throws(RecordError) {
    let table = try DelimitedTable(contentsOf: url, textColumns: .all, limits: limits)
    var cells = Cells(table: table, report: table.report)
    let names = try cells.words("ID")
    var participants = [GaitPDBParticipant]()
    var seen = Set<String>()
    for row in 0..<table.rowCount {
      let name = names[row]
      guard !name.isEmpty, seen.insert(name).inserted else {
        throw .malformed(
          file: table.file, line: table.line(ofRow: row), column: "ID",
          expected: "a name not yet listed", found: name.isEmpty ? "a blank cell" : "\"\(name)\"")
      }
      participants.append(try cells.participant(name, row))
    }
    if cells.hasCentimetres {
      cells.report.addConversion(
        file: table.file, quantity: "Height", from: .centimetre, to: .metre)
    }
    self.participants = participants
    report = cells.report
  }

  private struct Cells {
    let table: DelimitedTable
    var report: ImportReport
    var hasCentimetres = false
    private let columns: [String: [String]]

    init(table: DelimitedTable, report: ImportReport) {
      self.table = table
      self.report = report
      var columns = [String: [String]]()
      for name in table.columnNames {
        let key = name.split { " (".contains($0) }.first.map(String.init) ?? name
        columns[key] = try? table.text(name)
      }
      self.columns = columns
    }

    func words(_ column: String) throws(RecordError) -> [String] {
      guard let words = columns[column] else {
        throw .missingColumn(file: table.file, column: column, found: table.columnNames)
      }
      return words
    }

    /// The number of a cell within a range; nil where the cell says that there is none.
    func number(
      _ column: String, _ row: Int, _ range: ClosedRange<Double>
    ) throws(RecordError) -> Double? {
      guard let word = columns[column]?[row], !MissingCell.matches(Array(word.utf8)[...]) else {
        return nil
      }
      guard let value = NumberScanner().number(Array(word.utf8)[...]), range.contains(value) else {
        throw .malformed(
          file: table.file, line: table.line(ofRow: row), column: column,
          expected: "a number from \(range.lowerBound) to \(range.upperBound)",
          found: TextFile.excerpt(Array(word.utf8)))
      }
      return value
    }

    /// The meaning of a code; nil where the cell is blank.
    func code<Value>(
      _ column: String, _ row: Int, _ meanings: [Int: Value]
    ) throws(RecordError) -> Value? {
      guard let value = try number(column, row, 0...1e6) else { return nil }
      guard let key = Int(exactly: value), let meaning = meanings[key] else {
        throw .malformed(
          file: table.file, line: table.line(ofRow: row), column: column,
          expected: meanings.keys.sorted().map { "\($0)" }.joined(separator: " or "),
          found: "\(value)")
      }
      return meaning
    }

    mutating func participant(
      _ name: String, _ row: Int
    ) throws(RecordError) -> GaitPDBParticipant {
      var height = try number("Height", row, 0.3...300)
      if let written = height, written > 3 {
        height = written / 100
        hasCentimetres = true
      }
      var speeds = [Int: Double]()
      for column in columns.keys.sorted() where column.hasPrefix("Speed_") {
        guard let walk = Int(column.dropFirst(6)) else { continue }
        speeds[walk] = try number(column, row, 0...20)
      }
      return GaitPDBParticipant(
        id: ParticipantID(name), study: columns["Study"]?[row] ?? "",
        hasParkinson: try code("Group", row, [1: true, 2: false]),
        sex: try code("Gender", row, [1: Sex.male, 2: .female]),
        ageYears: try number("Age", row, 0...130),
        anthropometry: Anthropometry(massKg: try number("Weight", row, 1...500), heightM: height),
        hoehnYahr: try number("HoehnYahr", row, 0...5), updrs: try number("UPDRS", row, 0...300),
        updrsMotor: try number("UPDRSM", row, 0...200),
        timedUpAndGoS: try number("TUAG", row, 0...3600), speedsMPerS: speeds)
    }
  }
}
