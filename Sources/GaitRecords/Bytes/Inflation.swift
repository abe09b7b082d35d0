import Foundation

/// Unpacks data that were packed by deflate (Deutsch 1996, RFC 1951).
///
/// The output grows as it is made and ends at the size that was asked for, so that no few bytes can
/// claim much memory.
struct Inflation {
  private let file: BinaryFile
  private let end: Int
  private let field: String
  private let limit: Int
  private var place: Int
  private var bits: UInt64 = 0
  private var bitCount = 0
  private var output = [UInt8]()

  /// The bytes that a range of a file unpacks to, exactly so many.
  static func bytes(
    of file: BinaryFile, _ range: Range<Int>, count: Int, field: String
  ) throws(RecordError) -> (output: [UInt8], end: Int) {
    // No stream unpacks to more than 1032 times its size.
    guard count <= range.count * 1032 + 1032 else {
      throw file.malformed(
        at: range.lowerBound, field, expected: "at most \(range.count * 1032) unpacked bytes",
        found: "\(count) declared")
    }
    var inflation = Inflation(
      file: file, end: range.upperBound, field: field, limit: count, place: range.lowerBound)
    inflation.output.reserveCapacity(count)
    let data = file.data
    try inflation.run(data.span)
    guard inflation.output.count == count else {
      throw file.malformed(
        at: range.lowerBound, field, expected: "\(count) unpacked bytes",
        found: "\(inflation.output.count)")
    }
    return (inflation.output, inflation.place - inflation.bitCount / 8)
  }

  private init(file: BinaryFile, end: Int, field: String, limit: Int, place: Int) {
    self.file = file
    self.end = end
    self.field = field
    self.limit = limit
    self.place = place
  }

  private func damage(_ expected: String, _ found: String) -> RecordError {
    file.malformed(at: place, field, expected: expected, found: found)
  }

  private mutating func run(_ bytes: Span<UInt8>) throws(RecordError) {
    var isLast = false
    while !isLast {
      isLast = try take(1, bytes) == 1
      switch try take(2, bytes) {
      case 0: try copyStored(bytes)
      case 1: try unpack(bytes, HuffmanCode.fixedLiterals, HuffmanCode.fixedDistances)
      case 2:
        let (literals, distances) = try codes(bytes)
        try unpack(bytes, literals, distances)
      default: throw damage("a kind of block", "3")
      }
    }
  }

  /// Fills up the reservoir of bits; behind the end of the data there are zeros.
  private mutating func refill(_ bytes: Span<UInt8>) {
    while bitCount <= 48, place < end {
      bits |= UInt64(bytes[place]) << UInt64(bitCount)
      place += 1
      bitCount += 8
    }
  }

  private mutating func take(_ count: Int, _ bytes: Span<UInt8>) throws(RecordError) -> Int {
    refill(bytes)
    guard count <= bitCount else { throw damage("more data", "the end of the packed data") }
    let value = Int(bits & (1 << UInt64(count) - 1))
    bits >>= UInt64(count)
    bitCount -= count
    return value
  }

  private mutating func copyStored(_ bytes: Span<UInt8>) throws(RecordError) {
    let spare = bitCount % 8
    bits >>= UInt64(spare)
    bitCount -= spare
    let length = try take(16, bytes)
    let check = try take(16, bytes)
    guard length == check ^ 0xFFFF else {
      throw damage("the complement of a stored block's length", "\(check) for \(length)")
    }
    place -= bitCount / 8
    bits = 0
    bitCount = 0
    guard length <= end - place, length <= limit - output.count else {
      throw damage(
        "a stored block of at most \(min(end - place, limit - output.count))", "\(length)")
    }
    for index in place..<place + length { output.append(bytes[index]) }
    place += length
  }

  private mutating func symbol(
    _ code: HuffmanCode, _ bytes: Span<UInt8>
  ) throws(RecordError) -> Int {
    if bitCount < 16 { refill(bytes) }
    let entry = code.table[Int(bits) & (code.table.count - 1)]
    let length = Int(entry & 0xF)
    guard length > 0, length <= bitCount else {
      throw damage("a symbol of the code", "bits that stand for none")
    }
    bits >>= UInt64(length)
    bitCount -= length
    return Int(entry >> 4)
  }

  private mutating func unpack(
    _ bytes: Span<UInt8>, _ literals: HuffmanCode, _ distances: HuffmanCode
  ) throws(RecordError) {
    while true {
      let code = try symbol(literals, bytes)
      if code < 256 {
        guard output.count < limit else { throw damage("\(limit) unpacked bytes", "more") }
        output.append(UInt8(code))
        continue
      }
      if code == 256 { return }
      guard code < 286 else { throw damage("a length", "the symbol \(code)") }
      let length =
        HuffmanCode.lengths[code - 257] + (try take(HuffmanCode.lengthBits[code - 257], bytes))
      let far = try symbol(distances, bytes)
      guard far < 30 else { throw damage("a distance", "the symbol \(far)") }
      let distance = HuffmanCode.distances[far] + (try take(HuffmanCode.distanceBits[far], bytes))
      guard distance <= output.count, length <= limit - output.count else {
        throw damage("a copy within \(limit) unpacked bytes", "\(length) from \(distance) back")
      }
      var source = output.count - distance
      for _ in 0..<length {
        output.append(output[source])
        source += 1
      }
    }
  }

  /// Reads the codes of a block that brings its own.
  private mutating func codes(
    _ bytes: Span<UInt8>
  ) throws(RecordError) -> (literals: HuffmanCode, distances: HuffmanCode) {
    let literalCount = try take(5, bytes) + 257
    let distanceCount = try take(5, bytes) + 1
    let lengthCount = try take(4, bytes) + 4
    var lengths = [UInt8](repeating: 0, count: 19)
    for place in HuffmanCode.order.prefix(lengthCount) {
      lengths[place] = UInt8(try take(3, bytes))
    }
    let code = try code(lengths)
    lengths = []
    while lengths.count < literalCount + distanceCount {
      let symbol = try symbol(code, bytes)
      switch symbol {
      case 0..<16: lengths.append(UInt8(symbol))
      case 16:
        guard let last = lengths.last else { throw damage("a length to repeat", "none") }
        lengths += [UInt8](repeating: last, count: 3 + (try take(2, bytes)))
      case 17: lengths += [UInt8](repeating: 0, count: 3 + (try take(3, bytes)))
      default: lengths += [UInt8](repeating: 0, count: 11 + (try take(7, bytes)))
      }
    }
    guard lengths.count == literalCount + distanceCount else {
      throw damage("\(literalCount + distanceCount) code lengths", "\(lengths.count)")
    }
    return (
      try self.code(Array(lengths[..<literalCount])), try self.code(Array(lengths[literalCount...]))
    )
  }

  private func code(_ lengths: [UInt8]) throws(RecordError) -> HuffmanCode {
    guard let code = HuffmanCode(lengths) else {
      throw damage("a code", "lengths that make none")
    }
    return code
  }
}
