import Foundation

/// Analog channels in Motion Analysis' text format (`.anc`).
///
/// Samples are counts of the converter; a channel's range in millivolts and the number of bits make
/// volts of them.
public struct AnalogTextFile: Equatable, Sendable {
  /// The trial's name.
  public var trial: String
  /// The samples in volts, one channel for each name.
  public var signal: SampledSignal
  /// The number of bits of the converter.
  public var bitDepth: Int

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limits: How much is taken in.
  /// - Returns: The content, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (file: AnalogTextFile, report: ImportReport) {
    try read(TextFile(contentsOf: url, limits: limits), limits)
  }

  /// Reads a file from bytes.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: The name used in messages.
  ///   - limits: How much is taken in.
  /// - Returns: The content, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ data: Data, name: String, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (file: AnalogTextFile, report: ImportReport) {
    try read(TextFile(data, name: name, limits: limits), limits)
  }

  private static func read(
    _ text: TextFile, _ limits: ReadingLimits
  ) throws(RecordError) -> (file: AnalogTextFile, report: ImportReport) {
    let data = text.data
    var lines = LineCursor(start: text.start)
    var values = [String: String]()
    var names = [String]()
    var ranges = [Double]()
    while ranges.isEmpty, let line = lines.next(in: data.span) {
      let cells = TableDialect.cells(of: line, .tab).map {
        TextFile.string($0).trimmingASCIIWhitespace()
      }
      if lines.number == 1, cells[0] != "File_Type:" { break }
      switch cells[0] {
      case "Name":
        names = Array(cells.dropFirst())
        while names.last == "" { names.removeLast() }
        for place in names.indices where names[place].isEmpty {
          names[place] = "channel \(place + 1)"
        }
      case "Range":
        for (place, cell) in cells.dropFirst().prefix(names.count).enumerated() {
          guard let range = NumberScanner().number(Array(cell.utf8)[...]), range > 0 else {
            throw .malformed(
              file: text.name, line: lines.number, column: names[place],
              expected: "a range in millivolts", found: TextFile.excerpt(Array(cell.utf8)))
          }
          ranges.append(range)
        }
      default:
        for (key, value) in zip(cells, cells.dropFirst()) where key.hasSuffix(":") {
          values[String(key.dropLast())] = value
        }
      }
    }
    guard !names.isEmpty, ranges.count == names.count, names.count < limits.maximumColumns else {
      throw .malformed(
        file: text.name, line: max(lines.number, 1), column: nil,
        expected: "File_Type:, and rows of Name, Rate and Range for each channel",
        found: names.isEmpty ? "no names" : "\(ranges.count) ranges for \(names.count) names")
    }
    let bits = values["BitDepth"].flatMap { Int($0) } ?? 16
    guard (1...32).contains(bits) else {
      throw .malformed(
        file: text.name, line: 1, column: "BitDepth", expected: "1 to 32 bits", found: "\(bits)")
    }
    names = ColumnNames.unique(names)
    let table = try DelimitedTable(
      text,
      extent: TableExtent(
        start: min(lines.offset, data.count), line: lines.number + 1,
        columnNames: ["time of the sample"] + names, isRagged: true),
      dialect: TableDialect(delimiter: .tab, hasHeader: false), limits: limits)
    var report = table.report
    let rate = values["PreciseRate"].flatMap { NumberScanner().number(Array($0.utf8)[...]) }
    let clock = try SampleClock(
      fitting: SampleClock.Source(
        file: text.name, column: table.columnNames[0],
        times: try table.numbers(table.columnNames[0]), unit: .second,
        declaredRateHz: rate.flatMap { $0 > 0 ? $0 : nil }, declaredBy: "PreciseRate",
        lines: (0..<table.rowCount).map(table.line(ofRow:))),
      limits: limits, report: &report)
    let full = Double(1 << (bits - 1))
    let signal = SampledSignal(
      table: table,
      columns: names.indices.map { place in
        let count = PhysicalUnit(
          symbol: "\(RecordError.rounded(ranges[place])) mV/\(1 << (bits - 1))",
          dimension: PhysicalUnit.volt.dimension, siFactor: ranges[place] * 1e-3 / full)
        return (name: names[place], column: place + 1, unit: count)
      }, clock: clock)
    for channel in signal.channels {
      report.addConversion(
        file: text.name, quantity: "counts", from: channel.sourceUnit, to: channel.unit)
    }
    let file = AnalogTextFile(
      trial: values["Trial_Name"] ?? "", signal: signal, bitDepth: bits)
    return (file, report)
  }
}
