extension DelimitedTable {
  /// Collects columns of numbers into a signal in SI units.
  ///
  /// A column's unit is the one given, or the one its name ends in, in brackets or parentheses:
  /// `Fx[N]`, `COPx (cm)`. A column without either has none.
  ///
  /// ```swift
  /// let (plate, report) = try table.signal(timeColumn: "Time[s]")
  /// ```
  ///
  /// - Parameters:
  ///   - timeColumn: The column of times; nil if rows follow each other at `sampleRateHz`.
  ///   - sampleRateHz: The rate; with a time column, the rate that it is checked against.
  ///   - columns: The columns, in order; all numeric ones but the time if nil.
  ///   - units: The units of columns whose names do not tell them, by name.
  ///   - limits: How long a gap may be.
  /// - Returns: One channel for each column, and what was noticed.
  /// - Throws: `RecordError`, such as `missingColumn`.
  public func signal(
    timeColumn: String?, sampleRateHz: Double? = nil, columns: [String]? = nil,
    units: [String: PhysicalUnit] = [:], limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (signal: SampledSignal, report: ImportReport) {
    var report = report
    let clock: SampleClock
    if let timeColumn {
      clock = try SampleClock(
        fitting: SampleClock.Source(
          file: file, column: timeColumn, times: try numbers(timeColumn),
          declaredRateHz: sampleRateHz, declaredBy: "the caller",
          lines: (0..<rowCount).map { line(ofRow: $0) }),
        limits: limits, report: &report)
    } else {
      guard let sampleRateHz, sampleRateHz.isFinite, sampleRateHz > 0 else {
        throw .missingColumn(file: file, column: "of times", found: columnNames)
      }
      clock = SampleClock(
        startTimeS: 0, sampleRateHz: sampleRateHz, frameCount: rowCount, rows: Array(0..<rowCount))
    }
    let names = columns ?? columnNames.filter { $0 != timeColumn && !holdsWords($0) }
    var sources = [(name: String, column: Int?, unit: PhysicalUnit)]()
    for name in names {
      let stated = DelimitedTable.nameAndUnit(of: name)
      let unit = units[name] ?? stated.unit ?? .one
      sources.append((name: stated.name, column: try columnIndex(name), unit: unit))
      report.addConversion(file: file, quantity: stated.name, from: unit, to: unit.si)
    }
    let unique = ColumnNames.unique(sources.map(\.name))
    for place in sources.indices { sources[place].name = unique[place] }
    return (SampledSignal(table: self, columns: sources, clock: clock), report)
  }

  private func holdsWords(_ name: String) -> Bool { (try? text(name)) != nil }

  /// A column's name without its unit, and the unit; nil if it states none that is known.
  static func nameAndUnit(of column: String) -> (name: String, unit: PhysicalUnit?) {
    for (open, close) in [("[", "]"), ("(", ")")] {
      guard column.hasSuffix(close), let start = column.lastIndex(of: Character(open)) else {
        continue
      }
      let text = column[column.index(after: start)...].dropLast().trimmingASCIIWhitespace()
      if !text.isEmpty, let unit = try? PhysicalUnit(parsing: text) {
        return (column[..<start].trimmingASCIIWhitespace(), unit)
      }
    }
    return (column, nil)
  }
}
