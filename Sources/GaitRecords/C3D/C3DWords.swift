import Foundation

/// Takes numbers of one kind of processor from bytes.
protocol C3DWords {
  /// A number of two bytes.
  static func word(_ first: UInt8, _ second: UInt8) -> UInt16
  /// A float of four bytes.
  static func real(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) -> Float
  /// The bytes of a float; nil if the format has no such number.
  static func bytes(of real: Float) -> [UInt8]?
}

extension C3DWords {
  static func bytes(of word: UInt16) -> [UInt8] {
    let low = UInt8(truncatingIfNeeded: word)
    let high = UInt8(truncatingIfNeeded: word >> 8)
    return Self.word(1, 0) == 1 ? [low, high] : [high, low]
  }
}

/// Lowest byte first, IEEE floats.
enum IntelWords: C3DWords {
  @inline(__always)
  static func word(_ first: UInt8, _ second: UInt8) -> UInt16 {
    UInt16(first) | UInt16(second) << 8
  }

  @inline(__always)
  static func real(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) -> Float {
    let low = UInt32(first) | UInt32(second) << 8
    return Float(bitPattern: low | UInt32(third) << 16 | UInt32(fourth) << 24)
  }

  static func bytes(of real: Float) -> [UInt8]? {
    (0..<4).map { UInt8(truncatingIfNeeded: real.bitPattern >> UInt32(8 * $0)) }
  }
}

/// Highest byte first, IEEE floats.
enum SGIWords: C3DWords {
  @inline(__always)
  static func word(_ first: UInt8, _ second: UInt8) -> UInt16 { IntelWords.word(second, first) }

  @inline(__always)
  static func real(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) -> Float {
    IntelWords.real(fourth, third, second, first)
  }

  static func bytes(of real: Float) -> [UInt8]? { IntelWords.bytes(of: real)?.reversed() }
}

/// Lowest byte first within a word, VAX F floats: the high word first, the exponent biased by 129.
enum DECWords: C3DWords {
  @inline(__always)
  static func word(_ first: UInt8, _ second: UInt8) -> UInt16 { IntelWords.word(first, second) }

  @inline(__always)
  static func real(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) -> Float {
    let bits = IntelWords.real(third, fourth, first, second).bitPattern
    let exponent = bits >> 23 & 0xFF
    // A quarter of the IEEE number of the same bits: the exponent less two, if it is large enough.
    if exponent > 2 { return Float(bitPattern: bits - 2 << 23) }
    return exponent == 0 ? 0 : Float(bitPattern: bits) / 4
  }

  static func bytes(of real: Float) -> [UInt8]? {
    if real.magnitude < 0x1p-128 { return [0, 0, 0, 0] }
    guard real.magnitude < 0x1p127 else { return nil }
    let sign: UInt32 = real.sign == .minus ? 1 << 31 : 0
    let exponent = UInt32(real.exponent + 129)
    let mantissa = UInt32((real.significand - 1) * 0x1p23)
    let bits = sign | exponent << 23 | mantissa
    return IntelWords.bytes(of: Float(bitPattern: bits)).map { [$0[2], $0[3], $0[0], $0[1]] }
  }
}

extension C3DEncoding.Processor {
  /// The reader of this processor's numbers.
  var words: any C3DWords.Type {
    switch self {
    case .intel: IntelWords.self
    case .dec: DECWords.self
    case .sgi: SGIWords.self
    }
  }

  /// The code in the parameter section.
  var code: UInt8 {
    switch self {
    case .intel: 84
    case .dec: 85
    case .sgi: 86
    }
  }
}

extension BinaryFile {
  /// A number of two bytes at a place that is known to be in the file.
  func word(_ words: any C3DWords.Type, at offset: Int) -> UInt16 {
    words.word(self[offset], self[offset + 1])
  }

  /// A float at a place that is known to be in the file.
  func real(_ words: any C3DWords.Type, at offset: Int) -> Float {
    words.real(self[offset], self[offset + 1], self[offset + 2], self[offset + 3])
  }
}
