/// How a table of text is written: what parts its cells, and what its numbers look like.
public struct TableDialect: Hashable, Sendable {
  /// What stands between two cells.
  public enum Delimiter: String, Hashable, Sendable, Codable, CaseIterable {
    /// A tabulator.
    case tab
    /// A semicolon, as spreadsheets write where the comma is the decimal separator.
    case semicolon
    /// A comma.
    case comma
    /// A vertical bar.
    case bar
    /// A run of blanks and tabulators of any length.
    case whitespace

    /// The delimiter's byte; a blank for a run of white space.
    package var byte: UInt8 {
      switch self {
      case .tab: 9
      case .semicolon: UInt8(ascii: ";")
      case .comma: UInt8(ascii: ",")
      case .bar: UInt8(ascii: "|")
      case .whitespace: 32
      }
    }
  }

  /// What stands between the whole and the decimals of a number.
  public enum DecimalSeparator: String, Hashable, Sendable, Codable {
    /// A point: 1.5.
    case point
    /// A comma: 1,5.
    case comma

    package var byte: UInt8 { self == .point ? UInt8(ascii: ".") : UInt8(ascii: ",") }
  }

  /// What stands between two cells.
  public var delimiter: Delimiter
  /// What stands between the whole and the decimals of a number.
  public var decimalSeparator: DecimalSeparator
  /// Whether the first row names the columns.
  public var hasHeader: Bool

  /// Creates a dialect.
  ///
  /// - Precondition: A comma is not both the delimiter and the decimal separator.
  public init(
    delimiter: Delimiter = .comma, decimalSeparator: DecimalSeparator = .point,
    hasHeader: Bool = true
  ) {
    precondition(
      delimiter != .comma || decimalSeparator != .comma,
      "TableDialect: a comma cannot part cells and decimals at once")
    self.delimiter = delimiter
    self.decimalSeparator = decimalSeparator
    self.hasHeader = hasHeader
  }
}
