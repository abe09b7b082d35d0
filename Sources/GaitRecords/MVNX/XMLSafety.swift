import Foundation

/// Refuses XML that Foundation's parser cannot be trusted with.
///
/// Entity declarations and document types are what hostile XML is made of, and no format of records
/// has them. On Linux the parser traps on an instruction without data such as `<?a?>` and on names
/// that are not UTF-8.
enum XMLSafety {
  private static let encodings: Set<String> = [
    "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252",
  ]

  /// Checks the declaration, every `<!` and `<?`, and that all bytes are UTF-8.
  ///
  /// - Throws: `RecordError`.
  static func check(_ text: TextFile) throws(RecordError) {
    let head = TextFile.string(text.data[text.start...].prefix(512))
    if let declaration = head.range(of: "encoding=") {
      let rest = head[declaration.upperBound...]
      let quote = rest.first ?? "\""
      let name = rest.dropFirst().prefix { $0 != quote }.lowercased()
      guard encodings.contains(name) else {
        throw .unsupportedEncoding(file: text.name, found: "XML in \(name.prefix(30))")
      }
    }
    let data = text.data
    let bytes = data.span
    var place = text.start
    var line = 1
    while place < bytes.count {
      let byte = bytes[place]
      if byte == 10 { line += 1 }
      if byte == UInt8(ascii: "<"), place + 1 < bytes.count {
        let word = data[place..<min(place + 9, bytes.count)]
        if let forbidden = forbidden(word, isFirst: place == text.start) {
          throw .malformed(
            file: text.name, line: line, column: nil, expected: forbidden,
            found: TextFile.excerpt([UInt8](word)))
        }
      }
      guard let length = sequenceLength(bytes, at: place) else {
        throw .malformed(
          file: text.name, line: line, column: nil, expected: "text in UTF-8",
          found: "the byte \(byte)")
      }
      place += length
    }
  }

  /// What is expected instead of a word that begins with `<`; nil if the word may stand.
  private static func forbidden(_ word: Data, isFirst: Bool) -> String? {
    let text = TextFile.string(word).uppercased()
    if text.hasPrefix("<!DOCTYPE") || text.hasPrefix("<!ENTITY") {
      return "no document type, no entities"
    }
    return text.hasPrefix("<?") && !(isFirst && text.hasPrefix("<?XML VER"))
      ? "no processing instructions" : nil
  }

  /// How many bytes the character at a place has in UTF-8 (RFC 3629); nil if it is none.
  private static func sequenceLength(_ bytes: Span<UInt8>, at place: Int) -> Int? {
    let first = bytes[place]
    if first < 0x80 { return 1 }
    guard first >= 0xC2, first <= 0xF4 else { return nil }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard place + length <= bytes.count else { return nil }
    let second = bytes[place + 1]
    let lowest: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
    let highest: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
    guard second >= lowest, second <= highest else { return nil }
    for next in place + 2..<max(place + length, place + 2) where bytes[next] & 0xC0 != 0x80 {
      return nil
    }
    return length
  }
}
