/// A place in the bytes of a delimited table, and how to move on from it.
struct TableCursor {
  /// The byte that ends a line: LF, or CR where there is no LF.
  let lineEnd: UInt8
  /// The byte between two cells; a blank for runs of white space.
  let delimiter: UInt8
  /// Whether any run of blanks and tabulators parts two cells.
  let hasRuns: Bool
  /// The offset of the next byte.
  var place: Int
  /// The line of the next byte, from 1.
  var line: Int

  private let hasBlankTabs: Bool

  init(start: Int, line: Int, lineEnd: UInt8, delimiter: TableDialect.Delimiter) {
    place = start
    self.line = line
    self.lineEnd = lineEnd
    self.delimiter = delimiter.byte
    hasRuns = delimiter == .whitespace
    hasBlankTabs = delimiter != .tab
  }

  @inline(__always)
  func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (byte == 9 && hasBlankTabs) }

  @inline(__always)
  func isDelimiter(_ byte: UInt8) -> Bool { byte == delimiter || (hasRuns && byte == 9) }

  @inline(__always)
  func isLineEnd(_ bytes: Span<UInt8>, at place: Int) -> Bool {
    guard place < bytes.count else { return true }
    if bytes[place] == lineEnd { return true }
    return bytes[place] == 13 && place + 1 < bytes.count && bytes[place + 1] == lineEnd
  }

  @inline(__always)
  mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while place < bytes.count, isBlank(bytes[place]) { place += 1 }
  }

  /// Moves behind a delimiter; false at the end of the row, where it stays.
  mutating func passDelimiter(_ bytes: Span<UInt8>) -> Bool {
    guard place < bytes.count, bytes[place] != lineEnd else { return false }
    place += 1
    return true
  }

  mutating func passLineEnd(_ bytes: Span<UInt8>) {
    while place < bytes.count, bytes[place] != lineEnd { place += 1 }
    if place < bytes.count {
      place += 1
      line += 1
    }
  }

  /// Moves behind blank lines and says how many there were.
  mutating func passBlankLines(_ bytes: Span<UInt8>) -> Int {
    var passed = 0
    while place < bytes.count {
      var end = place
      while end < bytes.count, bytes[end] == 32 || bytes[end] == 13 || (hasRuns && bytes[end] == 9)
      {
        end += 1
      }
      guard end < bytes.count, bytes[end] == lineEnd else {
        if end == bytes.count { place = end }
        break
      }
      place = end + 1
      line += 1
      passed += 1
    }
    return passed
  }

  /// How many lines begin here or further on.
  func remainingLines(_ bytes: Span<UInt8>) -> Int {
    var lines = 1
    for index in min(place, bytes.count)..<bytes.count where bytes[index] == lineEnd { lines += 1 }
    return lines
  }

  /// The bytes of the cell at the current place, without quotes; moves behind it.
  ///
  /// - Returns: The bytes, or nil if a quote is not closed.
  mutating func nextCell(_ bytes: Span<UInt8>) -> [UInt8]? {
    var cell = [UInt8]()
    if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
      guard readQuoted(bytes, into: &cell) else { return nil }
    }
    while place < bytes.count {
      let byte = bytes[place]
      if byte == lineEnd || isDelimiter(byte) { break }
      cell.append(byte)
      place += 1
    }
    if cell.last == 13 { cell.removeLast() }
    return cell
  }

  private mutating func readQuoted(_ bytes: Span<UInt8>, into cell: inout [UInt8]) -> Bool {
    place += 1
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == UInt8(ascii: "\"") {
        guard place < bytes.count, bytes[place] == byte else { return true }
        place += 1
      } else if byte == lineEnd {
        line += 1
      }
      cell.append(byte)
    }
    return false
  }
}
