/// Turns typed columns into plain numbers: what has an order stays, categories become columns.
///
/// Numbers and scores pass through, missing ones as NaN, for an imputer and a scaler to follow. A
/// category becomes one column of zeros and ones per level that training people have; a missing one
/// is zero in all of them. What is fitted depends on training rows alone.
///
/// ```swift
/// let encoder = try ClinicalEncoder().fitted(to: table, rows: trainingRows)
/// let numbers = try encoder.numbers(table, rows: testRows)
/// ```
public struct ClinicalEncoder: Hashable, Sendable, Codable {
  /// What becomes of a level that no training person has.
  public enum UnknownLevel: String, Hashable, Sendable, Codable {
    /// Zero in every column of the category.
    case ignored
    /// One in a column of its own, `name=other`.
    case other
    /// An error that names the cell.
    case refused
  }

  /// What becomes of a level that no training person has.
  public var unknownLevel: UnknownLevel
  /// Whether a column of zeros and ones that marks missing cells is added for every column that has
  /// missing cells in training (scikit-learn's `MissingIndicator` with `missing-only`).
  public var addsIndicators: Bool

  /// An encoder.
  public init(unknownLevel: UnknownLevel = .ignored, addsIndicators: Bool = true) {
    self.unknownLevel = unknownLevel
    self.addsIndicators = addsIndicators
  }

  /// Learns levels and missing columns from training rows.
  ///
  /// A column of numbers that no training row has is left out, and named in `droppedColumns`.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - rows: The training people's rows; no other is looked at.
  /// - Returns: The fitted encoder.
  /// - Throws: `ClinicalTableError.invalidColumns` without any row.
  public func fitted(
    to table: ClinicalTable, rows: [Int]
  ) throws(ClinicalTableError) -> FittedClinicalEncoder {
    guard !rows.isEmpty else {
      throw .invalidColumns(expected: "training rows", found: "none")
    }
    var columns: [FittedClinicalEncoder.Column] = []
    var dropped: [String] = []
    for (place, column) in table.columns.enumerated() {
      let cells = rows.map { table[$0, place] }
      let hasMissing = cells.contains { $0.isNaN }
      if column.levels == nil, cells.allSatisfy(\.isNaN) {
        dropped.append(column.name)
        continue
      }
      let seen = Set(cells.filter { !$0.isNaN }).sorted().map { Int($0) }
      columns.append(
        FittedClinicalEncoder.Column(
          column: column, levels: column.levels == nil ? nil : seen,
          hasIndicator: addsIndicators && hasMissing))
    }
    return FittedClinicalEncoder(
      unknownLevel: unknownLevel, columns: columns, droppedColumns: dropped)
  }
}
