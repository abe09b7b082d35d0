import Foundation

/// One recording of gaitpdb: 19 columns without a header, at 100 Hz.
enum GaitPDBFile {
  static let sampleRateHz = 100.0
  static let sensorCount = 8
  static let columnCount = 3 + 2 * sensorCount
  static let suffix = ".txt"

  /// The person and the number of the walk in a file's name, such as `GaCo01_01.txt`.
  static func parts(of file: String) -> (participant: ParticipantID, walk: Int)? {
    guard file.hasSuffix(suffix) else { return nil }
    let words = file.dropLast(suffix.count).split(
      separator: "_", omittingEmptySubsequences: false)
    guard words.count == 2, !words[0].isEmpty, words[1].count == 2,
      words[1].allSatisfy({ $0.isASCII && $0.isNumber }), let walk = Int(words[1])
    else { return nil }
    return (ParticipantID(String(words[0])), walk)
  }

  /// What the number of a walk means: 10 is walking while subtracting sevens.
  static func condition(_ walk: Int) -> String {
    walk == 10 ? "dual task" : "usual"
  }

  static func read(
    _ url: URL, limits: ReadingLimits
  ) throws(RecordError) -> (walk: InsoleWalk, report: ImportReport) {
    let text = try TextFile(contentsOf: url, limits: limits)
    // A header would be taken for data, and is an error: the format has none.
    let firstLine = text.data[text.start...].prefix { $0 != 10 && $0 != 13 }
    let dialect = TableDialect(
      delimiter: firstLine.contains(9) ? .tab : .whitespace, hasHeader: false)
    let table = try DelimitedTable(text.data, name: text.name, dialect: dialect, limits: limits)
    guard table.rowCount > 0, table.columnNames.count == columnCount else {
      throw .malformed(
        file: table.file, line: 1, column: nil,
        expected: "\(columnCount) columns: time, 8 left, 8 right, 2 totals",
        found: table.rowCount == 0 ? "no rows" : "\(table.columnNames.count)")
    }
    var report = table.report
    let clock = try SampleClock(
      fitting: SampleClock.Source(
        file: table.file, column: table.columnNames[0],
        times: try table.numbers(table.columnNames[0]), unit: .second,
        declaredRateHz: sampleRateHz, declaredBy: "the format",
        lines: (0..<table.rowCount).map(table.line(ofRow:))),
      limits: limits, report: &report)
    let stem = String(text.name.dropLast(text.name.hasSuffix(suffix) ? suffix.count : 0))
    let parts = parts(of: text.name)
    var insoles = [InsoleRecord]()
    for (place, side) in [Side.left, .right].enumerated() {
      let first = 1 + place * sensorCount
      let sensors = SampledSignal(
        table: table,
        columns: (0..<sensorCount).map {
          ("\(side.letter)\($0 + 1)", first + $0, PhysicalUnit.newton)
        }, clock: clock)
      let total = SampledSignal(
        table: table,
        columns: [("\(side.letter)_total", columnCount - 2 + place, PhysicalUnit.newton)],
        clock: clock)
      check(sensors, total, file: table.file, side, &report)
      insoles.append(
        InsoleRecord(side: side, layout: .gaitPDB8, sensors: sensors, totalForce: total))
    }
    let walk = InsoleWalk(
      name: stem, participant: parts?.participant ?? ParticipantID(stem),
      condition: parts.map { condition($0.walk) }, insoles: insoles)
    return (walk, report)
  }

  /// Warns of totals that are not the sum of their sensors, of negative forces, of missing samples.
  private static func check(
    _ sensors: SampledSignal, _ total: SampledSignal, file: String, _ side: Side,
    _ report: inout ImportReport
  ) {
    let width = sensors.channelCount
    var (differing, negative) = (0, 0)
    for frame in 0..<sensors.frameCount {
      let row = sensors.samples[frame * width..<(frame + 1) * width]
      let sum = row.reduce(0, +)
      if abs(sum - total.samples[frame]) > 1 + 0.001 * abs(sum) { differing += 1 }
      if row.contains(where: { $0 < 0 }) { negative += 1 }
    }
    if differing > 0 {
      report.warn(
        "the \(side.rawValue) total is not the sum of its sensors in \(differing) rows", file: file)
    }
    if negative > 0 {
      report.warn("\(side.rawValue) forces are negative in \(negative) rows", file: file)
    }
    for channel in 0..<width {
      for gap in sensors.gaps(ofChannel: channel) {
        report.addGap(
          file: file, channel: sensors.channels[channel].name, firstFrame: gap.lowerBound,
          frameCount: gap.count, startTimeS: sensors.timeS(ofFrame: gap.lowerBound))
      }
    }
  }
}
