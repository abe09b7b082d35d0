/// Reads decimal numbers from bytes.
package enum NumberScanner {
  /// The powers of ten that a `Double` holds exactly.
  static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// What was found at a place in the text.
  package enum Finding {
    /// A number whose value is exact, and the place behind it.
    case exact(Double, end: Int)
    /// A number that needs the correctly rounding conversion, and the place behind it.
    case long(end: Int)
    /// No number.
    case none
  }

  /// Scans `[+-] digits [. digits] [e [+-] digits]` with at least one digit before the exponent.
  ///
  /// A significand below 2^53 and a power of ten up to 22 are both exact in a `Double`, so one
  /// multiplication or division rounds correctly (Clinger 1990, doi:10.1145/93542.93557). Numbers
  /// outside of that are left to the caller.
  @inline(__always)
  package static func scan(
    _ bytes: Span<UInt8>, from start: Int, to limit: Int, decimalSeparator: UInt8
  ) -> Finding {
    var place = start
    guard place < limit else { return .none }
    let sign = bytes[place]
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { place += 1 }
    var significand: UInt64 = 0
    let firstDigit = place
    while place < limit {
      let digit = bytes[place] &- 48
      guard digit < 10 else { break }
      significand = significand &* 10 &+ UInt64(digit)
      place += 1
    }
    var digitCount = place - firstDigit
    var exponent = 0
    if place < limit, bytes[place] == decimalSeparator {
      place += 1
      let firstDecimal = place
      while place < limit {
        let digit = bytes[place] &- 48
        guard digit < 10 else { break }
        significand = significand &* 10 &+ UInt64(digit)
        place += 1
      }
      exponent = firstDecimal - place
      digitCount -= exponent
    }
    guard digitCount > 0 else { return .none }
    var isExponentReadable = true
    if place < limit, bytes[place] | 0x20 == UInt8(ascii: "e") {
      var mark = place + 1
      var isNegative = false
      if mark < limit, bytes[mark] == UInt8(ascii: "-") || bytes[mark] == UInt8(ascii: "+") {
        isNegative = bytes[mark] == UInt8(ascii: "-")
        mark += 1
      }
      let firstExponentDigit = mark
      var written = 0
      while mark < limit {
        let digit = bytes[mark] &- 48
        guard digit < 10 else { break }
        if written < 10_000 { written = written * 10 + Int(digit) }
        mark += 1
      }
      if mark > firstExponentDigit {
        exponent += isNegative ? -written : written
        isExponentReadable = written < 10_000
        place = mark
      }
    }
    // Nineteen digits always fit in 64 bits; with more, the significand may have wrapped around.
    guard digitCount <= 19, significand <= 1 << 53, isExponentReadable, exponent >= -22,
      exponent <= 22
    else { return .long(end: place) }
    var value = Double(significand)
    if exponent < 0 {
      value /= powersOfTen[-exponent]
    } else if exponent > 0 {
      value *= powersOfTen[exponent]
    }
    return .exact(sign == UInt8(ascii: "-") ? -value : value, end: place)
  }

  /// Converts the bytes of a number that `scan` accepted, rounding correctly.
  ///
  /// - Returns: The nearest `Double`, or nil if the number is beyond the largest one.
  package static func convert(
    _ bytes: Span<UInt8>, _ range: Range<Int>, decimalSeparator: UInt8
  ) -> Double? {
    var text = ""
    text.reserveCapacity(range.count)
    for place in range {
      let byte = bytes[place]
      text.unicodeScalars.append(Unicode.Scalar(byte == decimalSeparator ? 46 : byte))
    }
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}
