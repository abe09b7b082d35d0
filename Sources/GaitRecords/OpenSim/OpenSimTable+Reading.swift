import Foundation

extension OpenSimTable {
  /// Reads a table from a `.sto` or `.mot` file.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limits: How much is taken in.
  /// - Returns: The table, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (table: OpenSimTable, report: ImportReport) {
    try read(TextFile(contentsOf: url, limits: limits), limits: limits)
  }

  /// Reads a table from the bytes of a `.sto` or `.mot` file.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: The name used in messages.
  ///   - limits: How much is taken in.
  /// - Returns: The table, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ data: Data, name: String, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (table: OpenSimTable, report: ImportReport) {
    try read(TextFile(data, name: name, limits: limits), limits: limits)
  }

  private static func read(
    _ text: TextFile, limits: ReadingLimits
  ) throws(RecordError) -> (table: OpenSimTable, report: ImportReport) {
    var report = ImportReport()
    let data = text.data
    let bytes = data.span
    var lines = LineCursor(start: text.start)
    var header = OpenSimHeader()
    var hasEnded = false
    while let line = lines.next(in: bytes) {
      let words = TextFile.string(line)
      if OpenSimHeader.isEnd(words) {
        hasEnded = true
        break
      }
      try header.add(words, number: lines.number, file: text.name)
    }
    guard hasEnded else {
      throw .malformed(
        file: text.name, line: max(lines.number, 1), column: nil,
        expected: "a line endheader", found: "the end of the file")
    }
    let components = try header.componentCount(file: text.name, line: lines.number)
    var rows = OpenSimRows(file: text.name, components: components, limits: limits)
    try rows.readLabels(&lines, bytes)
    rows.reserve(lines: lines.count(in: bytes), bytes: bytes.count)
    try rows.readRows(&lines, bytes)
    if let declared = header.rowCount, declared != rows.times.count {
      report.warn(
        "the header says \(declared) rows, found \(rows.times.count)", file: text.name)
    }
    if let declared = header.columnCount, declared != rows.labels.count + 1 {
      report.warn(
        "the header says \(declared) columns, found \(rows.labels.count + 1)", file: text.name)
    }
    if rows.ignoredLines > 0 {
      report.addDroppedRows(rows.ignoredLines)
      report.warn(
        "\(rows.ignoredLines) lines behind the first blank one are left out", file: text.name,
        line: lines.number)
    }
    let table = OpenSimTable(
      name: header.name, labels: ColumnNames.unique(rows.labels), times: rows.times,
      values: rows.values, isInDegrees: header.isInDegrees, dataType: header.dataType,
      componentCount: components, metadata: header.metadata)
    return (table, report)
  }
}
