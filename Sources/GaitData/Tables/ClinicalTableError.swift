import Foundation
import GaitRecords

/// Why a clinical table could not be read or prepared.
public enum ClinicalTableError: Error, Hashable, Sendable {
  /// The place of a cell: the file, its line, the table's row from 1 and the column.
  public struct Cell: Hashable, Sendable {
    /// The file's name, or a word for a table made otherwise.
    public let file: String
    /// The line in the file, from 1; nil where there is no file.
    public let line: Int?
    /// The data row, from 1.
    public let row: Int
    /// The column's name.
    public let column: String
  }

  /// The file could not be read as a table.
  case file(RecordError)
  /// A number lies outside of its column's range.
  case outOfRange(cell: Cell, range: ClosedRange<Double>, unit: PhysicalUnit, found: Double)
  /// A scale cannot give a score.
  case notOnScale(cell: Cell, ClinicalScaleError)
  /// A cell spells no level of its category.
  case unknownLevel(cell: Cell, levels: [String], found: String)
  /// A row says not whose it is.
  case unknownParticipant(cell: Cell)
  /// A person has two rows for one visit.
  case repeatedVisit(file: String, participant: ParticipantID, order: Double)
  /// Two columns have one name, or a schema names one that a table lacks.
  case invalidColumns(expected: String, found: String)
}

extension ClinicalTableError: CustomStringConvertible {
  /// The file, the place, what was expected and what was found, on one line.
  public var description: String {
    switch self {
    case .file(let error): error.description
    case .outOfRange(let cell, let range, let unit, let found):
      "\(cell): expected \(range.lowerBound) to \(range.upperBound)"
        + "\(unit == .one ? "" : " \(unit)"), found \(found)"
    case .notOnScale(let cell, let error): "\(cell): \(error)"
    case .unknownLevel(let cell, let levels, let found):
      "\(cell): expected one of \(levels.joined(separator: ", ")), found \(found.debugDescription)"
    case .unknownParticipant(let cell): "\(cell): expected a participant, found an empty cell"
    case .repeatedVisit(let file, let participant, let order):
      "\(file): participant \(participant.rawValue): expected one row for the visit at \(order), "
        + "found two"
    case .invalidColumns(let expected, let found):
      "clinical table: expected \(expected), found \(found)"
    }
  }
}

extension ClinicalTableError.Cell: CustomStringConvertible {
  /// The place in words.
  public var description: String {
    "\(file)\(line.map { ", line \($0)" } ?? ""), row \(row), column \(column)"
  }
}

extension ClinicalTableError: LocalizedError {
  /// The same text as `description`.
  public var errorDescription: String? { description }
}
