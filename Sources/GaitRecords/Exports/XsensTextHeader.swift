import Foundation

/// What stands before the rows of an Xsens text export.
struct XsensTextHeader {
  static let counter = "PacketCounter"

  private(set) var remarks = [String: String]()
  private(set) var sampleRateHz: Double?
  private(set) var columns = [String]()
  private var delimiter = TableDialect.Delimiter.tab
  private var hasSingleBlanks = false

  init(_ text: TextFile, _ lines: inout LineCursor) throws(RecordError) {
    let data = text.data
    while let line = lines.next(in: data.span) {
      let words = TextFile.string(line).trimmingASCIIWhitespace()
      if words.hasPrefix(XsensTextHeader.counter) {
        delimiter =
          TableDialect.Delimiter.allCases.first { $0 != .whitespace && line.contains($0.byte) }
          ?? .whitespace
        hasSingleBlanks = delimiter == .whitespace
        columns = TableDialect.cells(of: line, delimiter).map {
          TextFile.string($0).trimmingASCIIWhitespace()
        }
        return
      }
      let body = words.drop { $0 == "/" || $0 == " " }
      let parts = body.split(separator: ":", maxSplits: 1).map { $0.trimmingASCIIWhitespace() }
      guard words.isEmpty || words.hasPrefix("//") || parts.count == 2 else { break }
      guard parts.count == 2 else { continue }
      remarks[parts[0]] = parts[1]
      if ["Update Rate", "Acquisition frequency", "Sample Rate"].contains(parts[0]) {
        let digits = parts[1].utf8.prefix { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
        let rate = NumberScanner().number(Array(digits)[...])
        guard let rate, rate > 0, rate < 1e6 else {
          throw .malformed(
            file: text.name, line: lines.number, column: nil, expected: "a rate in Hz",
            found: TextFile.excerpt(line))
        }
        sampleRateHz = rate
      }
    }
    throw .malformed(
      file: text.name, line: max(lines.number, 1), column: nil,
      expected: "a row of column names that begins with \(XsensTextHeader.counter)",
      found: lines.offset >= data.count ? "the end of the file" : "another line")
  }

  func table(
    _ text: TextFile, _ lines: LineCursor, limits: ReadingLimits
  ) throws(RecordError) -> DelimitedTable {
    let start = min(lines.offset, text.data.count)
    let dialect = TableDialect(delimiter: delimiter, hasHeader: false)
    guard hasSingleBlanks else {
      return try DelimitedTable(
        text,
        extent: TableExtent(
          start: start, line: lines.number + 1, columnNames: columns, isRagged: true),
        dialect: dialect, limits: limits)
    }
    // One blank parts two cells here, so that two in a row are an empty cell: as with tabs.
    let tabbed = Data(text.data[start...].map { $0 == 32 ? 9 : $0 })
    return try DelimitedTable(
      TextFile(tabbed, name: text.name, limits: limits),
      extent: TableExtent(start: 0, line: lines.number + 1, columnNames: columns, isRagged: true),
      dialect: TableDialect(delimiter: .tab, hasHeader: false), limits: limits)
  }

  /// Counters that go on beyond 65,535, where the tracker's begins again at zero.
  static func unwrapped(_ counters: [Double]) -> [Double] {
    var offset = 0.0
    var previous: Double?
    return counters.map { counter in
      if let previous, previous - counter > 32_768 { offset += 65_536 }
      previous = counter
      return counter + offset
    }
  }
}
