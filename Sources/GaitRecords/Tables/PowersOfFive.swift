/// Powers of five as 128-bit significands, for rounding decimal numbers correctly.
///
/// For `w * 10^q` the leading 128 bits of `5^q` are enough: their product with `w` tells the
/// nearest `Double` for every 64-bit `w` (Lemire 2021, doi:10.1002/spe.2984; Mushtak and Lemire
/// 2023, doi:10.1002/spe.3198).
struct PowersOfFive: Sendable {
  /// The largest and smallest power of ten covered; no result is subnormal or infinite.
  static let reach = 60

  static let shared = PowersOfFive()

  private let high: [UInt64]
  private let low: [UInt64]

  private init() {
    let powers = (-PowersOfFive.reach...PowersOfFive.reach).map(PowersOfFive.significand)
    high = powers.map(\.high)
    low = powers.map(\.low)
  }

  /// The `Double` nearest to `significand * 10^exponent`, ties to even.
  func double(_ significand: UInt64, timesTenTo exponent: Int) -> Double {
    if significand == 0 { return 0 }
    let shift = significand.leadingZeroBitCount
    let word = significand << UInt64(shift)
    let place = exponent + PowersOfFive.reach
    var product = word.multipliedFullWidth(by: high[place])
    // Only if the bits below the 55 leading ones are all set can the lower half carry into them.
    if product.high & 0x1FF == 0x1FF {
      let rest = word.multipliedFullWidth(by: low[place])
      let sum = product.low.addingReportingOverflow(rest.high)
      product = (product.high &+ (sum.overflow ? 1 : 0), sum.partialValue)
    }
    let top = product.high >> 63
    let cut = top + 9
    var mantissa = product.high >> cut
    // floor(log2(10^q)) by a rounded logarithm, exact in this range.
    var power = ((217_706 * exponent) >> 16) + 63 + Int(top) - shift
    // Halfway between two Doubles: only small powers of five divide out exactly.
    if product.low <= 1, exponent >= -4, exponent <= 23, mantissa & 3 == 1,
      mantissa << cut == product.high
    {
      mantissa &= ~1
    }
    mantissa += mantissa & 1
    mantissa >>= 1
    if mantissa >= 1 << 53 {
      mantissa = 1 << 52
      power += 1
    }
    let bits = UInt64(power + 1023) << 52 | (mantissa & ((1 << 52) - 1))
    return Double(bitPattern: bits)
  }

  /// The leading 128 bits of a power of five: cut off above one, rounded up below.
  private static func significand(of exponent: Int) -> (high: UInt64, low: UInt64) {
    var limbs: [UInt32]
    if exponent >= 0 {
      limbs = [1]
      for _ in 0..<exponent {
        var carry: UInt64 = 0
        for index in limbs.indices {
          let product = UInt64(limbs[index]) * 5 + carry
          limbs[index] = UInt32(truncatingIfNeeded: product)
          carry = product >> 32
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
      }
    } else {
      // A power of two far above the one wanted, divided by five again and again; the cut-off
      // remainders of such a chain are those of one division.
      limbs = Array(repeating: 0, count: 5 + (-exponent * 3) / 32 + 4)
      limbs[limbs.count - 1] = 1
      for _ in 0..<(-exponent) {
        var remainder: UInt64 = 0
        for index in limbs.indices.reversed() {
          let dividend = remainder << 32 | UInt64(limbs[index])
          limbs[index] = UInt32(dividend / 5)
          remainder = dividend % 5
        }
      }
    }
    while limbs.last == 0 { limbs.removeLast() }
    return leading128(limbs, roundingUp: exponent < 0)
  }

  private static func leading128(
    _ limbs: [UInt32], roundingUp: Bool
  ) -> (high: UInt64, low: UInt64) {
    let padded = Array(repeating: 0, count: max(0, 5 - limbs.count)) + limbs
    let shift = UInt64(padded[padded.count - 1].leadingZeroBitCount)
    let words = padded.suffix(5).map(UInt64.init)
    let joined = { (upper: UInt64, middle: UInt64, lower: UInt64) -> UInt64 in
      let value = upper << 32 | middle
      return shift == 0 ? value : value << shift | lower >> (32 - shift)
    }
    let high = joined(words[4], words[3], words[2])
    let low = joined(words[2], words[1], words[0])
    guard roundingUp else { return (high, low) }
    let sum = low.addingReportingOverflow(1)
    return (high &+ (sum.overflow ? 1 : 0), sum.partialValue)
  }
}
