import Foundation

/// A text export of APDM monitors: several inertial units on one clock.
///
/// Two layouts are in use: with names such as `Lumbar/Acceleration/X` and a row of units, and with
/// three rows of headers behind `Format=7`, whose times are microseconds.
public struct APDMTextFile: Equatable, Sendable {
  /// One monitor.
  public struct Monitor: Equatable, Sendable {
    /// Its label, such as `Right Ankle`.
    public var label: String
    /// What it felt: m/s², rad/s and tesla.
    public var imu: IMURecord
  }

  /// The monitors in the file's order.
  public var monitors: [Monitor]
  /// The time of the first sample as the file has it, in seconds: with `Format=7` since 1970.
  public var startTimeS: Double

  /// The monitor with a label; nil if there is none.
  public func monitor(_ label: String) -> Monitor? { monitors.first { $0.label == label } }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limits: How much is taken in.
  /// - Returns: The content, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (file: APDMTextFile, report: ImportReport) {
    var reader = APDMTextReader(try TextFile(contentsOf: url, limits: limits), limits: limits)
    return try reader.read()
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
  ) throws(RecordError) -> (file: APDMTextFile, report: ImportReport) {
    var reader = APDMTextReader(try TextFile(data, name: name, limits: limits), limits: limits)
    return try reader.read()
  }
}
