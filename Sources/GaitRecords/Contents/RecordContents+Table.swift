import Foundation

extension RecordContents {
  /// Reads a table; one with a regular column of times also gives a device.
  mutating func readTable(_ url: URL, _ options: Options) throws(RecordError) {
    let table = try DelimitedTable(
      contentsOf: url, textColumns: .detected, limits: options.limits)
    var columns = [Sheet.Column]()
    for name in table.columnNames {
      if let words = try? table.text(name) {
        columns.append(.init(name: name, numbers: [], words: words))
      } else {
        columns.append(.init(name: name, numbers: try table.numbers(name), words: nil))
      }
    }
    let isProse =
      columns.allSatisfy { $0.words != nil }
      && (columns.count < 2 || table.dialect.delimiter == .whitespace)
    guard table.rowCount > 0, !isProse else {
      throw .malformed(
        file: name, line: 1, column: nil, expected: "a format that is known, or a table",
        found: TextFile.excerpt(Array((table.columnNames.first ?? "").utf8)))
    }
    report = table.report
    sheet = Sheet(columns: columns, rowCount: table.rowCount)
    let dialect = table.dialect
    version =
      "\(dialect.delimiter.rawValue)s between cells, decimal \(dialect.decimalSeparator.rawValue)"
      + (dialect.hasHeader ? "" : ", no header")
    let time = columns.first { $0.words == nil && RecordContents.isTime($0.name) }
    guard let time else { return }
    do {
      let (signal, found) = try table.signal(timeColumn: time.name, limits: options.limits)
      report = found
      add("table", signal)
    } catch {
      report.warn("no signal: \(error)", file: name)
    }
  }

  /// Whether a column's name says that it holds the time of the rows.
  static func isTime(_ column: String) -> Bool {
    let words = column.lowercased().split { !$0.isLetter }
    return ["time", "t", "timestamp", "zeit", "temps"].contains(words.first ?? "")
      && words.dropFirst().allSatisfy { ["s", "ms", "sec", "seconds", "stamp"].contains($0) }
  }
}
