import Foundation

/// Turns the bytes of an APDM export into inertial records.
struct APDMTextReader {
  let text: TextFile
  let limits: ReadingLimits
  private var report = ImportReport()

  init(_ text: TextFile, limits: ReadingLimits) {
    self.text = text
    self.limits = limits
  }

  /// One column: whose it is, what it measures, along which axis.
  private struct Column {
    let monitor: String
    let quantity: String
    let axis: String
    let unit: PhysicalUnit
  }

  mutating func read() throws(RecordError) -> (file: APDMTextFile, report: ImportReport) {
    var lines = LineCursor(start: text.start)
    var rateHz: Double?
    var columns = [Column?]()
    var timeUnit = PhysicalUnit.second
    while columns.isEmpty {
      let line = try next(&lines, expecting: "the names of the columns")
      let cells = cells(line)
      if cells[0].hasPrefix("Format=") {
        timeUnit = .microsecond
        let quantities = self.cells(try next(&lines, expecting: "a row of quantities"))
        let axes = self.cells(try next(&lines, expecting: "a row of axes"))
        columns = grouped(owners: cells, quantities: quantities, axes: axes)
      } else if cells[0] == "Time" {
        let units = self.cells(try next(&lines, expecting: "a row of units"))
        columns = named(cells, units: units)
      } else if cells[0].hasPrefix("Sample Rate"), cells.count > 1 {
        rateHz = NumberScanner().number(Array(cells[1].utf8)[...]).flatMap { $0 > 0 ? $0 : nil }
      }
    }
    guard columns.count + 1 <= limits.maximumColumns else {
      throw .limitExceeded(
        file: text.name, limit: "columns", allowed: limits.maximumColumns,
        found: columns.count + 1)
    }
    let table = try DelimitedTable(
      text,
      extent: TableExtent(
        start: min(lines.offset, text.data.count), line: lines.number + 1,
        columnNames: ["Time"] + columns.indices.map { "column \($0 + 2)" }, isRagged: true),
      dialect: TableDialect(hasHeader: false), limits: limits)
    report.merge(table.report)
    // Microseconds since 1970 have more digits than a time in a recording should.
    let times = try table.numbers("Time")
    let start = times.first { $0.isFinite } ?? 0
    let clock = try SampleClock(
      fitting: SampleClock.Source(
        file: text.name, column: "Time", times: times.map { $0 - start }, unit: timeUnit,
        declaredRateHz: rateHz, declaredBy: "Sample Rate",
        lines: (0..<table.rowCount).map(table.line(ofRow:))),
      limits: limits, report: &report)
    let monitors = monitors(columns, table, clock)
    guard !monitors.isEmpty else {
      throw .malformed(
        file: text.name, line: lines.number, column: nil,
        expected: "columns of acceleration, angular velocity or magnetic field", found: "none")
    }
    return (
      APDMTextFile(monitors: monitors, startTimeS: start * timeUnit.siFactor), report
    )
  }

  private func next(
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

  private func cells(_ line: [UInt8]) -> [String] {
    TableDialect.cells(of: line, .comma).map {
      TextFile.string(MissingCell.trimmed($0)).trimmingASCIIWhitespace()
    }
  }

  /// The columns of three header rows: serial numbers and labels, quantities, axes.
  private func grouped(owners: [String], quantities: [String], axes: [String]) -> [Column?] {
    var columns = [Column?]()
    var owner = ""
    var quantity = ""
    for place in axes.indices.dropFirst() {
      if place < quantities.count, !quantities[place].isEmpty { quantity = quantities[place] }
      if quantity == "Accelerometer", axes[place] == "X" {
        // A monitor begins at its accelerometer; its serial number and label stand above it.
        let block = owners[min(place, owners.count)..<min(place + 14, owners.count)]
        let label = block.first { !$0.isEmpty && !$0.allSatisfy(\.isNumber) }
        owner = label ?? block.first { !$0.isEmpty } ?? "monitor at column \(place + 1)"
      }
      let unit: PhysicalUnit? =
        switch quantity {
        case "Accelerometer": .metrePerSecondSquared
        case "Gyroscope": .radianPerSecond
        case "Magnetometer": .microtesla
        default: nil
        }
      columns.append(
        unit.map { Column(monitor: owner, quantity: quantity, axis: axes[place], unit: $0) })
    }
    return columns
  }

  /// The columns of names such as `Lumbar/Angular Velocity/X` and their units.
  private mutating func named(_ names: [String], units: [String]) -> [Column?] {
    let quantities = [
      "Acceleration": "Accelerometer", "Angular Velocity": "Gyroscope",
      "Magnetic Field": "Magnetometer",
    ]
    var columns = [Column?]()
    for place in names.indices.dropFirst() {
      let parts = names[place].split(separator: "/").map(String.init)
      guard parts.count == 3, let quantity = quantities[parts[1]], place < units.count,
        let unit = try? PhysicalUnit(parsing: units[place])
      else {
        columns.append(nil)
        continue
      }
      columns.append(
        Column(monitor: parts[0], quantity: quantity, axis: parts[2], unit: unit))
    }
    return columns
  }

  private mutating func monitors(
    _ columns: [Column?], _ table: DelimitedTable, _ clock: SampleClock
  ) -> [APDMTextFile.Monitor] {
    var labels = [String]()
    for case let column? in columns where !labels.contains(column.monitor) {
      labels.append(column.monitor)
    }
    return labels.map { label in
      func signal(_ quantity: String, _ stem: String) -> SampledSignal? {
        var sources = [(name: String, column: Int?, unit: PhysicalUnit)]()
        for axis in ["X", "Y", "Z"] {
          let place = columns.firstIndex {
            $0?.monitor == label && $0?.quantity == quantity && $0?.axis == axis
          }
          guard let place, let column = columns[place] else { return nil }
          sources.append((name: "\(stem)_\(axis)", column: place + 1, unit: column.unit))
          report.addConversion(
            file: text.name, quantity: quantity, from: column.unit, to: column.unit.si)
        }
        return SampledSignal(table: table, columns: sources, clock: clock)
      }
      let place = BodySegment.told(by: label)
      return APDMTextFile.Monitor(
        label: label,
        imu: IMURecord(
          segment: place.segment, side: place.side, frame: .housing,
          acceleration: signal("Accelerometer", "Acc"), angularRate: signal("Gyroscope", "Gyr"),
          magneticField: signal("Magnetometer", "Mag")))
    }
  }
}
