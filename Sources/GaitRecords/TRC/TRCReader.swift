import Foundation

/// Turns the bytes of a `.trc` file into marker paths.
struct TRCReader {
  let text: TextFile
  let limits: ReadingLimits
  private var report = ImportReport()

  init(_ text: TextFile, limits: ReadingLimits) {
    self.text = text
    self.limits = limits
  }

  mutating func read() throws(RecordError) -> (file: TRCFile, report: ImportReport) {
    var lines = LineCursor(start: text.start)
    let header = try readHeader(&lines)
    let labels = try readLabels(&lines)
    let columns = ["Frame#", "Time"] + labels.names.flatMap { ["\($0)_x", "\($0)_y", "\($0)_z"] }
    let extent = TableExtent(
      start: lines.offset, line: lines.number + 1, columnNames: columns,
      isRagged: labels.delimiter == .tab)
    let table = try DelimitedTable(
      text, extent: extent,
      dialect: TableDialect(delimiter: labels.delimiter, hasHeader: false), limits: limits)
    report.merge(table.report)
    if header.frameCount != table.rowCount, let declared = header.frameCount {
      report.warn("the header says \(declared) frames, found \(table.rowCount)", file: text.name)
    }
    if header.markerCount != labels.names.count, let declared = header.markerCount {
      report.warn(
        "the header says \(declared) markers, found \(labels.names.count)", file: text.name)
    }
    let frames = try table.numbers("Frame#")
    let clock = try SampleClock(
      fitting: SampleClock.Source(
        file: text.name, column: "Time", times: try times(of: table, frames, header.rateHz),
        unit: .second, declaredRateHz: header.rateHz, declaredBy: "DataRate",
        lines: (0..<table.rowCount).map(table.line(ofRow:))),
      limits: limits, report: &report)
    let names = ColumnNames.unique(labels.names)
    let channels = names.flatMap { ["\($0)_x", "\($0)_y", "\($0)_z"] }
    let signal = SampledSignal(
      table: table,
      columns: channels.enumerated().map { (name: $1, column: $0 + 2, unit: header.unit) },
      clock: clock)
    report.addConversion(
      file: text.name, quantity: "positions", from: header.unit, to: header.unit.si)
    let file = TRCFile(
      name: header.name, markers: MarkerRecord(names: names, signal: signal),
      firstFrame: frames.first.flatMap { abs($0) < 1e15 ? Int($0) : nil } ?? 1, unit: header.unit)
    return (file, report)
  }

  private struct Header {
    var name = ""
    var rateHz: Double?
    var frameCount: Int?
    var markerCount: Int?
    var unit = PhysicalUnit.millimetre
  }

  private func line(
    _ lines: inout LineCursor, expecting what: String
  ) throws(RecordError) -> [UInt8] {
    let data = text.data
    guard let line = lines.next(in: data.span) else {
      throw .malformed(
        file: text.name, line: lines.number + 1, column: nil, expected: what,
        found: "the end of the file")
    }
    return line
  }

  private func readHeader(_ lines: inout LineCursor) throws(RecordError) -> Header {
    let first = try line(&lines, expecting: "a line that begins with PathFileType")
    let words = TextFile.string(first).split { $0 == " " || $0 == "\t" }.map(String.init)
    guard words.first == "PathFileType" else {
      throw .malformed(
        file: text.name, line: lines.number, column: nil,
        expected: "a line that begins with PathFileType", found: TextFile.excerpt(first))
    }
    var header = Header()
    header.name = words.count > 3 ? words[3...].joined(separator: " ") : ""
    let keys = try line(&lines, expecting: "the names of the header's values")
    let values = try line(&lines, expecting: "the header's values")
    let names = TextFile.string(keys).split { $0 == " " || $0 == "\t" }.map(String.init)
    let cells = TextFile.string(values).split { $0 == " " || $0 == "\t" }.map(String.init)
    guard names.contains("DataRate"), cells.count >= min(names.count, 5) else {
      throw .malformed(
        file: text.name, line: lines.number, column: nil,
        expected: "DataRate and the other values of the header", found: TextFile.excerpt(values))
    }
    for (name, cell) in zip(names, cells) {
      let number = NumberScanner().number(Array(cell.utf8)[...])
      switch name {
      case "DataRate": header.rateHz = number.flatMap { $0 > 0 ? $0 : nil }
      case "NumFrames": header.frameCount = number.flatMap(count)
      case "NumMarkers": header.markerCount = number.flatMap(count)
      case "Units":
        guard let unit = try? PhysicalUnit(parsing: cell),
          unit.dimension == PhysicalUnit.metre.dimension
        else {
          throw .malformed(
            file: text.name, line: lines.number, column: name, expected: "a unit of length",
            found: TextFile.excerpt(Array(cell.utf8)))
        }
        header.unit = unit
      default: break
      }
    }
    return header
  }

  private func count(_ number: Double) -> Int? { abs(number) < 1e15 ? Int(number) : nil }

  /// Reads the row of marker names and the rows up to the first of numbers.
  private func readLabels(
    _ lines: inout LineCursor
  ) throws(RecordError) -> (names: [String], delimiter: TableDialect.Delimiter) {
    let labels = try line(&lines, expecting: "a line that begins with Frame#")
    let hasTabs = labels.contains(9)
    let delimiter: TableDialect.Delimiter = hasTabs ? .tab : .whitespace
    var cells = TableDialect.cells(of: labels, delimiter).map {
      TextFile.string($0).trimmingASCIIWhitespace()
    }
    guard cells.count >= 3, cells[0].lowercased().hasPrefix("frame") else {
      throw .malformed(
        file: text.name, line: lines.number, column: nil,
        expected: "Frame#, Time and the names of markers", found: TextFile.excerpt(labels))
    }
    cells.removeFirst(2)
    while cells.last == "" { cells.removeLast() }
    // A name stands above the first of its three columns; tools that forget the blanks above the
    // others put the names side by side.
    let isSpaced = cells.enumerated().allSatisfy { $0.offset % 3 == 0 || $0.element.isEmpty }
    let names =
      isSpaced && hasTabs
      ? stride(from: 0, to: cells.count, by: 3).map { cells[$0] } : cells.filter { !$0.isEmpty }
    guard !names.isEmpty, names.count * 3 + 2 <= limits.maximumColumns else {
      throw .limitExceeded(
        file: text.name, limit: "columns", allowed: limits.maximumColumns,
        found: names.count * 3 + 2)
    }
    var next = lines
    while true {
      let data = text.data
      guard let row = next.next(in: data.span) else { break }
      let first = row.first { $0 != 32 && $0 != 9 }
      if let first, (48...57).contains(first) { break }
      if let first, first | 0x20 != UInt8(ascii: "x") {
        throw .malformed(
          file: text.name, line: next.number, column: nil,
          expected: "X1, Y1, Z1 and so on, or a row of numbers", found: TextFile.excerpt(row))
      }
      lines = next
    }
    return (names, delimiter)
  }

  /// The times by the frame numbers where these explain the times written, which are often rounded.
  private func times(
    of table: DelimitedTable, _ frames: [Double], _ rateHz: Double?
  ) throws(RecordError) -> [Double] {
    let written = try table.numbers("Time")
    guard let rateHz, let start = written.first, let firstFrame = frames.first,
      start.isFinite, firstFrame.isFinite
    else { return written }
    let counted = frames.map { start + ($0 - firstFrame) / rateHz }
    let agree = zip(counted, written).allSatisfy { abs($0 - $1) <= 0.25 / rateHz + 0.0005 }
    return agree ? counted : written
  }
}
