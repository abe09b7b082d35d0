/// Walks through the lines of a text.
package struct LineCursor {
  /// The offset of the line to be returned next.
  package private(set) var offset: Int
  /// The number of the line last returned, from 1; 0 before the first.
  package private(set) var number = 0

  /// Begins at an offset.
  package init(start: Int) { offset = start }

  /// The next line without its line end; nil behind the last one.
  package mutating func next(in bytes: Span<UInt8>) -> [UInt8]? {
    guard offset < bytes.count else { return nil }
    number += 1
    var line = [UInt8]()
    while offset < bytes.count, bytes[offset] != 10 {
      line.append(bytes[offset])
      offset += 1
    }
    offset += 1
    if line.last == 13 { line.removeLast() }
    return line
  }

  /// How many line ends are left.
  func count(in bytes: Span<UInt8>) -> Int {
    var count = 1
    for index in min(offset, bytes.count)..<bytes.count where bytes[index] == 10 { count += 1 }
    return count
  }
}
