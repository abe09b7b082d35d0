/// Turns the bytes of a delimited table into numbers and words, row by row.
struct TableReader {
  let text: TextFile
  let textColumns: DelimitedTable.TextColumns
  let limits: ReadingLimits

  private(set) var dialect = TableDialect()
  private(set) var columnNames = [String]()
  private(set) var isText = [Bool]()
  private(set) var rowCount = 0
  private(set) var values = [Double]()
  private(set) var texts = [[String]]()
  private(set) var lineAnchors = [DelimitedTable.LineAnchor]()
  private(set) var report = ImportReport()

  private var scanner = NumberScanner()
  private var lineEnd: UInt8 = 10
  private var line = 1
  private var place = 0

  init(text: TextFile, textColumns: DelimitedTable.TextColumns, limits: ReadingLimits) {
    self.text = text
    self.textColumns = textColumns
    self.limits = limits
  }

  mutating func read(as dialect: TableDialect?) throws(RecordError) {
    place = text.start
    if !text.data.contains(10), text.data.contains(13) { lineEnd = 13 }
    let data = text.data
    let bytes = data.span
    self.dialect = dialect ?? TableDialect.detected(in: firstLines(of: bytes))
    scanner = NumberScanner(decimalSeparator: self.dialect.decimalSeparator.byte)
    try readHeader(bytes)
    reserveRows(bytes)
    try readRows(bytes)
  }

  /// The lines from which the dialect is told; a line break inside quotes does not end one.
  private func firstLines(of bytes: Span<UInt8>) -> [[UInt8]] {
    var lines = [[UInt8]]()
    var current = [UInt8]()
    var isQuoted = false
    var index = place
    let end = min(bytes.count, place + TableDialect.sampledBytes)
    while index < end, lines.count < TableDialect.sampledLines {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == lineEnd, !isQuoted {
        lines.append(current)
        current = []
      } else if byte != 13 {
        current.append(byte)
      }
    }
    if index == bytes.count || lines.isEmpty, !current.isEmpty { lines.append(current) }
    return lines
  }

  private mutating func readHeader(_ bytes: Span<UInt8>) throws(RecordError) {
    skipBlankLines(bytes)
    let start = (place: place, line: line)
    var names = [String]()
    var isRowOpen = place < bytes.count
    while isRowOpen {
      skipBlanks(bytes)
      if dialect.delimiter == .whitespace, isLineEnd(bytes, at: place) { break }
      let cell = try nextCell(bytes, column: nil)
      names.append(TextFile.string(cell).trimmingASCIIWhitespace())
      guard names.count <= limits.maximumColumns else {
        throw .limitExceeded(
          file: text.name, limit: "columns", allowed: limits.maximumColumns, found: names.count)
      }
      isRowOpen = passDelimiter(bytes)
    }
    if dialect.hasHeader {
      passLineEnd(bytes)
    } else {
      names = names.indices.map { "column \($0 + 1)" }
      (place, line) = start
    }
    columnNames = TableReader.unique(names)
    isText = columnNames.map { name in
      switch textColumns {
      case .none: false
      case .all: true
      case .named(let words): words.contains(name)
      }
    }
    texts = Array(repeating: [], count: columnNames.count)
  }

  /// Rows are counted before they are read, so that the values are allocated once; the bytes
  /// bound them, whatever the header declares.
  private mutating func reserveRows(_ bytes: Span<UInt8>) {
    var lines = 1
    for index in place..<max(place, bytes.count) where bytes[index] == lineEnd { lines += 1 }
    let cells = lines.multipliedReportingOverflow(by: columnNames.count)
    values.reserveCapacity(cells.overflow ? bytes.count : min(cells.partialValue, bytes.count))
  }

  private mutating func readRows(_ bytes: Span<UInt8>) throws(RecordError) {
    let columnCount = columnNames.count
    let hasRuns = dialect.delimiter == .whitespace
    var expectedLine = 0
    while true {
      skipBlankLines(bytes)
      guard place < bytes.count else { return }
      guard rowCount < limits.maximumRows else {
        throw .limitExceeded(
          file: text.name, limit: "rows", allowed: limits.maximumRows, found: rowCount + 1)
      }
      if line != expectedLine {
        lineAnchors.append(DelimitedTable.LineAnchor(row: rowCount, line: line))
      }
      let rowLine = line
      var column = 0
      var isRowOpen = true
      while isRowOpen {
        if column < columnCount, readPlainNumbers(bytes, &column) { break }
        skipBlanks(bytes)
        if hasRuns, isLineEnd(bytes, at: place) { break }
        try readCell(bytes, column: column, rowLine: rowLine)
        column += 1
        isRowOpen = passDelimiter(bytes)
      }
      guard column == columnCount else {
        throw .malformed(
          file: text.name, line: rowLine, column: nil,
          expected: TableReader.cellCount(columnCount), found: "\(column)")
      }
      rowCount += 1
      passLineEnd(bytes)
      expectedLine = rowLine + 1
    }
  }

  /// Reads cells as long as they are plain numbers in numeric columns: nearly all of a file.
  ///
  /// - Returns: Whether the row has ended; otherwise the next cell needs a closer look.
  private mutating func readPlainNumbers(_ bytes: Span<UInt8>, _ column: inout Int) -> Bool {
    let delimiter = dialect.delimiter.byte
    let hasTabs = dialect.delimiter != .tab
    let columnCount = columnNames.count
    var start = place
    while column < columnCount, !isText[column] {
      var cell = start
      while cell < bytes.count, bytes[cell] == 32 || (hasTabs && bytes[cell] == 9) { cell += 1 }
      guard case .number(let value, let end) = scanner.scan(bytes, from: cell) else { break }
      if end < bytes.count, bytes[end] == delimiter {
        values.append(value)
        column += 1
        start = end + 1
        continue
      }
      guard isLineEnd(bytes, at: end) else { break }
      values.append(value)
      column += 1
      place = end
      return true
    }
    place = start
    return false
  }

  /// Reads a cell that is not simply a short number: words, quotes, blanks, missing, many digits.
  private mutating func readCell(
    _ bytes: Span<UInt8>, column: Int, rowLine: Int
  ) throws(RecordError) {
    let name = column < columnNames.count ? columnNames[column] : nil
    let cell = try nextCell(bytes, column: name)
    guard column < columnNames.count else { return }
    if isText[column] {
      texts[column].append(TextFile.string(cell).trimmingASCIIWhitespace())
      values.append(.nan)
      return
    }
    if MissingCell.matches(cell[...]) {
      values.append(.nan)
      return
    }
    guard let number = scanner.number(MissingCell.trimmed(cell[...])) else {
      throw .malformed(
        file: text.name, line: rowLine, column: name, expected: "a number",
        found: TableReader.excerpt(cell))
    }
    values.append(number)
  }

  /// The bytes of the cell at the current place, without quotes; moves behind it.
  private mutating func nextCell(
    _ bytes: Span<UInt8>, column: String?
  ) throws(RecordError) -> [UInt8] {
    let delimiter = dialect.delimiter.byte
    let hasRuns = dialect.delimiter == .whitespace
    var cell = [UInt8]()
    if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
      try readQuoted(bytes, column: column, into: &cell)
    }
    while place < bytes.count {
      let byte = bytes[place]
      if byte == delimiter || byte == lineEnd || (hasRuns && byte == 9) { break }
      cell.append(byte)
      place += 1
    }
    if cell.last == 13 { cell.removeLast() }
    return cell
  }

  private mutating func readQuoted(
    _ bytes: Span<UInt8>, column: String?, into cell: inout [UInt8]
  ) throws(RecordError) {
    let openingLine = line
    place += 1
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == UInt8(ascii: "\"") {
        guard place < bytes.count, bytes[place] == byte else { return }
        place += 1
      } else if byte == lineEnd {
        line += 1
      }
      cell.append(byte)
    }
    throw .malformed(
      file: text.name, line: openingLine, column: column, expected: "a closing quote",
      found: "the end of the file")
  }
}

// Moving through the bytes.
extension TableReader {
  @inline(__always)
  private mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while place < bytes.count,
      bytes[place] == 32 || (bytes[place] == 9 && dialect.delimiter != .tab)
    {
      place += 1
    }
  }

  @inline(__always)
  private func isLineEnd(_ bytes: Span<UInt8>, at place: Int) -> Bool {
    guard place < bytes.count else { return true }
    if bytes[place] == lineEnd { return true }
    return bytes[place] == 13 && place + 1 < bytes.count && bytes[place + 1] == lineEnd
  }

  /// Moves behind a delimiter; false at the end of the row, where it stays.
  @inline(__always)
  private mutating func passDelimiter(_ bytes: Span<UInt8>) -> Bool {
    guard place < bytes.count, bytes[place] != lineEnd else { return false }
    if bytes[place] == 13 { return false }
    place += 1
    return true
  }

  private mutating func passLineEnd(_ bytes: Span<UInt8>) {
    while place < bytes.count, bytes[place] != lineEnd { place += 1 }
    if place < bytes.count {
      place += 1
      line += 1
    }
  }

  /// Moves behind blank lines; those between rows count as dropped.
  private mutating func skipBlankLines(_ bytes: Span<UInt8>) {
    var skipped = 0
    while place < bytes.count {
      var end = place
      while end < bytes.count, bytes[end] == 32 || bytes[end] == 13 { end += 1 }
      guard end < bytes.count, bytes[end] == lineEnd else {
        if end == bytes.count { place = end }
        break
      }
      place = end + 1
      line += 1
      skipped += 1
    }
    if skipped > 0, place < bytes.count, !columnNames.isEmpty {
      report.addDroppedRows(skipped)
      report.warn(
        "\(skipped) blank line\(skipped == 1 ? "" : "s") left out", file: text.name,
        line: line - skipped)
    }
  }

  /// Makes names unique by a suffix, as data-frame libraries do.
  static func unique(_ names: [String]) -> [String] {
    var taken = Set(names)
    var seen = Set<String>()
    var next = [String: Int]()
    return names.map { name in
      if seen.insert(name).inserted { return name }
      var count = next[name, default: 1]
      while taken.contains("\(name).\(count)") { count += 1 }
      next[name] = count + 1
      let renamed = "\(name).\(count)"
      taken.insert(renamed)
      return renamed
    }
  }

  static func excerpt(_ cell: [UInt8]) -> String {
    let text = TextFile.string(cell.prefix(60)).trimmingASCIIWhitespace()
    return "\"\(text)\(cell.count > 60 ? "..." : "")\""
  }

  private static func cellCount(_ count: Int) -> String {
    count == 1 ? "1 cell" : "\(count) cells"
  }
}
