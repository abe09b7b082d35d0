/// The spellings by which files say that a cell holds no value.
package enum MissingCell {
  /// The spellings in lower case; infinities count, since no sensor measures one.
  private static let spellings: Set<[UInt8]> = Set(
    [
      "", "nan", "-nan", "+nan", "na", "n/a", "#n/a", "null", "none", "-", "--", ".", "inf", "+inf",
      "-inf", "infinity", "-infinity", "1.#qnan", "-1.#ind", "nan(ind)", "-nan(ind)",
    ].map { Array($0.utf8) })

  private static let longest = 12

  /// Whether a cell says that there is no value; blanks around it and its case do not matter.
  package static func matches(_ cell: ArraySlice<UInt8>) -> Bool {
    let body = trimmed(cell)
    guard body.count <= longest else { return false }
    return spellings.contains(body.map { (65...90).contains($0) ? $0 + 32 : $0 })
  }

  /// A cell without blanks and tabs around it and without a pair of quotes.
  package static func trimmed(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var body = cell
    while let byte = body.first, byte == 32 || byte == 9 { body.removeFirst() }
    while let byte = body.last, byte == 32 || byte == 9 || byte == 13 { body.removeLast() }
    if body.count >= 2, body.first == UInt8(ascii: "\""), body.last == UInt8(ascii: "\"") {
      return trimmed(body.dropFirst().dropLast())
    }
    return body
  }
}
