/// Levels and missing columns of training people, by which any table of the same columns is encoded.
public struct FittedClinicalEncoder: Hashable, Sendable, Codable {
  /// A column as training people have it.
  struct Column: Hashable, Sendable, Codable {
    let column: ClinicalColumn
    /// The places of the levels seen; nil for numbers and scores.
    let levels: [Int]?
    let hasIndicator: Bool

    init(column: ClinicalColumn, levels: [Int]?, hasIndicator: Bool) {
      self.column = column
      self.levels = levels
      self.hasIndicator = hasIndicator
    }

    private enum CodingKeys: String, CodingKey {
      case column, levels, hasIndicator
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      column = try container.decode(ClinicalColumn.self, forKey: .column)
      levels = try container.decodeIfPresent([Int].self, forKey: .levels)
      hasIndicator = try container.decode(Bool.self, forKey: .hasIndicator)
      let known = column.levels?.names.indices
      guard (known == nil) == (levels == nil),
        levels?.allSatisfy({ known?.contains($0) ?? false }) ?? true
      else {
        throw DecodingError.dataCorruptedError(
          forKey: .levels, in: container, debugDescription: "levels that \(column.name) has not")
      }
    }
  }

  let unknownLevel: ClinicalEncoder.UnknownLevel
  let columns: [Column]
  /// The columns that no training person had a value in.
  public let droppedColumns: [String]

  /// Rows of plain numbers with the names of their columns.
  public struct Numbers: Sendable {
    /// The columns' names.
    public let names: [String]
    /// The rows, each as long as the names; NaN where missing.
    public let rows: [[Double]]
  }

  /// The names of the columns of `quantities`.
  public var quantityNames: [String] {
    columns.filter { $0.levels == nil }.map(\.column.name)
  }

  /// The names of the columns of `marks`.
  public var markNames: [String] {
    var names: [String] = []
    for entry in columns {
      guard let seen = entry.levels, let levels = entry.column.levels else { continue }
      names += seen.map { "\(entry.column.name)=\(levels.names[$0])" }
      if unknownLevel == .other { names.append("\(entry.column.name)=other") }
    }
    return names + columns.filter(\.hasIndicator).map { "\($0.column.name) is missing" }
  }

  /// The numbers and scores, not yet filled or scaled.
  ///
  /// - Parameters:
  ///   - table: A table that has the training table's columns.
  ///   - rows: The rows wanted.
  /// - Returns: The rows in the order wanted.
  /// - Throws: `ClinicalTableError.invalidColumns` if a column is not there or is another.
  public func quantities(
    _ table: ClinicalTable, rows: [Int]
  ) throws(ClinicalTableError) -> Numbers {
    let places = try places(in: table)
    let wanted = columns.indices.filter { columns[$0].levels == nil }
    return Numbers(
      names: quantityNames, rows: rows.map { row in wanted.map { table[row, places[$0]] } })
  }

  /// The categories as zeros and ones, and behind them the marks of missing cells.
  ///
  /// - Parameters:
  ///   - table: A table that has the training table's columns.
  ///   - rows: The rows wanted.
  /// - Returns: The rows in the order wanted.
  /// - Throws: `ClinicalTableError.invalidColumns` if a column is not there or is another,
  ///   `ClinicalTableError.unknownLevel` for a level of no training person where that is refused.
  public func marks(
    _ table: ClinicalTable, rows: [Int]
  ) throws(ClinicalTableError) -> Numbers {
    let places = try places(in: table)
    var result: [[Double]] = []
    for row in rows {
      var marks: [Double] = []
      for (entry, place) in zip(columns, places) {
        guard let seen = entry.levels else { continue }
        let cell = table[row, place]
        let isUnknown = !cell.isNaN && !seen.contains(Int(cell))
        if isUnknown, unknownLevel == .refused {
          let levels = entry.column.levels?.names ?? []
          throw .unknownLevel(
            cell: ClinicalTableError.Cell(
              file: table.file, line: nil, row: row + 1, column: entry.column.name),
            levels: seen.map { levels[$0] }, found: levels[Int(cell)])
        }
        marks += seen.map { Double($0) == cell ? 1 : 0 }
        if unknownLevel == .other { marks.append(isUnknown ? 1 : 0) }
      }
      for (entry, place) in zip(columns, places) where entry.hasIndicator {
        marks.append(table[row, place].isNaN ? 1 : 0)
      }
      result.append(marks)
    }
    return Numbers(names: markNames, rows: result)
  }

  /// Quantities and marks side by side.
  ///
  /// Arguments and errors are those of `marks`.
  public func numbers(
    _ table: ClinicalTable, rows: [Int]
  ) throws(ClinicalTableError) -> Numbers {
    let quantities = try quantities(table, rows: rows)
    let marks = try marks(table, rows: rows)
    return Numbers(
      names: quantities.names + marks.names, rows: zip(quantities.rows, marks.rows).map(+))
  }

  private func places(in table: ClinicalTable) throws(ClinicalTableError) -> [Int] {
    var places: [Int] = []
    for entry in columns {
      let place = try table.columnIndex(entry.column.name)
      guard table.columns[place].kind == entry.column.kind else {
        throw .invalidColumns(
          expected: "\(entry.column.name) as in training", found: "\(table.columns[place].kind)")
      }
      places.append(place)
    }
    return places
  }
}
