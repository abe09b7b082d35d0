import Foundation

/// The bytes of a text file whose encoding has been checked, without a byte-order mark.
package struct TextFile: Sendable {
  /// The file's name for messages.
  package let name: String
  /// All bytes of the file.
  package let data: Data
  /// Where the text begins behind a byte-order mark.
  package let start: Int

  /// Reads a file after checking its size.
  package init(contentsOf url: URL, limits: ReadingLimits) throws(RecordError) {
    let name = url.lastPathComponent
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
    try self.init(data, name: name, limits: limits)
  }

  /// Takes bytes after checking their number and their encoding.
  package init(_ data: Data, name: String, limits: ReadingLimits) throws(RecordError) {
    guard data.count <= limits.maximumBytes else {
      throw .limitExceeded(
        file: name, limit: "bytes", allowed: limits.maximumBytes, found: data.count)
    }
    // A slice of Data keeps the indices of its parent; copying makes them start at zero.
    let data = data.startIndex == 0 ? data : Data(data)
    let head = [UInt8](data.prefix(4096))
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      throw .unsupportedEncoding(file: name, found: "a byte-order mark of UTF-16 or UTF-32")
    }
    if let zero = head.firstIndex(of: 0) {
      throw .unsupportedEncoding(
        file: name, found: "a zero byte at offset \(zero) (UTF-16 without a mark, or binary data)")
    }
    self.name = name
    self.data = data
    start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The text behind some lines, as the place of a table.
  package func extent(behindLines count: Int) -> TableExtent {
    let data = data
    let bytes = data.span
    var lines = LineCursor(start: start)
    for _ in 0..<max(count, 0) where lines.next(in: bytes) == nil { break }
    return TableExtent(start: min(lines.offset, data.count), line: lines.number + 1)
  }

  /// A cell as an error message shows it: quoted, and cut off where it is long.
  package static func excerpt(_ cell: [UInt8]) -> String {
    let text = string(cell.prefix(60)).trimmingASCIIWhitespace()
    return "\"\(text)\(cell.count > 60 ? "..." : "")\""
  }

  /// Decodes bytes as UTF-8, or as Latin-1 where they are not UTF-8.
  package static func string(_ bytes: some Collection<UInt8>) -> String {
    if let text = String(bytes: bytes, encoding: .utf8) { return text }
    var text = ""
    for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    return text
  }
}
