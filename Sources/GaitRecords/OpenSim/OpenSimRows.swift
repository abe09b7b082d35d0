/// Reads the labels and the rows below `endheader`.
struct OpenSimRows {
  let file: String
  let components: Int
  let limits: ReadingLimits

  private(set) var labels = [String]()
  private(set) var times = [Double]()
  private(set) var values = [Double]()
  private(set) var ignoredLines = 0

  private var delimiter = TableDialect.Delimiter.tab
  private let scanner = NumberScanner()

  init(file: String, components: Int, limits: ReadingLimits) {
    self.file = file
    self.components = components
    self.limits = limits
  }

  /// Reads the line of labels; blank lines in front of it are skipped.
  mutating func readLabels(
    _ lines: inout LineCursor, _ bytes: Span<UInt8>
  ) throws(RecordError) {
    while let line = lines.next(in: bytes) {
      if OpenSimRows.isBlank(line) { continue }
      if line.contains(9) {
        delimiter = .tab
      } else if line.contains(UInt8(ascii: ",")) {
        delimiter = .comma
      } else {
        delimiter = .whitespace
      }
      var cells = TableDialect.cells(of: line, delimiter).map {
        TextFile.string(MissingCell.trimmed($0)).trimmingASCIIWhitespace()
      }
      while cells.last == "" { cells.removeLast() }
      guard cells.first?.lowercased() == "time" else {
        throw .malformed(
          file: file, line: lines.number, column: nil, expected: "labels that begin with time",
          found: "\"\(cells.first ?? "")\"")
      }
      guard cells.count <= limits.maximumColumns else {
        throw .limitExceeded(
          file: file, limit: "columns", allowed: limits.maximumColumns, found: cells.count)
      }
      labels = Array(cells.dropFirst())
      return
    }
    throw .malformed(
      file: file, line: lines.number, column: nil, expected: "a line of labels",
      found: "the end of the file")
  }

  /// The bytes bound what is set aside, whatever the header declares.
  mutating func reserve(lines: Int, bytes: Int) {
    let cells = lines.multipliedReportingOverflow(by: labels.count * components)
    times.reserveCapacity(min(lines, bytes))
    values.reserveCapacity(cells.overflow ? bytes : min(cells.partialValue, bytes))
  }

  /// Reads rows up to the first blank line or the end.
  mutating func readRows(_ lines: inout LineCursor, _ bytes: Span<UInt8>) throws(RecordError) {
    var hasEnded = false
    while let line = lines.next(in: bytes) {
      if OpenSimRows.isBlank(line) {
        hasEnded = hasEnded || !times.isEmpty
        continue
      }
      if hasEnded {
        ignoredLines += 1
        continue
      }
      guard times.count < limits.maximumRows else {
        throw .limitExceeded(
          file: file, limit: "rows", allowed: limits.maximumRows, found: times.count + 1)
      }
      try readRow(line, number: lines.number)
    }
  }

  private mutating func readRow(_ line: [UInt8], number: Int) throws(RecordError) {
    let wanted = labels.count + 1
    let bytes = line.span
    var cells = 0
    var place = 0
    while place <= bytes.count {
      while place < bytes.count, bytes[place] == 32 || (bytes[place] == 9 && delimiter != .tab) {
        place += 1
      }
      if place == bytes.count, cells >= wanted || delimiter == .whitespace { break }
      if cells < wanted, let end = readPlainNumber(bytes, at: place, index: cells) {
        cells += 1
        place = end + 1
        continue
      }
      var end = place
      while end < bytes.count, !isDelimiter(bytes[end]) { end += 1 }
      if cells < wanted {
        try readCell(line[place..<end], index: cells, number: number)
      } else if !OpenSimRows.isBlank(Array(line[place..<end])) {
        throw ragged(number, found: cells + 1)
      }
      cells += 1
      place = end + 1
    }
    guard cells >= wanted else { throw ragged(number, found: cells) }
  }

  /// Reads a cell that is nothing but a number: nearly all of a file.
  ///
  /// - Returns: The place of the delimiter behind it, or nil if the cell needs a closer look.
  private mutating func readPlainNumber(
    _ bytes: Span<UInt8>, at place: Int, index: Int
  ) -> Int? {
    guard components == 1 || index == 0,
      case .number(let value, let end) = scanner.scan(bytes, from: place),
      end == bytes.count || isDelimiter(bytes[end])
    else { return nil }
    if index == 0 { times.append(value) } else { values.append(value) }
    return end
  }

  private func ragged(_ line: Int, found: Int) -> RecordError {
    .malformed(
      file: file, line: line, column: nil, expected: "\(labels.count + 1) cells",
      found: "\(found)")
  }

  private mutating func readCell(
    _ cell: ArraySlice<UInt8>, index: Int, number: Int
  ) throws(RecordError) {
    let label = index == 0 ? "time" : labels[index - 1]
    if index == 0 {
      let time = try self.number(cell, label: label, line: number)
      guard time.isFinite else {
        throw .malformed(
          file: file, line: number, column: label, expected: "a time", found: "a missing value")
      }
      times.append(time)
    } else if components == 1 {
      values.append(try self.number(cell, label: label, line: number))
    } else if MissingCell.matches(cell) {
      values.append(contentsOf: repeatElement(.nan, count: components))
    } else {
      let parts = cell.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      guard parts.count == components else {
        throw .malformed(
          file: file, line: number, column: label, expected: "\(components) components",
          found: TableReader.excerpt(Array(cell)))
      }
      for part in parts { values.append(try self.number(part, label: label, line: number)) }
    }
  }

  private func number(
    _ cell: ArraySlice<UInt8>, label: String, line: Int
  ) throws(RecordError) -> Double {
    if let value = scanner.number(MissingCell.trimmed(cell)) { return value }
    if MissingCell.matches(cell) { return .nan }
    throw .malformed(
      file: file, line: line, column: label, expected: "a number",
      found: TableReader.excerpt(Array(cell)))
  }

  private func isDelimiter(_ byte: UInt8) -> Bool {
    byte == delimiter.byte || (delimiter == .whitespace && byte == 9)
  }

  static func isBlank(_ line: [UInt8]) -> Bool {
    line.allSatisfy { $0 == 32 || $0 == 9 || $0 == 13 || $0 == UInt8(ascii: ",") }
  }
}
