import GaitRecords

/// Rows of clinical values: whose they are, when they were taken, and typed columns.
///
/// Numbers are in SI units, whatever unit the file has; scores are as the scale gives them; a category
/// is the place of its level. A missing cell is NaN.
public struct ClinicalTable: Sendable {
  /// Where the table comes from, for messages.
  public let file: String
  /// The columns.
  public let columns: [ClinicalColumn]
  /// Whose row each one is.
  public let participants: [ParticipantID]
  /// When each row was taken: the visit's number, or weeks; NaN where the table has no visits.
  public let order: [Double]
  /// The cells `[row, column]`; NaN where missing.
  public let values: [Double]

  /// A table of checked cells.
  ///
  /// - Parameters:
  ///   - file: Where the table comes from.
  ///   - columns: The columns.
  ///   - participants: Whose row each one is.
  ///   - order: When each row was taken; unknown if nil.
  ///   - values: The cells `[row, column]`: numbers in their column's unit, NaN where missing.
  /// - Throws: `ClinicalTableError` naming the first cell that its column cannot hold.
  /// - Precondition: As many cells as rows times columns, and a time for each row.
  public init(
    file: String = "table", columns: [ClinicalColumn], participants: [ParticipantID],
    order: [Double]? = nil, values: [Double]
  ) throws(ClinicalTableError) {
    try self.init(
      file: file, columns: columns, participants: participants, order: order, values: values,
      line: { _ in nil })
  }

  init(
    file: String, columns: [ClinicalColumn], participants: [ParticipantID], order: [Double]?,
    values: [Double], line: (Int) -> Int?
  ) throws(ClinicalTableError) {
    precondition(
      values.count == participants.count * columns.count
        && (order.map { $0.count == participants.count } ?? true),
      "ClinicalTable: \(values.count) cells for [\(participants.count), \(columns.count)]")
    let names = columns.map(\.name)
    guard Set(names).count == names.count else {
      throw .invalidColumns(expected: "every column once", found: names.joined(separator: ", "))
    }
    self.file = file
    self.columns = columns
    self.participants = participants
    self.order = order ?? [Double](repeating: .nan, count: participants.count)
    var checked = values
    for row in participants.indices {
      for (place, column) in columns.enumerated() {
        let index = row * columns.count + place
        guard !values[index].isNaN else { continue }
        let cell = ClinicalTableError.Cell(
          file: file, line: line(row), row: row + 1, column: column.name)
        checked[index] = try column.checked(values[index], cell)
      }
    }
    self.values = checked
  }

  /// The number of rows.
  public var rowCount: Int { participants.count }

  /// One cell; NaN where missing.
  public subscript(row: Int, column: Int) -> Double { values[row * columns.count + column] }

  /// The place of a column.
  ///
  /// - Throws: `ClinicalTableError.invalidColumns` if there is none of this name.
  public func columnIndex(_ name: String) throws(ClinicalTableError) -> Int {
    guard let index = columns.firstIndex(where: { $0.name == name }) else {
      throw .invalidColumns(
        expected: "a column \(name)", found: columns.map(\.name).joined(separator: ", "))
    }
    return index
  }

  /// The cells of a column; NaN where missing.
  ///
  /// - Throws: `ClinicalTableError.invalidColumns` if there is none of this name.
  public func column(_ name: String) throws(ClinicalTableError) -> [Double] {
    let place = try columnIndex(name)
    return (0..<rowCount).map { self[$0, place] }
  }

  /// The share of cells that are missing in each column, from 0 to 1.
  public var missingShares: [Double] {
    columns.indices.map { column in
      let missing = (0..<rowCount).count { self[$0, column].isNaN }
      return rowCount == 0 ? 0 : Double(missing) / Double(rowCount)
    }
  }
}

extension ClinicalColumn {
  /// A value in SI units, if the column can hold it.
  fileprivate func checked(
    _ value: Double, _ cell: ClinicalTableError.Cell
  ) throws(ClinicalTableError) -> Double {
    switch kind {
    case .number(let unit, let range):
      let allowed = range ?? -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
      guard allowed.contains(value) else {
        throw .outOfRange(cell: cell, range: allowed, unit: unit, found: value)
      }
      return value * unit.siFactor
    case .category(let levels):
      guard value >= 0, value < Double(levels.names.count), value == value.rounded() else {
        throw .unknownLevel(cell: cell, levels: levels.names, found: "\(value)")
      }
      return value
    case .scale(let scale):
      do {
        return try scale.validated(value)
      } catch {
        throw .notOnScale(cell: cell, error)
      }
    }
  }
}
