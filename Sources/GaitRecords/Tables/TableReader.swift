/// Turns the bytes of a delimited table into numbers and words, row by row.
struct TableReader {
  let text: TextFile
  let textColumns: DelimitedTable.TextColumns
  let limits: ReadingLimits
  let extent: TableExtent
  /// The columns found to hold words while reading with `TextColumns.detected`.
  let wordColumns: Set<Int>

  /// The column whose cell is no number, if that ended the reading.
  private(set) var columnWithWords: Int?
  private(set) var dialect = TableDialect()
  private(set) var columnNames = [String]()
  private(set) var isText = [Bool]()
  private(set) var rowCount = 0
  private(set) var values = [Double]()
  private(set) var texts = [[String]]()
  private(set) var lineAnchors = [DelimitedTable.LineAnchor]()
  private(set) var report = ImportReport()

  /// How many rows were filled up.
  private(set) var shortRows = 0

  private var scanner = NumberScanner()
  private var cursor = TableCursor(start: 0, line: 1, lineEnd: 10, delimiter: .comma)

  init(
    text: TextFile, textColumns: DelimitedTable.TextColumns, limits: ReadingLimits,
    extent: TableExtent, wordColumns: Set<Int> = []
  ) {
    self.text = text
    self.wordColumns = wordColumns
    self.textColumns = textColumns
    self.limits = limits
    self.extent = extent
  }

  /// Where the table ended: the offset of the next byte and its line.
  var end: (offset: Int, line: Int) { (cursor.place, cursor.line) }

  mutating func read(as dialect: TableDialect?) throws(RecordError) {
    let lineEnd: UInt8 = !text.data.contains(10) && text.data.contains(13) ? 13 : 10
    let data = text.data
    let bytes = data.span
    self.dialect =
      dialect
      ?? TableDialect.detected(
        in: text, from: extent.start, lineEnd: lineEnd, endsAtBlankLine: extent.endsAtBlankLine)
    scanner = NumberScanner(decimalSeparator: self.dialect.decimalSeparator.byte)
    cursor = TableCursor(
      start: extent.start, line: extent.line, lineEnd: lineEnd,
      delimiter: self.dialect.delimiter)
    if let names = extent.columnNames {
      try name(names)
    } else {
      try readHeader(bytes)
    }
    reserveRows(bytes)
    try readRows(bytes)
  }

  private mutating func readHeader(_ bytes: Span<UInt8>) throws(RecordError) {
    _ = cursor.passBlankLines(bytes)
    let start = cursor
    var names = [String]()
    var isRowOpen = cursor.place < bytes.count
    while isRowOpen {
      cursor.skipBlanks(bytes)
      if cursor.hasRuns, cursor.isLineEnd(bytes, at: cursor.place) { break }
      let cell = try nextCell(bytes, column: nil)
      names.append(TextFile.string(cell).trimmingASCIIWhitespace())
      guard names.count <= limits.maximumColumns else {
        throw .limitExceeded(
          file: text.name, limit: "columns", allowed: limits.maximumColumns, found: names.count)
      }
      isRowOpen = cursor.passDelimiter(bytes)
    }
    if dialect.hasHeader {
      cursor.passLineEnd(bytes)
    } else {
      names = names.indices.map { "column \($0 + 1)" }
      cursor = start
    }
    try name(names)
  }

  private mutating func name(_ names: [String]) throws(RecordError) {
    guard names.count <= limits.maximumColumns else {
      throw .limitExceeded(
        file: text.name, limit: "columns", allowed: limits.maximumColumns, found: names.count)
    }
    columnNames = ColumnNames.unique(names)
    isText = columnNames.enumerated().map { place, name in
      switch textColumns {
      case .none: false
      case .all: true
      case .detected: wordColumns.contains(place)
      case .named(let words): words.contains(name)
      }
    }
    texts = Array(repeating: [], count: columnNames.count)
  }

  /// Rows are counted before they are read, so that the values are allocated once; the bytes
  /// bound them, whatever the header declares.
  private mutating func reserveRows(_ bytes: Span<UInt8>) {
    let cells = cursor.remainingLines(bytes).multipliedReportingOverflow(by: columnNames.count)
    values.reserveCapacity(cells.overflow ? bytes.count : min(cells.partialValue, bytes.count))
  }

  private mutating func readRows(_ bytes: Span<UInt8>) throws(RecordError) {
    let columnCount = columnNames.count
    var expectedLine = 0
    while true {
      if extent.endsAtBlankLine, rowCount > 0, cursor.isLineEnd(bytes, at: cursor.place) { return }
      passBlankLines(bytes)
      guard cursor.place < bytes.count else { return }
      guard rowCount < limits.maximumRows else {
        throw .limitExceeded(
          file: text.name, limit: "rows", allowed: limits.maximumRows, found: rowCount + 1)
      }
      let line = cursor.line
      if line != expectedLine {
        lineAnchors.append(DelimitedTable.LineAnchor(row: rowCount, line: line))
      }
      var column = 0
      var isRowOpen = true
      while isRowOpen {
        if readPlainNumbers(bytes, &column) { break }
        cursor.skipBlanks(bytes)
        if cursor.hasRuns, cursor.isLineEnd(bytes, at: cursor.place) { break }
        try readCell(bytes, column: column, rowLine: line)
        column += 1
        isRowOpen = cursor.passDelimiter(bytes)
      }
      if extent.isRagged { fillRow(&column) }
      guard column == columnCount else {
        throw .malformed(
          file: text.name, line: line, column: nil,
          expected: columnCount == 1 ? "1 cell" : "\(columnCount) cells", found: "\(column)")
      }
      rowCount += 1
      cursor.passLineEnd(bytes)
      expectedLine = line + 1
    }
  }

  /// Fills a short row up with missing cells.
  private mutating func fillRow(_ column: inout Int) {
    if column < columnNames.count { shortRows += 1 }
    while column < columnNames.count {
      values.append(.nan)
      if isText[column] { texts[column].append("") }
      column += 1
    }
    column = columnNames.count
  }

  /// Blank lines between rows count as dropped; those at either end do not.
  private mutating func passBlankLines(_ bytes: Span<UInt8>) {
    let passed = cursor.passBlankLines(bytes)
    guard passed > 0, cursor.place < bytes.count else { return }
    report.addDroppedRows(passed)
    report.warn(
      "\(passed) blank line\(passed == 1 ? "" : "s") left out", file: text.name,
      line: cursor.line - passed)
  }

  /// Reads cells as long as they are plain numbers in numeric columns: nearly all of a file.
  ///
  /// - Returns: Whether the row has ended; otherwise the next cell needs a closer look.
  private mutating func readPlainNumbers(_ bytes: Span<UInt8>, _ column: inout Int) -> Bool {
    let columnCount = columnNames.count
    var start = cursor.place
    while column < columnCount, !isText[column] {
      var cell = start
      while cell < bytes.count, cursor.isBlank(bytes[cell]) { cell += 1 }
      guard case .number(let value, let end) = scanner.scan(bytes, from: cell) else {
        guard cell < bytes.count, cursor.isDelimiter(bytes[cell]) else { break }
        values.append(.nan)
        column += 1
        start = cell + 1
        continue
      }
      if end < bytes.count, cursor.isDelimiter(bytes[end]) {
        values.append(value)
        column += 1
        start = end + 1
        continue
      }
      guard cursor.isLineEnd(bytes, at: end) else { break }
      values.append(value)
      column += 1
      cursor.place = end
      return true
    }
    cursor.place = start
    return false
  }

  /// Reads a cell that is not simply a number: words, quotes, blanks, a missing value.
  private mutating func readCell(
    _ bytes: Span<UInt8>, column: Int, rowLine: Int
  ) throws(RecordError) {
    let name = column < columnNames.count ? columnNames[column] : nil
    let cell = try nextCell(bytes, column: name)
    guard column < columnNames.count else {
      if extent.isRagged, !MissingCell.matches(cell[...]) {
        throw .malformed(
          file: text.name, line: rowLine, column: nil, expected: "\(columnNames.count) cells",
          found: "\(column + 1)")
      }
      return
    }
    if isText[column] {
      texts[column].append(TextFile.string(cell).trimmingASCIIWhitespace())
      values.append(.nan)
    } else if MissingCell.matches(cell[...]) {
      values.append(.nan)
    } else if let number = scanner.number(MissingCell.trimmed(cell[...])) {
      values.append(number)
    } else {
      columnWithWords = column
      throw .malformed(
        file: text.name, line: rowLine, column: name, expected: "a number",
        found: TextFile.excerpt(cell))
    }
  }

  private mutating func nextCell(
    _ bytes: Span<UInt8>, column: String?
  ) throws(RecordError) -> [UInt8] {
    let line = cursor.line
    guard let cell = cursor.nextCell(bytes) else {
      throw .malformed(
        file: text.name, line: line, column: column, expected: "a closing quote",
        found: "the end of the file")
    }
    return cell
  }
}
