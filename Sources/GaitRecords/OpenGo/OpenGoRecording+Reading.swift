import Foundation

extension OpenGoRecording {
  /// Reads a text export.
  ///
  /// A blank cell is missing; nothing is carried forward over radio loss, which is reported as a
  /// gap. The centre of pressure is missing where the total force is below `loadedAboveN`.
  ///
  /// - Parameters:
  ///   - url: The file, in UTF-8 or Latin-1.
  ///   - limits: How much is taken in.
  /// - Returns: The recording, and what was noticed.
  /// - Throws: `RecordError`.
  public static func read(
    _ url: URL, limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (recording: OpenGoRecording, report: ImportReport) {
    var reader = OpenGoReader(try TextFile(contentsOf: url, limits: limits), limits: limits)
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
  ) throws(RecordError) -> (recording: OpenGoRecording, report: ImportReport) {
    var reader = OpenGoReader(try TextFile(data, name: name, limits: limits), limits: limits)
    return try reader.read()
  }
}
