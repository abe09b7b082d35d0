import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

final class GreyImageTests: XCTestCase {
  private struct Reading: Decodable {
    var width: Int
    var height: Int
    var maximum: UInt16
    var pixels: [UInt16]
  }

  private func read(_ name: String) throws -> (image: GreyImage, report: ImportReport) {
    try GreyImage.read(Fixture.data("records/images/\(name)"), name: name)
  }

  func testEveryKindOfImageGivesPillowsGreyValues() throws {
    let readings: [String: Reading] = try Fixture.json("records/images/expected.json")
    XCTAssertEqual(readings.count, 34)
    for (name, reading) in readings {
      let (image, report) = try read(name)
      XCTAssertEqual([image.width, image.height], [reading.width, reading.height], name)
      XCTAssertEqual(image.maximum, reading.maximum, name)
      XCTAssertEqual(image.pixels, reading.pixels, name)
      let hasAlpha = name.hasPrefix("type4") || name.hasPrefix("type6")
      XCTAssertEqual(report.warnings.count, hasAlpha ? 1 : 0, name)
    }
  }

  func testWrittenImagesAreThoseThatPillowHasReadAndReadBackTheSame() throws {
    let steps: [(name: String, maximum: UInt16, step: UInt16)] = [
      ("written.png", 255, 20), ("written16.png", 65535, 5000), ("written4.png", 15, 1),
    ]
    for (name, maximum, step) in steps {
      let image = GreyImage(
        width: 4, height: 3, maximum: maximum, pixels: (0..<12).map { $0 * step })
      let golden = Fixture.url("records/images/\(name)")
      if writesGolden { try image.write(to: golden) }
      XCTAssertEqual(image.encodedPNG(), try Data(contentsOf: golden), name)
      XCTAssertEqual(try GreyImage.read(image.encodedPNG(), name: name).image, image)
      XCTAssertEqual(try GreyImage.read(image.encodedPGM(), name: name).image, image)
    }
    // More than one stored block, and a white that PNG does not have.
    let large = GreyImage(
      width: 300, height: 300, maximum: 100, pixels: (0..<90000).map { UInt16($0 % 101) })
    let copy = try GreyImage.read(large.encodedPNG(), name: "large.png").image
    assertClose(copy.intensities, large.intensities, absolute: 0.501 / 255)
    XCTAssertEqual(try GreyImage.read(large.encodedPGM(), name: "large.pgm").image, large)
  }

  func testIntensitiesGoFromBlackToWhite() {
    let image = GreyImage(width: 3, height: 1, intensities: [-1, 0.5, 2])
    XCTAssertEqual(image.pixels, [0, 128, 255])
    XCTAssertEqual(image.intensities, [0, 128.0 / 255, 1])
  }

  func testEveryDamagedFileEndsInAValueOrATypedError() throws {
    for name in [
      "type0-1.png", "type2-8-interlaced.png", "type3-4.png", "plain.pgm", "words.pgm",
    ] {
      let data = try Fixture.data("records/images/\(name)")
      let outcome = MemoryLimit.whileLimited {
        assertFuzzed(data, failingWith: RecordError.self, name) {
          try GreyImage.read($0, name: "damaged")
        }
      }
      XCTAssertGreaterThan(outcome.errors, 50, name)
      XCTAssertGreaterThan(outcome.values, 0, name)
    }
  }

  func testAnImageOfABillionBillionPixelsAllocatesNothing() throws {
    // The header of a PNG image with its width and height replaced, checksum and all.
    let small = [UInt8](GreyImage(width: 1, height: 1, pixels: [0]).encodedPNG())
    for (width, height) in [(0x7FFF_FFFF, 0x7FFF_FFFF), (16000, 16000), (3, 1)] {
      var bytes = small
      for place in 0..<4 {
        bytes[16 + place] = UInt8(width >> (24 - 8 * place) & 0xFF)
        bytes[20 + place] = UInt8(height >> (24 - 8 * place) & 0xFF)
      }
      let checksum = checksum(bytes[12..<29])
      for place in 0..<4 { bytes[29 + place] = UInt8(checksum >> UInt32(24 - 8 * place) & 0xFF) }
      try MemoryLimit.whileLimited {
        XCTAssertThrowsError(try GreyImage.read(Data(bytes), name: "huge.png")) {
          XCTAssertTrue($0 is RecordError)
          XCTAssertFalse("\($0)".contains("checksum"), "\($0)")
        }
      }
    }
    for text in [
      "P5 2147483647 2147483647 255\n0", "P2 99999 99999 1\n1 0", "P5 70000 70000 65535 ",
    ] {
      try MemoryLimit.whileLimited {
        XCTAssertThrowsError(try GreyImage.read(Data(text.utf8), name: "huge.pgm")) {
          XCTAssertTrue($0 is RecordError)
        }
      }
    }
  }

  /// CRC-32 by its definition, bit by bit.
  private func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }
}
