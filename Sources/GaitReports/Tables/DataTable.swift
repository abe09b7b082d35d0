/// A table of a report: what is read in it, and what is saved beside it.
public struct DataTable: Hashable, Sendable {
  /// What stands in one cell.
  public enum Cell: Hashable, Sendable {
    /// Words.
    case text(String)
    /// A count.
    case count(Int)
    /// A number, shown with so many decimals; the saved file has all of them.
    case number(Double, decimals: Int)
    /// The probability of a result at least as far from the null hypothesis.
    case pValue(Double)
    /// Nothing was measured.
    case missing
  }

  /// A column: its heading, with its unit where it has one.
  public struct Column: Hashable, Sendable {
    /// The heading.
    public var name: String
    /// The unit, nil for words and counts.
    public var unit: String?

    /// A column of a heading and a unit.
    public init(_ name: String, unit: String? = nil) {
      self.name = name
      self.unit = unit
    }

    /// The heading with its unit in parentheses; a bare number, of the unit "1", has none to show.
    public var title: String {
      guard let unit, unit != "1" else { return name }
      return "\(name) (\(unit))"
    }
  }

  /// What the table shows, in a line.
  public var caption: String
  /// The columns.
  public let columns: [Column]
  /// The rows, each as long as the columns.
  public private(set) var rows: [[Cell]]

  /// A table.
  ///
  /// - Precondition: Every row has a cell for each column.
  public init(caption: String, columns: [Column], rows: [[Cell]] = []) {
    self.caption = caption
    self.columns = columns
    self.rows = []
    for row in rows { append(row) }
  }

  /// Adds a row.
  ///
  /// - Precondition: It has a cell for each column.
  public mutating func append(_ row: [Cell]) {
    precondition(
      row.count == columns.count,
      "DataTable.append: \(row.count) cells for \(columns.count) columns")
    rows.append(row)
  }

  /// A number, or a missing cell where there is none or it is not finite.
  public static func cell(_ value: Double?, decimals: Int = 3) -> Cell {
    guard let value, value.isFinite else { return .missing }
    return .number(value, decimals: decimals)
  }

  /// A p-value, or a missing cell where there is none or it is not finite.
  public static func pValue(_ value: Double?) -> Cell {
    guard let value, value.isFinite else { return .missing }
    return .pValue(value)
  }
}

extension DataTable.Cell: ExpressibleByStringLiteral {
  /// A cell of words.
  public init(stringLiteral value: String) { self = .text(value) }
}

extension DataTable.Cell {
  /// What a reader sees.
  var shown: String {
    switch self {
    case .text(let words): words
    case .count(let count): String(count)
    case .number(let value, let decimals): MarkupText.fixed(value, decimals: decimals)
    case .pValue(let value):
      // No test of these sizes tells a smaller one from zero, and zero it is not.
      value < 0.0001 ? "<.0001" : MarkupText.fixed(value, decimals: 4)
    case .missing: "–"
    }
  }

  var isNumeric: Bool {
    if case .text = self { return false }
    return true
  }
}
