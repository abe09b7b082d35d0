/// Reads decimal numbers from bytes, each rounded to the nearest `Double`.
///
/// Two methods cover nearly every number of a file, and both are exact. A significand below 2^53
/// and a power of ten up to 22 are `Double`s themselves, so one multiplication or division rounds
/// correctly (Clinger 1990, doi:10.1145/93542.93557). Up to 19 digits and moderate exponents are
/// multiplied with a 128-bit power of five (Lemire 2021, doi:10.1002/spe.2984). The rest goes to
/// the standard library.
package struct NumberScanner: Sendable {
  /// What was found at a place in the text.
  package enum Finding {
    /// A number, and the place behind it.
    case number(Double, end: Int)
    /// A number for the standard library to convert, and the place behind it.
    case long(end: Int)
    /// No number.
    case none
  }

  /// The byte between the whole and the decimals.
  package let decimalSeparator: UInt8
  private let powersOfTen: [Double]
  private let wholePowersOfTen: [UInt64]
  private let powersOfFive: PowersOfFive

  /// Creates a scanner for numbers with a decimal point or comma.
  package init(decimalSeparator: UInt8 = UInt8(ascii: ".")) {
    self.decimalSeparator = decimalSeparator
    powersOfTen = [
      1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
      1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
    wholePowersOfTen = (0...8).map { (0..<$0).reduce(1 as UInt64) { power, _ in power * 10 } }
    powersOfFive = PowersOfFive.shared
  }

  /// Scans `[+-] digits [. digits] [e [+-] digits]` with at least one digit before the exponent.
  @inline(__always)
  package func scan(_ bytes: Span<UInt8>, from start: Int) -> Finding {
    let limit = bytes.count
    var place = start
    guard place < limit else { return .none }
    let sign = bytes[place]
    place &+= sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") ? 1 : 0
    var significand: UInt64 = 0
    let firstDigit = place
    appendDigits(bytes, &place, to: &significand)
    var digitCount = place &- firstDigit
    var exponent = 0
    if place < limit, bytes[place] == decimalSeparator {
      place &+= 1
      let firstDecimal = place
      appendDigits(bytes, &place, to: &significand)
      exponent = firstDecimal &- place
      digitCount &-= exponent
    }
    guard digitCount > 0 else { return .none }
    if place < limit, bytes[place] | 0x20 == UInt8(ascii: "e") {
      exponent &+= NumberScanner.exponent(bytes, &place)
    }
    let signBit: UInt64 = sign == UInt8(ascii: "-") ? 1 << 63 : 0
    // Nineteen digits always fit in 64 bits; with more, the significand may have wrapped around.
    guard digitCount <= 19, exponent >= -PowersOfFive.reach, exponent <= PowersOfFive.reach else {
      return .long(end: place)
    }
    if significand <= 1 << 53, exponent >= -22, exponent <= 22 {
      var value = Double(significand)
      if exponent < 0 {
        value /= powersOfTen[0 &- exponent]
      } else if exponent > 0 {
        value *= powersOfTen[exponent]
      }
      return .number(Double(bitPattern: value.bitPattern | signBit), end: place)
    }
    let value = powersOfFive.double(significand, timesTenTo: exponent)
    return .number(Double(bitPattern: value.bitPattern | signBit), end: place)
  }

  /// Appends the digits at a place to a whole number, which may wrap around, and moves behind them.
  ///
  /// Eight bytes are looked at together: cells have digits in all numbers, and a loop that ends
  /// after each of them anew is mispredicted at nearly every cell.
  @inline(__always)
  private func appendDigits(
    _ bytes: Span<UInt8>, _ place: inout Int, to number: inout UInt64
  ) {
    let raw = bytes.bytes
    while place &+ 8 <= raw.byteCount {
      let word = raw.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
      let digits = word ^ 0x3030_3030_3030_3030
      // A byte above nine gets its top bit set by the sum or had it before.
      let others = ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
      let count = others.trailingZeroBitCount &>> 3
      // The digits move to the upper bytes, with zeros in front of them, and are joined in twos.
      var joined = digits << UInt64(64 &- 8 &* count)
      joined = (joined &* (1 + 10 << 8)) &>> 8 & 0x00FF_00FF_00FF_00FF
      joined = (joined &* (1 + 100 << 16)) &>> 16 & 0x0000_FFFF_0000_FFFF
      joined = (joined &* (1 + 10_000 << 32)) &>> 32
      number = number &* wholePowersOfTen[count] &+ joined
      place &+= count
      if count < 8 { return }
    }
    while place < bytes.count {
      let digit = bytes[place] &- 48
      guard digit < 10 else { return }
      number = number &* 10 &+ UInt64(digit)
      place &+= 1
    }
  }

  /// The number that fills the whole of a piece of text, or nil.
  package func number(_ text: ArraySlice<UInt8>) -> Double? {
    let bytes = Array(text)
    switch scan(bytes.span, from: 0) {
    case .number(let value, let end): return end == bytes.count ? value : nil
    case .long(let end): return end == bytes.count ? convert(bytes[...]) : nil
    case .none: return nil
    }
  }

  /// Whether a number fills the whole of a piece of text.
  package func isNumber(_ text: ArraySlice<UInt8>) -> Bool { number(text) != nil }

  /// Converts a number that `scan` accepted; nil if it is beyond the largest `Double`.
  private func convert(_ text: ArraySlice<UInt8>) -> Double? {
    let plain = text.map { $0 == decimalSeparator ? UInt8(ascii: ".") : $0 }
    guard let value = Double(String(decoding: plain, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }

  /// The exponent behind the letter at a place, and moves there; 0 if no digits follow.
  @inline(never)
  private static func exponent(_ bytes: Span<UInt8>, _ place: inout Int) -> Int {
    var mark = place + 1
    var isNegative = false
    if mark < bytes.count, bytes[mark] == UInt8(ascii: "-") || bytes[mark] == UInt8(ascii: "+") {
      isNegative = bytes[mark] == UInt8(ascii: "-")
      mark += 1
    }
    let firstDigit = mark
    var written = 0
    while mark < bytes.count {
      let digit = bytes[mark] &- 48
      guard digit < 10 else { break }
      // Far beyond every Double, and far from overflow.
      if written < 100_000 { written = written * 10 + Int(digit) }
      mark += 1
    }
    guard mark > firstDigit else { return 0 }
    place = mark
    return isNegative ? -written : written
  }
}
