import Foundation

/// Checksums that find damage to stored bytes.
public enum Checksum {
  /// The CRC-32C (Castagnoli) of bytes; of "123456789" it is `0xE3069283`.
  ///
  /// Every change within 32 neighbouring bits is found, so every single bit flip is. It is no
  /// defence against someone who changes the bytes on purpose. Polynomial 0x1EDC6F41, reflected;
  /// eight bytes a step by Kounavis and Berry, 2008, doi:10.1109/TC.2008.85.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - previous: The checksum of the bytes that come before these, to go on from.
  /// - Returns: The checksum of the bytes before and these together.
  public static func crc32c(_ data: Data, continuing previous: UInt32 = 0) -> UInt32 {
    data.withUnsafeBytes { crc32c($0, continuing: previous) }
  }

  package static func crc32c(
    _ bytes: UnsafeRawBufferPointer, continuing previous: UInt32 = 0
  ) -> UInt32 {
    tables.withUnsafeBufferPointer { table in
      var remainder = ~previous
      let blocks = bytes.count / 8
      for block in 0..<blocks {
        let word = bytes.loadUnaligned(fromByteOffset: block * 8, as: UInt64.self).littleEndian
        let low = UInt32(truncatingIfNeeded: word) ^ remainder
        let high = UInt32(truncatingIfNeeded: word >> 32)
        let first = table[1792 + Int(low & 255)] ^ table[1536 + Int(low >> 8 & 255)]
        let second = table[1280 + Int(low >> 16 & 255)] ^ table[1024 + Int(low >> 24)]
        let third = table[768 + Int(high & 255)] ^ table[512 + Int(high >> 8 & 255)]
        let fourth = table[256 + Int(high >> 16 & 255)] ^ table[Int(high >> 24)]
        remainder = first ^ second ^ third ^ fourth
      }
      for byte in bytes[(blocks * 8)...] {
        remainder = remainder >> 8 ^ table[Int(UInt8(truncatingIfNeeded: remainder) ^ byte)]
      }
      return ~remainder
    }
  }

  /// Eight tables of 256: table k holds the remainders of a byte followed by k zero bytes.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var remainder = UInt32(byte)
      for _ in 0..<8 {
        remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0x82F6_3B78 : 0)
      }
      tables[byte] = remainder
    }
    for entry in 256..<tables.count {
      let shorter = tables[entry - 256]
      tables[entry] = shorter >> 8 ^ tables[Int(shorter & 255)]
    }
    return tables
  }()
}
