import Foundation
import GaitRecords

/// How the columns of a file make a clinical table.
///
/// ```swift
/// let schema = ClinicalSchema(
///   participant: "subject", visit: nil,
///   columns: [.category("group", ["A", "B", "C"]), .scale("week1", .barthel)])
/// let table = try ClinicalTable(contentsOf: url, schema: schema)
/// ```
public struct ClinicalSchema: Hashable, Sendable, Codable {
  /// The column of the file that says whose row it is.
  public var participant: String
  /// The column that says which visit it is, as a number; nil if the file has one row per person.
  public var visit: String?
  /// The columns of the table.
  public var columns: [ClinicalColumn]

  /// A schema.
  ///
  /// - Parameters:
  ///   - participant: The column that says whose row it is.
  ///   - visit: The column that says which visit it is.
  ///   - columns: The columns of the table; others of the file are ignored.
  public init(participant: String, visit: String? = nil, columns: [ClinicalColumn]) {
    self.participant = participant
    self.visit = visit
    self.columns = columns
  }

  /// The columns of the file that hold words.
  public var textColumns: DelimitedTable.TextColumns {
    .named(Set([participant] + columns.filter { $0.levels != nil }.map(\.source)))
  }
}

extension ClinicalTable {
  /// Reads a table from a file.
  ///
  /// Only the columns that the schema names have to hold what it says; the others are read as words.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - schema: How its columns make the table.
  ///   - limits: How much is taken in.
  /// - Throws: `ClinicalTableError` naming the cell.
  public init(
    contentsOf url: URL, schema: ClinicalSchema, limits: ReadingLimits = ReadingLimits()
  ) throws(ClinicalTableError) {
    let header: DelimitedTable
    let table: DelimitedTable
    do {
      header = try DelimitedTable(contentsOf: url, textColumns: .all, limits: limits)
      let numeric = schema.columns.filter { $0.levels == nil }.map(\.source) + [schema.visit ?? ""]
      table = try DelimitedTable(
        contentsOf: url, dialect: header.dialect,
        textColumns: .named(Set(header.columnNames).subtracting(numeric)), limits: limits)
    } catch {
      throw .file(error)
    }
    try self.init(table, schema: schema)
  }

  /// Makes a clinical table of a table that was read with the schema's `textColumns`.
  ///
  /// - Parameters:
  ///   - table: The file's table.
  ///   - schema: How its columns make the table.
  /// - Throws: `ClinicalTableError` naming the cell.
  public init(_ table: DelimitedTable, schema: ClinicalSchema) throws(ClinicalTableError) {
    func column<Cells>(_ read: () throws(RecordError) -> Cells) throws(ClinicalTableError) -> Cells
    {
      do { return try read() } catch { throw .file(error) }
    }
    let names = try column { () throws(RecordError) in try table.text(schema.participant) }
    for (row, name) in names.enumerated() where ClinicalTable.isMissing(name) {
      throw .unknownParticipant(
        cell: ClinicalTableError.Cell(
          file: table.file, line: table.line(ofRow: row), row: row + 1,
          column: schema.participant))
    }
    var order: [Double]?
    if let visit = schema.visit {
      order = try column { () throws(RecordError) in try table.numbers(visit) }
    }
    var cells = [Double](repeating: .nan, count: table.rowCount * schema.columns.count)
    for (place, entry) in schema.columns.enumerated() {
      guard let levels = entry.levels else {
        let numbers = try column { () throws(RecordError) in try table.numbers(entry.source) }
        for (row, number) in numbers.enumerated() {
          cells[row * schema.columns.count + place] = number
        }
        continue
      }
      let words = try column { () throws(RecordError) in try table.text(entry.source) }
      // A level comes first: `None` is a grade of improvement as well as a missing value.
      for (row, word) in words.enumerated() {
        if let level = levels.index(of: word) {
          cells[row * schema.columns.count + place] = Double(level)
        } else if !ClinicalTable.isMissing(word) {
          throw .unknownLevel(
            cell: ClinicalTableError.Cell(
              file: table.file, line: table.line(ofRow: row), row: row + 1, column: entry.name),
            levels: levels.names, found: word)
        }
      }
    }
    try self.init(
      file: table.file, columns: schema.columns, participants: names.map { ParticipantID($0) },
      order: order, values: cells, line: { table.line(ofRow: $0) })
  }

  private static func isMissing(_ word: String) -> Bool {
    MissingCell.matches(ArraySlice(word.utf8))
  }
}
