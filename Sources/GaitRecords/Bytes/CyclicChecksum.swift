import Foundation

/// The checksum CRC-32 of ZIP and PNG files.
enum CyclicChecksum {
  private static let table: [UInt32] = (0..<256).map { byte in
    var value = UInt32(byte)
    for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    return value
  }

  /// The checksum of bytes.
  static func value(of data: Data) -> UInt32 {
    let bytes = data.span
    let table = table
    var value: UInt32 = 0xFFFF_FFFF
    for place in bytes.indices {
      value = table[Int((value ^ UInt32(bytes[place])) & 0xFF)] ^ value >> 8
    }
    return ~value
  }
}
