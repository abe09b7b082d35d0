import Foundation

/// Turns the bytes of an OpenGo export into insoles.
struct OpenGoReader {
  let text: TextFile
  let limits: ReadingLimits
  private var report = ImportReport()

  init(_ text: TextFile, limits: ReadingLimits) {
    self.text = text
    self.limits = limits
  }

  mutating func read() throws(RecordError) -> (recording: OpenGoRecording, report: ImportReport) {
    var lines = LineCursor(start: text.start)
    let header = try readHeader(&lines)
    let extent = TableExtent(
      start: min(lines.offset, text.data.count), line: lines.number + 1,
      columnNames: header.columns, isRagged: true)
    var dialect = TableDialect.detected(
      in: text, from: extent.start, lineEnd: 10, endsAtBlankLine: false)
    dialect.delimiter = .tab
    dialect.hasHeader = false
    let table = try DelimitedTable(text, extent: extent, dialect: dialect, limits: limits)
    report.merge(table.report)
    let clock = try SampleClock(
      fitting: SampleClock.Source(
        file: text.name, column: table.columnNames[0],
        times: try table.numbers(table.columnNames[0]),
        lines: (0..<table.rowCount).map(table.line(ofRow:))),
      limits: limits, report: &report)
    let columns = try places(of: header.columns, line: lines.number)
    var insoles = [InsoleRecord]()
    for side in Side.allCases {
      if let insole = insole(side, columns, table, clock) { insoles.append(insole) }
    }
    guard !insoles.isEmpty else {
      throw .missingColumn(
        file: text.name, column: "left pressure 1[N/cm\u{B2}]", found: table.columnNames)
    }
    let isPercent = columns.keys.contains { $0.unit == .percent }
    let recording = OpenGoRecording(
      remarks: header.remarks, generation: isPercent ? .percent : .fraction, insoles: insoles)
    return (recording, report)
  }

  /// Reads the remarks up to the row of column names, whose first cell is the time.
  private func readHeader(
    _ lines: inout LineCursor
  ) throws(RecordError) -> (remarks: [OpenGoRecording.Remark], columns: [String]) {
    let data = text.data
    let bytes = data.span
    var remarks = [OpenGoRecording.Remark]()
    while let line = lines.next(in: bytes) {
      let words = TextFile.string(line).trimmingASCIIWhitespace()
      let body = words.drop { $0 == "#" || $0 == " " }
      let cells = body.split(separator: "\t", omittingEmptySubsequences: false)
        .map { $0.trimmingASCIIWhitespace() }
      if cells.count > 1, cells[0].lowercased().hasPrefix("time") {
        return (remarks, cells)
      }
      if words.isEmpty { continue }
      guard words.hasPrefix("#") else {
        throw .malformed(
          file: text.name, line: lines.number, column: nil,
          expected: "a remark that begins with # or the row of column names",
          found: TextFile.excerpt(line))
      }
      let parts = body.split(separator: ":", maxSplits: 1).map { $0.trimmingASCIIWhitespace() }
      remarks.append(
        OpenGoRecording.Remark(name: parts.first ?? "", text: parts.count > 1 ? parts[1] : ""))
    }
    throw .malformed(
      file: text.name, line: max(lines.number, 1), column: nil,
      expected: "a row of column names that begins with # time", found: "the end of the file")
  }

  /// The place of each column that the format knows; others are left out with a warning.
  private mutating func places(
    of names: [String], line: Int
  ) throws(RecordError) -> [OpenGoColumn: Int] {
    var places = [OpenGoColumn: Int]()
    var kinds = Set<[String]>()
    for (place, name) in names.enumerated().dropFirst() where !name.isEmpty {
      guard let column = OpenGoColumn(name) else {
        report.warn("column \(name) is left out: it is not one of the format", file: text.name)
        continue
      }
      guard kinds.insert([column.side.rawValue, "\(column.quantity)"]).inserted else {
        throw .malformed(
          file: text.name, line: line, column: name, expected: "each channel once",
          found: "two columns of it")
      }
      places[column] = place
      report.addConversion(
        file: text.name, quantity: column.words, from: column.unit, to: column.unit.si)
    }
    return places
  }

  /// The insole of one side; nil if no column of it holds a sample.
  private mutating func insole(
    _ side: Side, _ columns: [OpenGoColumn: Int], _ table: DelimitedTable, _ clock: SampleClock
  ) -> InsoleRecord? {
    let own = columns.filter { $0.key.side == side }
    if own.isEmpty { return nil }
    func signal(_ names: [String], _ wanted: [OpenGoColumn.Quantity], _ unit: PhysicalUnit)
      -> SampledSignal
    {
      let sources = zip(names, wanted).map { name, quantity in
        let column = own.first { $0.key.quantity == quantity }
        return (name: name, column: column?.value, unit: column?.key.unit ?? unit)
      }
      return SampledSignal(table: table, columns: sources, clock: clock)
    }
    func has(_ wanted: [OpenGoColumn.Quantity]) -> Bool {
      own.keys.contains { wanted.contains($0.quantity) }
    }
    let layout = InsoleLayout.openGo16
    let letter = side.letter
    let axes = ["x", "y", "z"]
    let sensors = signal(
      layout.sensors.map { "\(letter)\($0.number)" },
      layout.sensors.map { .pressure($0.number) }, .newtonPerSquareCentimetre)
    let absent = layout.sensors.filter { !has([.pressure($0.number)]) }.map { "\($0.number)" }
    if !absent.isEmpty {
      report.warn(
        "no columns of \(side.rawValue) pressure \(absent.joined(separator: ", "))",
        file: text.name)
    }
    let accelerations = (0..<3).map { OpenGoColumn.Quantity.acceleration($0) }
    let rates = (0..<3).map { OpenGoColumn.Quantity.angularRate($0) }
    let centres = (0..<2).map { OpenGoColumn.Quantity.centreOfPressure($0) }
    let force =
      has([.totalForce]) ? signal(["\(letter)_total"], [.totalForce], .newton) : nil
    let centre =
      has(centres)
      ? signal(["\(letter)_centre_lateral", "\(letter)_centre_anterior"], centres, .one) : nil
    let insole = InsoleRecord(
      side: side, layout: layout, sensors: sensors,
      acceleration: has(accelerations)
        ? signal(axes.map { "\(letter)_acc_\($0)" }, accelerations, .standardGravity) : nil,
      angularRate: has(rates)
        ? signal(axes.map { "\(letter)_gyr_\($0)" }, rates, .degreePerSecond) : nil,
      totalForce: force, centreOfPressure: centre.map { masked($0, by: force, side) })
    return reportGaps(of: insole, clock)
  }

  /// The centre of pressure where the foot bears load, and missing elsewhere.
  private mutating func masked(
    _ centre: SampledSignal, by force: SampledSignal?, _ side: Side
  ) -> SampledSignal {
    guard let force else {
      report.warn(
        "the \(side.rawValue) centre of pressure is not masked: there is no total force",
        file: text.name)
      return centre
    }
    let threshold = Float(OpenGoRecording.loadedAboveN)
    let flags = centre.samples.indices.map { !(force.samples[$0 / 2] >= threshold) }
    return SampledSignal(
      channels: centre.channels, sampleRateHz: centre.sampleRateHz, startTimeS: centre.startTimeS,
      samples: centre.samples, isMissing: flags)
  }

  /// Reports the frames in which nothing of a foot came through; nil if no frame did.
  private mutating func reportGaps(
    of insole: InsoleRecord, _ clock: SampleClock
  ) -> InsoleRecord? {
    let signals = [
      insole.sensors, insole.acceleration, insole.angularRate, insole.totalForce,
    ].compactMap { $0 }
    let frames = insole.sensors.frameCount
    let isSilent = (0..<frames).map { frame in
      !signals.contains { signal in
        let width = signal.channelCount
        return signal.samples[frame * width..<(frame + 1) * width].contains { !$0.isNaN }
      }
    }
    if !isSilent.contains(false) {
      report.warn("the \(insole.side.rawValue) insole recorded nothing", file: text.name)
      return nil
    }
    // A frame without a row is a gap of the clock, reported with it.
    let silence = (0..<frames).map { isSilent[$0] && clock.rows[$0] != nil ? Float.nan : 0 }
    let runs = SampledSignal.runs(in: silence, where: \.isNaN)
    for run in runs {
      report.addGap(
        file: text.name, channel: "\(insole.side.rawValue) insole", firstFrame: run.lowerBound,
        frameCount: run.count, startTimeS: insole.sensors.timeS(ofFrame: run.lowerBound))
    }
    return insole
  }
}
