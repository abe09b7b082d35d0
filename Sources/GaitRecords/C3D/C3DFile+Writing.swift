import Foundation

extension C3DFile {
  /// The bytes of a C3D file in this file's encoding, which ezc3d and other readers open.
  ///
  /// Numbers are written in the source units of the channels. Whole-number encodings round them:
  /// points to a scale that the largest coordinate fits, analog channels each to its own. Counts
  /// that 16 bits cannot hold go to TRIAL:ACTUAL_END_FIELD and POINT:LONG_FRAMES, labels beyond 255
  /// to LABELS2 and so on. Camera masks of the points are not kept.
  ///
  /// - Returns: The bytes.
  /// - Throws: `RecordError.unwritable` for what the format has no place for.
  public func encoded() throws(RecordError) -> Data {
    try C3DEncoder(self).encoded()
  }

  /// Writes the file, replacing it whole.
  ///
  /// - Parameter url: The file.
  /// - Throws: `RecordError.unwritable`, or the file system's error.
  public func write(to url: URL) throws {
    try encoded().write(to: url, options: .atomic)
  }
}
