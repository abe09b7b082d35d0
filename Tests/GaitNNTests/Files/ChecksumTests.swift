import Foundation
import GaitNN
import XCTest

final class ChecksumTests: XCTestCase {
  /// Vectors of RFC 3720, appendix B.4, and the usual check value.
  func testGivesThePublishedValues() {
    XCTAssertEqual(Checksum.crc32c(Data("123456789".utf8)), 0xE306_9283)
    XCTAssertEqual(Checksum.crc32c(Data()), 0)
    XCTAssertEqual(Checksum.crc32c(Data(repeating: 0, count: 32)), 0x8A91_36AA)
    XCTAssertEqual(Checksum.crc32c(Data(repeating: 0xFF, count: 32)), 0x62A8_AB43)
    XCTAssertEqual(Checksum.crc32c(Data(0..<32)), 0x46DD_794E)
    XCTAssertEqual(Checksum.crc32c(Data((0..<32).reversed())), 0x113F_DB5C)
  }

  func testGoesOnFromWhatComesBeforeAtEverySplit() {
    let data = Data((0..<67).map { UInt8($0 * 37 & 255) })
    for split in 0...data.count {
      let first = Checksum.crc32c(data.prefix(split))
      let both = Checksum.crc32c(data.dropFirst(split), continuing: first)
      XCTAssertEqual(both, Checksum.crc32c(data), "split at \(split)")
    }
  }

  func testFindsEverySingleBitFlip() {
    var data = Data((0..<100).map { UInt8($0) })
    let checksum = Checksum.crc32c(data)
    for bit in 0..<data.count * 8 {
      data[bit / 8] ^= 1 << (bit % 8)
      XCTAssertNotEqual(Checksum.crc32c(data), checksum)
      data[bit / 8] ^= 1 << (bit % 8)
    }
  }
}
