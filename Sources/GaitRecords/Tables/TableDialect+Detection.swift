extension TableDialect {
  /// How many lines are looked at to tell a dialect.
  static let sampledLines = 51
  /// How many bytes are looked at, however long the lines are.
  static let sampledBytes = 1 << 18

  /// Tells the dialect of a table from its first lines.
  static func detected(
    in text: TextFile, from start: Int, lineEnd: UInt8, endsAtBlankLine: Bool
  ) -> TableDialect {
    var lines = firstLines(of: text, from: start, lineEnd: lineEnd)
    if endsAtBlankLine, let end = lines.firstIndex(of: []) { lines.removeSubrange(end...) }
    return detected(in: lines)
  }

  /// The first lines without their ends; a line break inside quotes does not end one.
  private static func firstLines(
    of text: TextFile, from start: Int, lineEnd: UInt8
  ) -> [[UInt8]] {
    var lines = [[UInt8]]()
    var current = [UInt8]()
    var isQuoted = false
    let end = min(text.data.count, start + sampledBytes)
    for byte in text.data[min(start, end)..<end] {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == lineEnd, !isQuoted {
        lines.append(current)
        current = []
        if lines.count == sampledLines { return lines }
      } else if byte != 13 {
        current.append(byte)
      }
    }
    // A line that the sample cuts off counts only if there is no other.
    if end == text.data.count || lines.isEmpty, !current.isEmpty { lines.append(current) }
    return lines
  }

  /// Tells the dialect of lines.
  ///
  /// The delimiter is the first of tab, semicolon, comma, bar and white space that cuts every
  /// sampled line into the same number of cells, and more than one. The decimal separator is a
  /// comma if the delimiter is not, some cell looks like `1,5` and none like `1.5`. The first row
  /// is a header if one of its cells is neither a number nor a spelling of a missing value.
  ///
  /// - Parameter lines: The first lines of the text, without their line ends.
  /// - Returns: The dialect; comma, point and no header for an empty table.
  static func detected(in lines: [[UInt8]]) -> TableDialect {
    let lines = lines.filter { !$0.allSatisfy { $0 == 32 || $0 == 9 } }
    var chosen = Delimiter.comma
    for delimiter in Delimiter.allCases {
      let counts = lines.map { cells(of: $0, delimiter).count }
      if let first = counts.first, first > 1, counts.allSatisfy({ $0 == first }) {
        chosen = delimiter
        break
      }
      // A ragged table still has a delimiter; the reader then names the ragged line.
      if chosen == .comma, counts.count(where: { $0 > 1 }) * 2 > counts.count,
        counts.first.map({ $0 > 1 }) ?? false,
        !lines.contains(where: { $0.contains(UInt8(ascii: ",")) })
      {
        chosen = delimiter
      }
    }
    let data = lines.flatMap { cells(of: $0, chosen) }
    let hasComma = data.contains { looksLikeDecimal($0, separator: UInt8(ascii: ",")) }
    let hasPoint = data.contains { looksLikeDecimal($0, separator: UInt8(ascii: ".")) }
    let decimal: DecimalSeparator =
      chosen != .comma && hasComma && !hasPoint ? .comma : .point
    let header = lines.first.map { line in
      cells(of: line, chosen).contains {
        !MissingCell.matches($0) && !isNumber($0, separator: decimal.byte)
      }
    }
    return TableDialect(
      delimiter: chosen, decimalSeparator: decimal, hasHeader: header ?? false)
  }

  /// Cuts a line into cells, leaving delimiters inside quotes alone.
  static func cells(of line: [UInt8], _ delimiter: Delimiter) -> [ArraySlice<UInt8>] {
    if delimiter == .whitespace {
      return line.split { $0 == 32 || $0 == 9 }
    }
    var cells = [ArraySlice<UInt8>]()
    var start = 0
    var isQuoted = false
    for (place, byte) in line.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == delimiter.byte, !isQuoted {
        cells.append(line[start..<place])
        start = place + 1
      }
    }
    cells.append(line[start...])
    return cells
  }

  static func isNumber(_ cell: ArraySlice<UInt8>, separator: UInt8) -> Bool {
    NumberScanner(decimalSeparator: separator).isNumber(MissingCell.trimmed(cell))
  }

  private static func looksLikeDecimal(_ cell: ArraySlice<UInt8>, separator: UInt8) -> Bool {
    cell.contains(separator) && isNumber(cell, separator: separator)
  }
}
