import GaitKernels
import XCTest

final class BufferTests: XCTestCase {
  func testAnArrayGoesInAndOut() {
    for count in [0, 1, 15, 16, 17, 100] {
      let values = (0..<count).map(Float.init)
      XCTAssertEqual(Buffer(values).array, values)
    }
  }

  func testBlocksBeginAtACacheLine() {
    for count in [0, 1, 17, 1000] {
      Buffer(uninitialized: count).withBytes { bytes in
        XCTAssertEqual(Int(bitPattern: bytes.baseAddress) % 64, 0)
        XCTAssertEqual(bytes.count, 4 * count)
      }
    }
  }

  func testBytesOfAFileBecomeFloats() {
    let bytes: [UInt8] = [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]
    bytes.withUnsafeBytes { bytes in
      XCTAssertEqual(Buffer(littleEndianBytes: bytes).array, [1, -2])
      // A file's tensors begin anywhere.
      XCTAssertEqual(
        Buffer(littleEndianBytes: UnsafeRawBufferPointer(rebasing: bytes[2..<6])).count, 1)
    }
  }

  func testACopyOfARun() {
    let buffer = Buffer((0..<10).map(Float.init))
    XCTAssertEqual(buffer.copy(from: 3, count: 4).array, [3, 4, 5, 6])
    XCTAssertEqual(buffer.copy(from: 10, count: 0).array, [])
    XCTAssertEqual(buffer[9], 9)
  }
}
