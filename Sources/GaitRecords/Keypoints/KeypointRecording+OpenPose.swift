import Foundation

extension KeypointRecording {
  /// Reads OpenPose's JSON: a folder with a file for each frame, or one file.
  ///
  /// The number in a file's name is the frame's; frames left out are missing. One file may hold one
  /// frame or an array of them. A person without a number of its own is told by the place in the
  /// frame's list, so people who swap places there swap tracks: the report says so where there is
  /// more than one person.
  ///
  /// - Parameters:
  ///   - url: The folder or the file.
  ///   - frameRateHz: Frames per second, which the files do not say.
  ///   - minimumConfidence: The confidence up to which a point counts as missing.
  ///   - limits: How much is taken in.
  /// - Returns: The recording, and what was noticed.
  /// - Throws: `RecordError`.
  public static func readOpenPose(
    _ url: URL, frameRateHz: Double, minimumConfidence: Double = 0,
    limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (recording: KeypointRecording, report: ImportReport) {
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
    var reader = OpenPoseReader(
      file: url.lastPathComponent, frameRateHz: frameRateHz, minimumConfidence: minimumConfidence,
      limits: limits)
    if isFolder.boolValue {
      try reader.readFolder(url)
    } else {
      try reader.readFile(TextFile(contentsOf: url, limits: limits), frame: nil)
    }
    return try reader.recording()
  }

  /// Reads OpenPose's JSON from the bytes of one file.
  ///
  /// - Parameters:
  ///   - data: The bytes: one frame or an array of frames.
  ///   - name: The name used in messages.
  ///   - frameRateHz: Frames per second.
  ///   - minimumConfidence: The confidence up to which a point counts as missing.
  ///   - limits: How much is taken in.
  /// - Returns: The recording, and what was noticed.
  /// - Throws: `RecordError`.
  public static func readOpenPose(
    _ data: Data, name: String, frameRateHz: Double, minimumConfidence: Double = 0,
    limits: ReadingLimits = ReadingLimits()
  ) throws(RecordError) -> (recording: KeypointRecording, report: ImportReport) {
    var reader = OpenPoseReader(
      file: name, frameRateHz: frameRateHz, minimumConfidence: minimumConfidence, limits: limits)
    try reader.readFile(TextFile(data, name: name, limits: limits), frame: nil)
    return try reader.recording()
  }
}
