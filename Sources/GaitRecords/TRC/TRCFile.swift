import Foundation

/// Marker paths in OpenSim's and Motion Analysis' text format (`.trc`).
///
/// Reading takes what the format has become in use: CRLF, padded numbers, a name only above the
/// first of three columns, trailing tabs, an absent blank line, blanks for a missing marker, blanks
/// instead of tabs, fewer rows than `NumFrames`, times rounded to milliseconds.
public struct TRCFile: Equatable, Sendable {
  /// The name of the file in its first line.
  public var name: String
  /// The marker paths.
  public var markers: MarkerRecord
  /// The number of the first frame.
  public var firstFrame: Int
  /// The unit in which positions are written.
  public var unit: PhysicalUnit

  /// Creates the content of a file.
  ///
  /// - Parameters:
  ///   - name: The name in the file's first line.
  ///   - markers: The marker paths.
  ///   - firstFrame: The number of the first frame.
  ///   - unit: The unit in which positions are written.
  public init(
    name: String, markers: MarkerRecord, firstFrame: Int = 1, unit: PhysicalUnit = .millimetre
  ) {
    self.name = name
    self.markers = markers
    self.firstFrame = firstFrame
    self.unit = unit
  }

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limits: How much is taken in.
  /// - Returns: The content, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (file: TRCFile, report: ImportReport) {
    var reader = TRCReader(try TextFile(contentsOf: url, limits: limits), limits: limits)
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
  ) throws(RecordError) -> (file: TRCFile, report: ImportReport) {
    var reader = TRCReader(try TextFile(data, name: name, limits: limits), limits: limits)
    return try reader.read()
  }
}
