import Foundation

/// Turns the bytes of a Vicon text export into its sections.
struct ViconTextReader {
  let text: TextFile
  let limits: ReadingLimits
  private var report = ImportReport()

  init(_ text: TextFile, limits: ReadingLimits) {
    self.text = text
    self.limits = limits
  }

  mutating func read() throws(RecordError) -> (file: ViconTextFile, report: ImportReport) {
    let data = text.data
    var offset = text.start
    var line = 1
    var sections = [ViconTextFile.Section]()
    while offset < data.count {
      var lines = LineCursor(start: offset)
      guard let title = lines.next(in: data.span) else { break }
      if cells(title).allSatisfy(\.isEmpty) {
        offset = lines.offset
        line += 1
        continue
      }
      let (section, end) = try section(title, &lines, before: line - 1)
      sections.append(section)
      (offset, line) = end
    }
    guard !sections.isEmpty else {
      throw .malformed(
        file: text.name, line: 1, column: nil, expected: "a section such as Trajectories",
        found: "an empty file")
    }
    return (ViconTextFile(sections: sections), report)
  }

  private func cells(_ line: [UInt8]) -> [String] {
    TableDialect.cells(of: line, line.contains(9) ? .tab : .comma).map {
      TextFile.string(MissingCell.trimmed($0)).trimmingASCIIWhitespace()
    }
  }

  /// Reads the section whose title is given, with `before` lines before the title.
  private mutating func section(
    _ title: [UInt8], _ lines: inout LineCursor, before: Int
  ) throws(RecordError) -> (section: ViconTextFile.Section, end: (offset: Int, line: Int)) {
    let data = text.data
    func next(_ what: String) throws(RecordError) -> [UInt8] {
      guard let line = lines.next(in: data.span) else {
        throw .malformed(
          file: text.name, line: before + lines.number + 1, column: nil, expected: what,
          found: "the end of the file")
      }
      return line
    }
    let name = cells(title).first ?? ""
    let rateLine = try next("a rate in Hz")
    let rateText = cells(rateLine).first ?? ""
    guard let rate = NumberScanner().number(Array(rateText.utf8)[...]), rate > 0, rate < 1e7 else {
      throw .malformed(
        file: text.name, line: before + lines.number, column: nil, expected: "a rate in Hz",
        found: TextFile.excerpt(rateLine))
    }
    let owners = cells(try next("a row of owners"))
    let labelLine = try next("a row of column names")
    let labels = cells(labelLine)
    guard labels.count > 2, labels[0] == "Frame", labels[1] == "Sub Frame" else {
      throw .malformed(
        file: text.name, line: before + lines.number, column: nil,
        expected: "column names that begin with Frame, Sub Frame",
        found: TextFile.excerpt(labelLine))
    }
    guard labels.count <= limits.maximumColumns else {
      throw .limitExceeded(
        file: text.name, limit: "columns", allowed: limits.maximumColumns, found: labels.count)
    }
    let unitTexts = cells(try next("a row of units"))
    let names = fullNames(labels, owners)
    let table = try DelimitedTable(
      text,
      extent: TableExtent(
        start: min(lines.offset, data.count), line: before + lines.number + 1,
        columnNames: ["Frame", "Sub Frame"] + names, isRagged: true, endsAtBlankLine: true),
      dialect: TableDialect(delimiter: labelLine.contains(9) ? .tab : .comma, hasHeader: false),
      limits: limits)
    report.merge(table.report)
    let signal = try signal(of: table, name, unitTexts: unitTexts, rateHz: rate)
    let first = table.rowCount > 0 ? table.values[0] : 1
    let section = ViconTextFile.Section(
      name: name, signal: signal, firstFrame: abs(first) < 1e15 ? Int(first) : 1)
    return (section, table.end)
  }

  /// The names of the columns behind the frame numbers, each with its owner before it.
  private func fullNames(_ labels: [String], _ owners: [String]) -> [String] {
    var owner = ""
    return labels.indices.dropFirst(2).map { place in
      if place < owners.count, !owners[place].isEmpty { owner = owners[place] }
      return owner.isEmpty ? labels[place] : "\(owner): \(labels[place])"
    }
  }

  private mutating func signal(
    of table: DelimitedTable, _ section: String, unitTexts: [String], rateHz: Double
  ) throws(RecordError) -> SampledSignal {
    let width = table.columnNames.count
    // Sub frames count samples between two frames, so the two together number every row.
    let subs = (0..<table.rowCount).map { table.values[$0 * width + 1] }
    let perFrame = (subs.filter { !$0.isNaN }.max() ?? 0) + 1
    let times = subs.enumerated().map { row, sub in
      (table.values[row * width] - 1 + (sub.isNaN ? 0 : sub) / perFrame) * perFrame / rateHz
    }
    guard table.rowCount > 0 else {
      throw .malformed(
        file: text.name, line: table.end.line, column: nil, expected: "rows of \(section)",
        found: "none")
    }
    let clock = try SampleClock(
      fitting: SampleClock.Source(
        file: text.name, column: "Frame", times: times, unit: .second, declaredRateHz: rateHz,
        declaredBy: "the section \(section)", lines: (0..<table.rowCount).map(table.line(ofRow:))),
      limits: limits, report: &report)
    var columns = [(name: String, column: Int?, unit: PhysicalUnit)]()
    for place in 2..<width {
      let unitText = place < unitTexts.count ? unitTexts[place] : ""
      var unit = PhysicalUnit.one
      if let known = try? PhysicalUnit(parsing: unitText) {
        unit = known
      } else {
        report.warn("the unit \(unitText) is not known; its numbers are kept", file: text.name)
        unit = PhysicalUnit(symbol: unitText, dimension: .none)
      }
      columns.append((name: table.columnNames[place], column: place, unit: unit))
      report.addConversion(file: text.name, quantity: section, from: unit, to: unit.si)
    }
    return SampledSignal(table: table, columns: columns, clock: clock)
  }
}
