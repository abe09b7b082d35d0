import Foundation

/// A table of text (CSV, TSV and their dialects) with its numbers read.
///
/// Reading works on bytes: byte-order marks, LF, CRLF and CR line ends, quoted cells with line
/// breaks in them, tab, semicolon, comma, bar or white space between cells, decimal points and
/// commas. A blank cell, or one that says `NaN`, `NA`, `n/a`, `-` or infinite, is missing: NaN in
/// `values`. Anything else that is no number is an error that names the line and the column.
///
/// ```swift
/// let table = try DelimitedTable(contentsOf: url)
/// let times = try table.numbers("time_s")
/// ```
public struct DelimitedTable: Sendable {
  /// Which columns hold words instead of numbers.
  public enum TextColumns: Hashable, Sendable {
    /// Every column is numeric.
    case none
    /// No column is read as numbers.
    case all
    /// The columns with these names, if they are there, hold words.
    case named(Set<String>)
    /// A column holds words if one of its cells is neither a number nor missing.
    case detected
  }

  /// The file's name.
  public let file: String
  /// How the table was written.
  public let dialect: TableDialect
  /// The columns' names; a repeated name carries a suffix `.1`, `.2`, in order.
  public let columnNames: [String]
  /// The number of data rows.
  public let rowCount: Int
  /// The numbers, row-major `[row, column]`; NaN where missing and in columns of words.
  public let values: [Double]
  /// What the reader noticed.
  public let report: ImportReport

  /// Where the table ended: the offset of the next byte and its line.
  package let end: (offset: Int, line: Int)

  private let texts: [[String]?]
  private let lineAnchors: [LineAnchor]

  /// A row whose line does not follow from the row before it.
  struct LineAnchor: Hashable, Sendable {
    let row: Int
    let line: Int
  }

  /// Reads a table from a file.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - dialect: How the file is written; found out from its first lines if nil.
  ///   - textColumns: Which columns hold words.
  ///   - skippedLines: How many lines stand before the table.
  ///   - limits: How much is taken in.
  /// - Throws: `RecordError`.
  public init(
    contentsOf url: URL, dialect: TableDialect? = nil, textColumns: TextColumns = .none,
    skippedLines: Int = 0, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) {
    let text = try TextFile(contentsOf: url, limits: limits)
    try self.init(
      text, extent: text.extent(behindLines: skippedLines), dialect: dialect,
      textColumns: textColumns, limits: limits)
  }

  /// Reads a table from bytes.
  ///
  /// - Parameters:
  ///   - data: The bytes of the file.
  ///   - name: The name used in messages.
  ///   - dialect: How the table is written; found out from its first lines if nil.
  ///   - textColumns: Which columns hold words.
  ///   - skippedLines: How many lines stand before the table.
  ///   - limits: How much is taken in.
  /// - Throws: `RecordError`.
  public init(
    _ data: Data, name: String, dialect: TableDialect? = nil, textColumns: TextColumns = .none,
    skippedLines: Int = 0, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) {
    let text = try TextFile(data, name: name, limits: limits)
    try self.init(
      text, extent: text.extent(behindLines: skippedLines), dialect: dialect,
      textColumns: textColumns, limits: limits)
  }

  /// Reads a table that stands anywhere in a text.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - extent: Where the table stands and what is known of its columns.
  ///   - dialect: How the table is written; found out from its first lines if nil.
  ///   - textColumns: Which columns hold words.
  ///   - limits: How much is taken in.
  /// - Throws: `RecordError`.
  package init(
    _ text: TextFile, extent: TableExtent, dialect: TableDialect? = nil,
    textColumns: TextColumns = .none, limits: ReadingLimits
  ) throws(RecordError) {
    var wordColumns = Set<Int>()
    var reader: TableReader
    while true {
      reader = TableReader(
        text: text, textColumns: textColumns, limits: limits, extent: extent,
        wordColumns: wordColumns)
      do {
        try reader.read(as: dialect)
        break
      } catch {
        guard textColumns == .detected, let column = reader.columnWithWords,
          wordColumns.insert(column).inserted
        else { throw error }
      }
    }
    file = text.name
    self.dialect = reader.dialect
    columnNames = reader.columnNames
    rowCount = reader.rowCount
    values = reader.values
    var report = reader.report
    if reader.shortRows > 0 {
      report.warn(
        "\(reader.shortRows) rows are shorter than the header; the rest of them is missing",
        file: text.name)
    }
    self.report = report
    texts = reader.isText.indices.map { reader.isText[$0] ? reader.texts[$0] : nil }
    lineAnchors = reader.lineAnchors
    end = reader.end
  }

  /// The place of a column.
  ///
  /// - Throws: `RecordError.missingColumn` if no column has this name.
  public func columnIndex(_ name: String) throws(RecordError) -> Int {
    guard let index = columnNames.firstIndex(of: name) else {
      throw .missingColumn(file: file, column: name, found: columnNames)
    }
    return index
  }

  /// The numbers of a column; NaN where missing.
  ///
  /// - Throws: `RecordError.missingColumn` if no column of numbers has this name.
  public func numbers(_ name: String) throws(RecordError) -> [Double] {
    let column = try columnIndex(name)
    guard texts[column] == nil else {
      throw .missingColumn(file: file, column: "\(name) of numbers", found: columnNames)
    }
    return (0..<rowCount).map { values[$0 * columnNames.count + column] }
  }

  /// The words of a column that was read as text, without blanks around them.
  ///
  /// - Throws: `RecordError.missingColumn` if no column of words has this name.
  public func text(_ name: String) throws(RecordError) -> [String] {
    let column = try columnIndex(name)
    guard let words = texts[column] else {
      throw .missingColumn(file: file, column: "\(name) of words", found: columnNames)
    }
    return words
  }

  /// The line of the file, from 1, on which a row begins.
  public func line(ofRow row: Int) -> Int {
    var low = 0
    var high = lineAnchors.count
    while low < high {
      let middle = (low + high) / 2
      if lineAnchors[middle].row <= row { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return row + 1 }
    return lineAnchors[low - 1].line + row - lineAnchors[low - 1].row
  }
}
