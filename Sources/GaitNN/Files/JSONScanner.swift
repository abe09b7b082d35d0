/// A strict reader of JSON bytes that hands out values by typed calls, without building a tree.
///
/// It exists for headers of binary files. Foundation's decoders keep the last of two equal keys
/// and decode `2.0` as an integer; here both are errors, and so are nesting beyond a limit,
/// invalid UTF-8 and text after the value. Memory grows with the keys of the objects that are
/// open, never with a number in the text. Grammar: RFC 8259.
///
/// Two keys are equal when Swift compares them as equal, so precomposed and decomposed
/// spellings of one name cannot stand side by side and then meet in a dictionary.
package struct JSONScanner {
  let bytes: [UInt8]
  let base: Int
  let maximumDepth: Int
  let maximumMembers: Int
  var position = 0
  private var depth = 0

  /// Starts at the first byte of a text.
  ///
  /// - Parameters:
  ///   - bytes: The text, in UTF-8.
  ///   - base: Offset of the first byte in its file, added to offsets in errors.
  ///   - maximumDepth: How many objects and arrays may be open at once.
  ///   - maximumMembers: How many members one object may have.
  package init(
    _ bytes: [UInt8], base: Int = 0, maximumDepth: Int = 64, maximumMembers: Int = 1 << 17
  ) {
    self.bytes = bytes
    self.base = base
    self.maximumDepth = maximumDepth
    self.maximumMembers = maximumMembers
  }

  /// Offset of the next value, white space skipped.
  package mutating func nextOffset() -> Int {
    skipSpace()
    return base + position
  }

  /// Reads an object; the closure must read exactly one value for each key.
  package mutating func readObject(
    _ readMember: (inout JSONScanner, String) throws -> Void
  ) throws {
    try enter("{", expected: "an object")
    var keys: Set<String> = []
    var isOpen = !takes("}")
    while isOpen {
      skipSpace()
      let place = position
      let key = try readString(expected: "a key in quotes")
      guard keys.insert(key).inserted else {
        throw failure(at: place, "a key that is new in its object", key.quotedBriefly + " again")
      }
      guard keys.count <= maximumMembers else {
        throw failure(at: place, "at most \(maximumMembers) members in an object", "one more")
      }
      guard takes(":") else { throw failure("\":\"") }
      try readMember(&self, key)
      isOpen = takes(",")
      guard isOpen || takes("}") else { throw failure("\",\" or \"}\"") }
    }
    depth -= 1
  }

  /// Reads an array; the closure must read exactly one value each time it is called.
  package mutating func readArray(_ readElement: (inout JSONScanner) throws -> Void) throws {
    try enter("[", expected: "an array")
    var isOpen = !takes("]")
    while isOpen {
      try readElement(&self)
      isOpen = takes(",")
      guard isOpen || takes("]") else { throw failure("\",\" or \"]\"") }
    }
    depth -= 1
  }

  /// Reads an array of at most `limit` integers that are zero or more.
  package mutating func readCounts(limit: Int) throws -> [Int] {
    var counts: [Int] = []
    try readArray { scanner in
      let place = scanner.nextOffset() - scanner.base
      let value = try scanner.readInteger()
      guard value >= 0 else {
        throw scanner.failure(at: place, "an integer of zero or more", "\(value)")
      }
      guard counts.count < limit else {
        throw scanner.failure(at: place, "at most \(limit) elements", "one more")
      }
      counts.append(value)
    }
    return counts
  }

  /// Reads a number written without fraction and exponent that fits in `Int`.
  package mutating func readInteger() throws -> Int {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: "-") || isDigit(position) else {
      throw failure("an integer")
    }
    let start = position
    let isWhole = try scanNumber()
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard isWhole, text != "-0" else {
      throw failure(at: start, "an integer", text.quotedBriefly)
    }
    guard let value = Int(text) else {
      throw failure(at: start, "an integer of at most 63 bits", text.quotedBriefly)
    }
    return value
  }

  /// Reads one value of any kind, checks it, and drops it.
  package mutating func skipValue() throws {
    skipSpace()
    guard position < bytes.count else { throw failure("a value") }
    switch bytes[position] {
    case UInt8(ascii: "{"): try readObject { scanner, _ in try scanner.skipValue() }
    case UInt8(ascii: "["): try readArray { scanner in try scanner.skipValue() }
    case UInt8(ascii: "\""): _ = try readString()
    case UInt8(ascii: "t"): try skipWord("true")
    case UInt8(ascii: "f"): try skipWord("false")
    case UInt8(ascii: "n"): try skipWord("null")
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try scanNumber()
    default: throw failure("a value")
    }
  }

  /// Checks that only white space is left.
  package mutating func finish() throws {
    skipSpace()
    guard position == bytes.count else { throw failure("the end of the text") }
  }

  private mutating func enter(_ bracket: Unicode.Scalar, expected: String) throws {
    guard takes(bracket) else { throw failure(expected) }
    depth += 1
    guard depth <= maximumDepth else {
      throw failure(at: position - 1, "nesting of at most \(maximumDepth)", "one level more")
    }
  }

  private mutating func skipWord(_ word: String) throws {
    guard bytes[position...].starts(with: word.utf8) else { throw failure(word) }
    position += word.utf8.count
  }

  /// Passes over a number and tells whether it has neither fraction nor exponent.
  private mutating func scanNumber() throws -> Bool {
    var isWhole = true
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    if isDigit(position), bytes[position] == UInt8(ascii: "0") {
      position += 1
      if isDigit(position) { throw failure("a number without leading zeros") }
    } else {
      try scanDigits()
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      isWhole = false
      try scanDigits()
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      isWhole = false
      let hasSign = position < bytes.count && (bytes[position] == 0x2B || bytes[position] == 0x2D)
      if hasSign { position += 1 }
      try scanDigits()
    }
    return isWhole
  }

  private mutating func scanDigits() throws {
    guard isDigit(position) else { throw failure("a digit") }
    while isDigit(position) { position += 1 }
  }

  private func isDigit(_ place: Int) -> Bool {
    place < bytes.count && bytes[place] >= 0x30 && bytes[place] <= 0x39
  }

  mutating func skipSpace() {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position += 1
    }
  }

  /// Takes a punctuation mark, after white space, if it is next.
  mutating func takes(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: mark) else { return false }
    position += 1
    return true
  }

  /// An error at the current byte, or at a place, naming what stands there.
  func failure(
    at place: Int? = nil, _ expected: String, _ found: String? = nil
  ) -> JSONScannerError {
    let place = place ?? position
    return JSONScannerError(
      offset: base + place, expected: expected, found: found ?? describeByte(at: place))
  }

  private func describeByte(at place: Int) -> String {
    guard place < bytes.count else { return "the end of the text" }
    let byte = bytes[place]
    guard byte > 0x20, byte < 0x7F else { return "byte 0x" + hexadecimal(UInt32(byte), digits: 2) }
    return String(UnicodeScalar(byte)).debugDescription
  }
}

/// A number in base sixteen with leading zeros.
package func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
