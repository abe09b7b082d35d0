/// Where in a text file a table stands, for formats that write lines of their own around it.
package struct TableExtent: Sendable {
  /// The offset of the table's first byte.
  package var start: Int
  /// The line of that byte, from 1.
  package var line: Int
  /// The names of the columns where the format tells them; nil if the first row does.
  package var columnNames: [String]?
  /// Whether a short row is filled up with missing cells, and blank cells too many are ignored.
  package var isRagged: Bool
  /// Whether a blank line ends the table; otherwise it is left out.
  package var endsAtBlankLine: Bool

  /// Creates an extent.
  package init(
    start: Int, line: Int, columnNames: [String]? = nil, isRagged: Bool = false,
    endsAtBlankLine: Bool = false
  ) {
    self.start = start
    self.line = line
    self.columnNames = columnNames
    self.isRagged = isRagged
    self.endsAtBlankLine = endsAtBlankLine
  }
}
