import Foundation

extension MotionBIDSRecording {
  /// Reads a recording from its `..._motion.tsv` and the two files of the same name beside it.
  ///
  /// - Parameters:
  ///   - url: The path of the `..._motion.tsv`.
  ///   - limits: How much is taken in.
  /// - Returns: The recording, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (recording: MotionBIDSRecording, report: ImportReport) {
    let suffix = "_motion.tsv"
    let name = url.lastPathComponent
    guard name.hasSuffix(suffix) else {
      throw .unreadable(file: url.path, reason: "its name does not end in \(suffix)")
    }
    let folder = url.deletingLastPathComponent()
    let stem = String(name.dropLast(suffix.count))
    let channels = folder.appendingPathComponent(stem + "_channels.tsv")
    let sidecar = folder.appendingPathComponent(stem + "_motion.json")
    return try read(
      motion: TextFile(contentsOf: url, limits: limits),
      channels: TextFile(contentsOf: channels, limits: limits),
      sidecar: TextFile(contentsOf: sidecar, limits: limits), limits: limits)
  }

  /// Reads a recording from the bytes of its three files.
  ///
  /// - Parameters:
  ///   - motion: The samples, without a header row.
  ///   - channels: The table of channels.
  ///   - sidecar: The JSON with the sampling rate.
  ///   - name: The name of the file of samples, which holds the entities.
  ///   - limits: How much is taken in.
  /// - Returns: The recording, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    motion: Data, channels: Data, sidecar: Data, name: String,
    limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (recording: MotionBIDSRecording, report: ImportReport) {
    let stem = name.hasSuffix("_motion.tsv") ? String(name.dropLast(11)) : name
    return try read(
      motion: TextFile(motion, name: name, limits: limits),
      channels: TextFile(channels, name: stem + "_channels.tsv", limits: limits),
      sidecar: TextFile(sidecar, name: stem + "_motion.json", limits: limits), limits: limits)
  }

  private struct Sidecar: Decodable {
    let SamplingFrequency: Double
    let TaskName: String?
  }

  private static func read(
    motion: TextFile, channels: TextFile, sidecar: TextFile, limits: ReadingLimits
  ) throws(RecordError) -> (recording: MotionBIDSRecording, report: ImportReport) {
    var report = ImportReport()
    let side: Sidecar
    do {
      side = try JSONDecoder().decode(Sidecar.self, from: sidecar.data[sidecar.start...])
    } catch {
      throw .malformed(
        file: sidecar.name, line: 1, column: "SamplingFrequency",
        expected: "JSON with a number SamplingFrequency", found: RecordError.reason(error))
    }
    guard side.SamplingFrequency.isFinite, side.SamplingFrequency > 0,
      side.SamplingFrequency < 1e9
    else {
      throw .malformed(
        file: sidecar.name, line: 1, column: "SamplingFrequency",
        expected: "a positive number of hertz", found: "\(side.SamplingFrequency)")
    }
    let columns = try MotionBIDSChannels(channels, limits: limits, report: &report)
    let extent = TableExtent(start: motion.start, line: 1, columnNames: columns.names)
    let table = try DelimitedTable(
      motion, extent: extent, dialect: TableDialect(delimiter: .tab, hasHeader: false),
      limits: limits)
    report.merge(table.report)
    let latency = columns.notes.firstIndex { $0.kind == .latency }
    let times = latency.map { column in
      (0..<table.rowCount).map {
        table.values[$0 * columns.names.count + column] * columns.units[column].siFactor
      }
    }
    let clock = try clock(
      of: table, times: times, column: latency.map { columns.names[$0] },
      rateHz: side.SamplingFrequency, limits: limits, report: &report)
    let kept = columns.names.indices.filter { $0 != latency }
    for place in kept {
      let unit = columns.units[place]
      report.addConversion(
        file: motion.name, quantity: columns.notes[place].kind.rawValue, from: unit, to: unit.si)
    }
    let signal = SampledSignal(
      table: table,
      columns: kept.map { (name: columns.names[$0], column: $0, unit: columns.units[$0]) },
      clock: clock)
    let recording = MotionBIDSRecording(
      entities: entities(of: motion.name), taskName: side.TaskName ?? "", signal: signal,
      notes: kept.map { columns.notes[$0] }, latenciesS: times)
    return (recording, report)
  }

  /// The clock by the latency column if there is one, and by the rate otherwise.
  private static func clock(
    of table: DelimitedTable, times: [Double]?, column: String?, rateHz: Double,
    limits: ReadingLimits, report: inout ImportReport
  ) throws(RecordError) -> SampleClock {
    guard let times, let column else {
      return SampleClock(
        startTimeS: 0, sampleRateHz: rateHz, frameCount: table.rowCount,
        rows: Array(0..<table.rowCount))
    }
    var source = SampleClock.Source(
      file: table.file, column: column, times: times, unit: .second, declaredRateHz: rateHz,
      declaredBy: "SamplingFrequency", lines: (0..<table.rowCount).map(table.line(ofRow:)))
    do throws(RecordError) {
      return try SampleClock(fitting: source, limits: limits, report: &report)
    } catch {
      // The standard allows the nominal rate to differ from the one that the latencies show.
      guard case .conflictingRates = error else { throw error }
      report.warn("\(error)", file: table.file)
      source.declaredRateHz = nil
      return try SampleClock(fitting: source, limits: limits, report: &report)
    }
  }
}
