import Foundation
import GaitRecords

/// Reads the conditions that strides are wanted for.
enum ConditionTable {
  /// One condition a row; see `GaitSimulationStudy.predict`.
  ///
  /// - Throws: `RecordError` where the table cannot be read, lacks the side, or has a cell that is
  ///   neither blank nor a number.
  static func read(_ file: URL) throws -> [StrideCondition] {
    let table = try DelimitedTable(contentsOf: file, textColumns: .named(["side", "foot"]))
    let sides = try table.text("side")
    func numbers(_ name: String) throws -> [Double?] {
      guard table.columnNames.contains(name) else {
        return Array(repeating: nil, count: table.rowCount)
      }
      return try table.numbers(name).map { $0.isNaN ? nil : $0 }
    }
    let feet = table.columnNames.contains("foot") ? try table.text("foot") : sides.map { _ in "" }
    let (severities, speeds) = (try numbers("severity"), try numbers("speed_m_per_s"))
    let masses = try numbers("mass_kg")
    return try sides.indices.map { row in
      guard let side = Side(rawValue: sides[row].lowercased()) else {
        throw RecordError.malformed(
          file: table.file, line: table.line(ofRow: row), column: "side",
          expected: "left or right", found: sides[row])
      }
      guard ["", "affected", "sound"].contains(feet[row].lowercased()) else {
        throw RecordError.malformed(
          file: table.file, line: table.line(ofRow: row), column: "foot",
          expected: "affected, sound or nothing", found: feet[row])
      }
      let isAffected = feet[row].isEmpty ? nil : feet[row].lowercased() == "affected"
      return StrideCondition(
        side: side, isAffected: isAffected, severity: severities[row], speedMPerS: speeds[row],
        massKg: masses[row])
    }
  }
}
