extension JSONScanner {
  /// Reads a string in quotes, escapes resolved.
  ///
  /// Control characters, unpaired surrogates and invalid UTF-8 are errors, at their own offset.
  package mutating func readString(expected: String = "a string") throws -> String {
    guard takes("\"") else { throw failure(expected) }
    var plainStart = position
    var resolved: [UInt8] = []
    while true {
      guard position < bytes.count else { throw failure("a closing quote") }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        resolved += bytes[plainStart..<position]
        position += 1
        return String(decoding: resolved, as: UTF8.self)
      case UInt8(ascii: "\\"):
        resolved += bytes[plainStart..<position]
        try readEscape(into: &resolved)
        plainStart = position
      case 0..<0x20:
        throw failure("an escape for a control character")
      case 0x20..<0x80:
        position += 1
      default:
        position += try lengthOfMultibyteScalar()
      }
    }
  }

  /// How many bytes the well-formed UTF-8 sequence at the position has (Unicode 15, table 3-7).
  private func lengthOfMultibyteScalar() throws -> Int {
    let lead = bytes[position]
    let second: ClosedRange<UInt8>
    switch lead {
    case 0xE0: second = 0xA0...0xBF
    case 0xED: second = 0x80...0x9F
    case 0xF0: second = 0x90...0xBF
    case 0xF4: second = 0x80...0x8F
    default: second = 0x80...0xBF
    }
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: throw failure("valid UTF-8")
    }
    for place in position + 1..<position + length {
      let allowed = place == position + 1 ? second : 0x80...0xBF
      guard place < bytes.count, allowed.contains(bytes[place]) else {
        throw failure(at: place, "valid UTF-8")
      }
    }
    return length
  }

  private mutating func readEscape(into text: inout [UInt8]) throws {
    let start = position
    position += 1
    guard position < bytes.count else { throw failure("an escape") }
    let letter = bytes[position]
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): try text.append(contentsOf: readScalar(from: start))
    default: throw failure(at: start + 1, "one of \" \\ / b f n r t u after a backslash")
    }
  }

  /// Reads the digits of one `\u` escape, or of a surrogate pair of two, as UTF-8.
  private mutating func readScalar(from start: Int) throws -> [UInt8] {
    var code = try readFourDigits()
    if code >= 0xD800, code < 0xDC00, bytes[position...].starts(with: [0x5C, 0x75]) {
      position += 2
      let low = try readFourDigits()
      guard low >= 0xDC00, low < 0xE000 else {
        throw failure(at: start, "a low surrogate after a high one", hexadecimal(low, digits: 4))
      }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw failure(at: start, "a pair of surrogates", "one alone, " + hexadecimal(code, digits: 4))
    }
    return Array(String(scalar).utf8)
  }

  private mutating func readFourDigits() throws -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count,
        let digit = Character(UnicodeScalar(bytes[position])).hexDigitValue
      else { throw failure("four hexadecimal digits") }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
