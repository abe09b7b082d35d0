/// A prefix code of deflate: which symbol the next bits stand for.
struct HuffmanCode: Sendable {
  /// For every value of the next bits the symbol times 16 plus the number of its bits; 0 where the
  /// bits stand for nothing.
  let table: [UInt16]

  /// Makes the code whose symbols have these numbers of bits; nil if there are too many symbols.
  init?(_ lengths: [UInt8]) {
    let longest = Int(lengths.max() ?? 0)
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    var next = [Int](repeating: 0, count: 17)
    var code = 0
    for length in 1...15 {
      next[length] = code
      code = (code + counts[length]) << 1
      // More codes of one length than there are bits for.
      if length <= longest, code > 2 << length { return nil }
    }
    var table = [UInt16](repeating: 0, count: 1 << longest)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let bits = Int(length)
      // Codes are sent from their highest bit, the table is looked up from the lowest.
      var reversed = 0
      for bit in 0..<bits where next[bits] >> bit & 1 == 1 { reversed |= 1 << (bits - 1 - bit) }
      next[bits] += 1
      for place in stride(from: reversed, to: table.count, by: 1 << bits) {
        table[place] = UInt16(symbol) << 4 | UInt16(bits)
      }
    }
    self.table = table
  }

  private init(known lengths: [UInt8]) {
    self = HuffmanCode(lengths) ?? HuffmanCode(empty: ())
  }

  private init(empty: Void) { table = [0] }

  static let fixedLiterals = HuffmanCode(
    known: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
  static let fixedDistances = HuffmanCode(known: [UInt8](repeating: 5, count: 30))

  /// The order in which the lengths of the code of lengths are sent.
  static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  static let lengths = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  static let distances = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]
  static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]
}
