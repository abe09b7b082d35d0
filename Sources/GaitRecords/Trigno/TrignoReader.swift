import Foundation

/// Turns the bytes of a Trigno export into tracks.
struct TrignoReader {
  let text: TextFile
  let limits: ReadingLimits
  private var report = ImportReport()

  init(_ text: TextFile, limits: ReadingLimits) {
    self.text = text
    self.limits = limits
  }

  mutating func read() throws(RecordError) -> (recording: TrignoRecording, report: ImportReport) {
    var lines = LineCursor(start: text.start)
    let header = try readHeader(&lines)
    let table = try readTable(header.names, header.delimiter, &lines)
    report.merge(table.report)
    var tracks = [TrignoRecording.Track]()
    var timeColumn = 0
    var labels = header.labels[...]
    for (column, name) in header.names.enumerated() {
      if TrignoLabel.isTime(name) {
        timeColumn = column
        continue
      }
      // Preamble lines stand in the order of the channels.
      let stated = labels.popFirst()
      if name.isEmpty { continue }
      var label = TrignoLabel(column: name)
      label.sampleRateHz = stated?.sampleRateHz
      label.pointCount = stated?.pointCount
      label.unitText = label.unitText ?? stated?.unitText
      if let track = try track(label, column: column, timeColumn: timeColumn, table) {
        tracks.append(track)
      }
    }
    guard !tracks.isEmpty else {
      throw .malformed(
        file: text.name, line: lines.number, column: nil, expected: "a channel with samples",
        found: "none")
    }
    return (TrignoRecording(tracks: tracks), report)
  }

  private func readHeader(
    _ lines: inout LineCursor
  ) throws(RecordError) -> (
    names: [String], delimiter: TableDialect.Delimiter, labels: [TrignoLabel]
  ) {
    let data = text.data
    let bytes = data.span
    var labels = [TrignoLabel]()
    while let line = lines.next(in: bytes) {
      // Preambles have lines of words only; a long one is looked at as far as its first cell.
      for delimiter in [TableDialect.Delimiter.tab, .semicolon, .comma] {
        let first = line.prefix { $0 != delimiter.byte }
        guard first.count < line.count, first.count < 32,
          TrignoLabel.isTime(TextFile.string(MissingCell.trimmed(first)))
        else { continue }
        let names = TableDialect.cells(of: line, delimiter).map {
          TextFile.string(MissingCell.trimmed($0)).trimmingASCIIWhitespace()
        }
        return (names, delimiter, labels)
      }
      if let label = TrignoLabel(preamble: TextFile.string(line).trimmingASCIIWhitespace()) {
        guard labels.count < limits.maximumColumns else {
          throw .limitExceeded(
            file: text.name, limit: "channels", allowed: limits.maximumColumns,
            found: labels.count + 1)
        }
        labels.append(label)
      }
    }
    throw .malformed(
      file: text.name, line: max(lines.number, 1), column: nil,
      expected: "a row of column names that begins with X[s]", found: "the end of the file")
  }

  private mutating func readTable(
    _ names: [String], _ delimiter: TableDialect.Delimiter, _ lines: inout LineCursor
  ) throws(RecordError) -> DelimitedTable {
    let start = min(lines.offset, text.data.count)
    let extent = TableExtent(
      start: start, line: lines.number + 1, columnNames: names, isRagged: true)
    var dialect = TableDialect(delimiter: delimiter, hasHeader: false)
    if delimiter != .comma {
      dialect.decimalSeparator =
        TableDialect.detected(in: text, from: start, lineEnd: 10, endsAtBlankLine: false)
        .decimalSeparator
    } else if let rejoined = try TrignoDecimalCommas(
      text: text, columnCount: names.count, start: start, line: lines.number + 1
    ).rejoined() {
      report.warn(
        "commas part both cells and decimals; the rows were put together again", file: text.name,
        line: lines.number + 1)
      let table = TableDialect(delimiter: .semicolon, decimalSeparator: .comma, hasHeader: false)
      return try DelimitedTable(
        TextFile(rejoined, name: text.name, limits: limits),
        extent: TableExtent(
          start: 0, line: lines.number + 1, columnNames: names, isRagged: true),
        dialect: table, limits: limits)
    }
    return try DelimitedTable(text, extent: extent, dialect: dialect, limits: limits)
  }

  /// The track of a column; nil if it holds no sample.
  private mutating func track(
    _ label: TrignoLabel, column: Int, timeColumn: Int, _ table: DelimitedTable
  ) throws(RecordError) -> TrignoRecording.Track? {
    let width = table.columnNames.count
    func cell(_ row: Int, _ column: Int) -> Double { table.values[row * width + column] }
    var count = 0
    let limit = min(table.rowCount, label.pointCount ?? table.rowCount)
    // Padding repeats the last time, or has zeros or blanks for it.
    while count < limit, cell(count, timeColumn).isFinite,
      count == 0 || cell(count, timeColumn) > cell(count - 1, timeColumn)
    {
      count += 1
    }
    guard count > 0 else {
      report.warn("channel \(label.text) holds no samples", file: text.name)
      return nil
    }
    if let declared = label.pointCount, declared != count {
      report.warn(
        "channel \(label.text) should have \(declared) samples, found \(count)", file: text.name)
    } else if label.pointCount == nil, count < limit, (count..<limit).contains(where: isValue) {
      throw .malformed(
        file: text.name, line: table.line(ofRow: count), column: table.columnNames[timeColumn],
        expected: "a time after \(cell(count - 1, timeColumn))",
        found: "\(cell(count, timeColumn))")
    }
    func isValue(_ row: Int) -> Bool {
      cell(row, column).isFinite && cell(row, column) != 0
    }
    let clock = try SampleClock(
      fitting: SampleClock.Source(
        file: text.name, column: table.columnNames[timeColumn],
        times: (0..<count).map { cell($0, timeColumn) }, unit: .second,
        declaredRateHz: label.sampleRateHz
          ?? TrignoReader.rateHz(from: cell(0, timeColumn), to: cell(count - 1, timeColumn), count),
        declaredBy: "the label of \(label.text)",
        lines: (0..<count).map(table.line(ofRow:))),
      limits: limits, report: &report)
    let unit = unit(of: label)
    let signal = SampledSignal(
      table: table, columns: [(name: label.text, column: column, unit: unit)], clock: clock)
    let zeros = signal.samples.reversed().prefix { $0 == 0 }.count
    if zeros > 10, zeros > signal.frameCount / 100 {
      report.warn(
        "channel \(label.text) ends in \(zeros) zeros: the sensor may have been off",
        file: text.name)
    }
    report.addConversion(
      file: text.name, quantity: label.quantity.rawValue, from: unit, to: unit.si)
    return TrignoRecording.Track(
      label: label.text, sensor: label.sensor, quantity: label.quantity, axis: label.axis,
      signal: signal)
  }

  /// The rate that Trigno's clock can have and that is nearest to the one measured; nil if none is
  /// within what the rounding of the times explains.
  ///
  /// The base station counts in 27 ms: 52 samples are 1925.926 Hz, 4 are 148.148 Hz.
  private static func rateHz(from first: Double, to last: Double, _ count: Int) -> Double? {
    guard count > 1, last > first else { return nil }
    let measured = Double(count - 1) / (last - first)
    let samples = (measured * 0.027).rounded()
    guard samples >= 1, abs(measured * 0.027 / samples - 1) < min(0.001, 0.25 / Double(count))
    else { return nil }
    return samples / 0.027
  }

  /// The unit that the file states, or the one that the quantity is always written in.
  private mutating func unit(of label: TrignoLabel) -> PhysicalUnit {
    if let text = label.unitText {
      if let unit = try? PhysicalUnit(parsing: text) { return unit }
      report.warn(
        "the unit \(text) of \(label.text) is not known; taken as none", file: self.text.name)
      return .one
    }
    let assumed: PhysicalUnit =
      switch label.quantity {
      case .emg: .volt
      case .acceleration: .standardGravity
      case .angularRate: .degreePerSecond
      case .magneticField: .microtesla
      case .other: .one
      }
    report.warn("channel \(label.text) states no unit; taken as \(assumed)", file: text.name)
    return assumed
  }
}
