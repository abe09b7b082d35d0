import Foundation

extension TrignoRecording {
  /// Reads a text export of EMGworks or Trigno Discover.
  ///
  /// The row of column names may stand on any line; it is the first whose first cell is `X[s]`.
  /// A channel ends where its preamble says, or where its times end. Commas, semicolons and tabs
  /// part the cells; with a decimal comma and commas between the cells, rows are put together again
  /// if they have cells for it, and refused otherwise.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limits: How much is taken in.
  /// - Returns: The recording, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (recording: TrignoRecording, report: ImportReport) {
    var reader = TrignoReader(try TextFile(contentsOf: url, limits: limits), limits: limits)
    return try reader.read()
  }

  /// Reads a text export from bytes.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: The name used in messages.
  ///   - limits: How much is taken in.
  /// - Returns: The recording, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ data: Data, name: String, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (recording: TrignoRecording, report: ImportReport) {
    var reader = TrignoReader(try TextFile(data, name: name, limits: limits), limits: limits)
    return try reader.read()
  }
}
