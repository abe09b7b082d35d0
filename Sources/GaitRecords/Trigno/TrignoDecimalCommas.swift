import Foundation

/// Rows in which a comma parts both cells and decimals, as an older European export writes them.
///
/// `0,000519,-1,2e-6` stands for two cells, but looks like four. Such a file is known by its first
/// row of data: more cells than columns, and exactly enough when each number takes two.
struct TrignoDecimalCommas {
  let text: TextFile
  let columnCount: Int
  let start: Int
  let line: Int

  /// The rows with semicolons between the cells; nil if the file is not of this kind.
  ///
  /// - Throws: `RecordError.malformed` if a row cannot be put together in one way only.
  func rejoined() throws(RecordError) -> Data? {
    let data = text.data
    let bytes = data.span
    var lines = LineCursor(start: start)
    guard let first = lines.next(in: bytes) else { return nil }
    let cells = TableDialect.cells(of: first, .comma)
    guard cells.count > columnCount, cells.count <= 2 * columnCount,
      !first.contains(UInt8(ascii: "."))
    else { return nil }
    var joined = Data()
    joined.reserveCapacity(data.count - start)
    lines = LineCursor(start: start)
    while let row = lines.next(in: bytes) {
      joined.append(contentsOf: try joinedRow(row, line: line + lines.number - 1))
      joined.append(10)
    }
    return joined
  }

  private func joinedRow(_ row: [UInt8], line: Int) throws(RecordError) -> [UInt8] {
    let cells = TableDialect.cells(of: row, .comma)
    var joined = [UInt8]()
    var count = 0
    var place = 0
    while place < cells.count {
      if count > 0 { joined.append(UInt8(ascii: ";")) }
      joined.append(contentsOf: cells[place])
      if isWhole(cells[place]) {
        guard place + 1 < cells.count, isDecimals(cells[place + 1]) else {
          throw ambiguous(row, line)
        }
        joined.append(UInt8(ascii: ","))
        joined.append(contentsOf: cells[place + 1])
        place += 1
      }
      place += 1
      count += 1
    }
    guard count == columnCount || row.allSatisfy({ $0 == 32 }) else { throw ambiguous(row, line) }
    return joined
  }

  private func ambiguous(_ row: [UInt8], _ line: Int) -> RecordError {
    .malformed(
      file: text.name, line: line, column: nil,
      expected: "\(columnCount) numbers with decimals, as commas part both cells and decimals",
      found: TextFile.excerpt(row))
  }

  private func isWhole(_ cell: ArraySlice<UInt8>) -> Bool {
    var digits = MissingCell.trimmed(cell)
    if digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+") {
      digits.removeFirst()
    }
    return !digits.isEmpty && digits.allSatisfy { (48...57).contains($0) }
  }

  private func isDecimals(_ cell: ArraySlice<UInt8>) -> Bool {
    guard let first = cell.first, (48...57).contains(first) else { return false }
    return NumberScanner().isNumber(cell)
  }
}
