import Foundation

/// A text export of one Xsens tracker (MT Manager), or of a study that uses its columns.
///
/// Lines before the columns begin with `//`, or state the rate alone. The packet counter is the
/// clock: packets that the radio lost are missing samples, and the counter may pass 65,535.
public struct XsensTextFile: Equatable, Sendable {
  /// The lines before the columns, by what stands before their colon.
  public var remarks: [String: String]
  /// Acceleration in m/s², angular rate in rad/s and magnetic field without a unit.
  public var imu: IMURecord
  /// The other columns, such as `Quat_q0`, `Mat[1][1]`, `Roll`; nil without any.
  public var others: SampledSignal?

  /// The rate taken if neither the file nor the caller states one.
  public static let assumedRateHz = 100.0

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - segment: Where the tracker sat, which the file does not say.
  ///   - side: On which side of the body.
  ///   - sampleRateHz: The rate for files that do not state it.
  ///   - limits: How much is taken in.
  /// - Returns: The content, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, segment: BodySegment = .unknown, side: Side? = nil, sampleRateHz: Double? = nil,
    limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (file: XsensTextFile, report: ImportReport) {
    try read(
      TextFile(contentsOf: url, limits: limits), segment, side, sampleRateHz, limits)
  }

  /// Reads a file from bytes.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: The name used in messages.
  ///   - segment: Where the tracker sat.
  ///   - side: On which side of the body.
  ///   - sampleRateHz: The rate for files that do not state it.
  ///   - limits: How much is taken in.
  /// - Returns: The content, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ data: Data, name: String, segment: BodySegment = .unknown, side: Side? = nil,
    sampleRateHz: Double? = nil, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (file: XsensTextFile, report: ImportReport) {
    try read(TextFile(data, name: name, limits: limits), segment, side, sampleRateHz, limits)
  }

  private static func read(
    _ text: TextFile, _ segment: BodySegment, _ side: Side?, _ rateHz: Double?,
    _ limits: ReadingLimits
  ) throws(RecordError) -> (file: XsensTextFile, report: ImportReport) {
    var lines = LineCursor(start: text.start)
    let header = try XsensTextHeader(text, &lines)
    let table = try header.table(text, lines, limits: limits)
    var report = table.report
    let rate: Double
    if let stated = header.sampleRateHz ?? rateHz {
      rate = stated
    } else {
      report.warn("the file states no rate; taken as \(assumedRateHz) Hz", file: text.name)
      rate = assumedRateHz
    }
    let clock = try SampleClock(
      fitting: SampleClock.Source(
        file: text.name, column: XsensTextHeader.counter,
        times: XsensTextHeader.unwrapped(try table.numbers(XsensTextHeader.counter))
          .map { $0 / rate },
        unit: .second, lines: (0..<table.rowCount).map(table.line(ofRow:))),
      limits: limits, report: &report)
    func signal(_ stem: String, _ unit: PhysicalUnit) -> SampledSignal? {
      let names = ["X", "Y", "Z"].map { "\(stem)_\($0)" }
      let columns = names.map { table.columnNames.firstIndex(of: $0) }
      guard columns.contains(where: { $0 != nil }) else { return nil }
      return SampledSignal(
        table: table,
        columns: zip(names, columns).map { (name: $0, column: $1, unit: unit) }, clock: clock)
    }
    let imu = IMURecord(
      segment: segment, side: side, frame: .housing,
      acceleration: signal("Acc", .metrePerSecondSquared),
      angularRate: signal("Gyr", .radianPerSecond), magneticField: signal("Mag", .one))
    let known = ["Acc_", "Gyr_", "Mag_"]
    let rest = table.columnNames.enumerated().filter { _, name in
      name != XsensTextHeader.counter && !name.isEmpty
        && !known.contains { name.hasPrefix($0) && name.count == 5 }
    }
    let angles: Set<String> = ["Roll", "Pitch", "Yaw"]
    let others = SampledSignal(
      table: table,
      columns: rest.map { place, name in
        (name: name, column: place, unit: angles.contains(name) ? PhysicalUnit.degree : .one)
      }, clock: clock)
    let filled = others.channels.indices.filter { !others.isEntirelyMissing(channel: $0) }
    if others.channels.contains(where: { $0.sourceUnit == .degree }) {
      report.addConversion(file: text.name, quantity: "Roll", from: .degree, to: .radian)
    }
    let file = XsensTextFile(
      remarks: header.remarks, imu: imu,
      others: filled.isEmpty ? nil : others.selecting(channels: filled))
    return (file, report)
  }
}
