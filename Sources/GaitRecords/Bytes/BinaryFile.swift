import Foundation

/// The bytes of a binary file, and the numbers and texts in them.
package struct BinaryFile: Sendable {
  /// The file's name for messages.
  package let name: String
  /// All bytes, with indices from zero.
  package let data: Data

  /// Opens a file after checking its size.
  package init(contentsOf url: URL, limits: ReadingLimits) throws(RecordError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw .unreadable(file: url.path, reason: "no such file")
    }
    guard !isFolder.boolValue else {
      throw .unreadable(file: url.path, reason: "it is a folder")
    }
    let data: Data
    do {
      data = try Data(contentsOf: url, options: .mappedIfSafe)
    } catch {
      throw .unreadable(file: url.path, reason: error.localizedDescription)
    }
    try self.init(data, name: url.lastPathComponent, limits: limits)
  }

  /// Takes bytes after checking their number.
  package init(_ data: Data, name: String, limits: ReadingLimits) throws(RecordError) {
    guard data.count <= limits.maximumBytes else {
      throw .limitExceeded(
        file: name, limit: "bytes", allowed: limits.maximumBytes, found: data.count)
    }
    self.name = name
    // A slice of Data keeps the indices of its parent; copying makes them start at zero.
    self.data = data.startIndex == 0 ? data : Data(data)
  }

  /// The number of bytes.
  package var count: Int { data.count }

  /// Fails unless the file holds so many bytes at a place.
  package func require(
    _ length: Int, at offset: Int, _ field: String
  ) throws(RecordError) {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset else {
      let left = offset >= 0 && offset < count ? count - offset : 0
      throw malformed(
        at: offset, field, expected: length == 1 ? "1 byte" : "\(length) bytes",
        found: "\(left) before the end of the file")
    }
  }

  /// The error of a place that does not hold what the format asks for.
  package func malformed(
    at offset: Int, _ field: String, expected: String, found: String
  ) -> RecordError {
    .malformedBytes(file: name, offset: offset, field: field, expected: expected, found: found)
  }

  /// The byte at a place that is known to be in the file.
  package subscript(offset: Int) -> UInt8 { data[offset] }

  /// A number of two bytes, the lowest first.
  package func littleUInt16(at offset: Int) -> UInt16 {
    UInt16(data[offset]) | UInt16(data[offset + 1]) << 8
  }

  /// A number of four bytes, the lowest first.
  package func littleUInt32(at offset: Int) -> UInt32 {
    UInt32(littleUInt16(at: offset)) | UInt32(littleUInt16(at: offset + 2)) << 16
  }

  /// A number of eight bytes, the lowest first.
  package func littleUInt64(at offset: Int) -> UInt64 {
    UInt64(littleUInt32(at: offset)) | UInt64(littleUInt32(at: offset + 4)) << 32
  }

  /// Bytes as text without blanks at either end: UTF-8, or Latin-1 where they are not UTF-8.
  package func text(_ range: Range<Int>) -> String {
    var body = [UInt8](data[range])[...]
    if let end = body.firstIndex(of: 0) { body = body[..<end] }
    while let byte = body.first, byte == 32 || (9...13).contains(byte) { body.removeFirst() }
    while let byte = body.last, byte == 32 || (9...13).contains(byte) { body.removeLast() }
    // Nearly all names are ASCII, which needs no check for other encodings.
    return body.allSatisfy { $0 < 128 }
      ? String(decoding: body, as: UTF8.self) : TextFile.string(body)
  }
}
