import Foundation
import GaitNN
import GaitTestSupport
import XCTest

final class SafetensorsFileTests: XCTestCase {
  private struct Expected: Decodable {
    struct Tensor: Decodable {
      let dtype: String
      let shape: [Int]
      let values: [String]
    }
    let metadata: [String: String]
    let tensors: [String: Tensor]
  }

  private let everyType = Fixture.url("reference/safetensors/every-type.safetensors")

  func testReadsWhatPythonWroteInEveryElementType() throws {
    let expected: Expected = try Fixture.json("reference/safetensors/every-type.json")
    for access in [FileAccess.read, .mapped] {
      let file = try SafetensorsFile(contentsOf: everyType, access: access)
      try checkEqual(file, expected)
    }
  }

  func testReadsSlicesOfDataAtEveryAlignment() throws {
    let expected: Expected = try Fixture.json("reference/safetensors/every-type.json")
    let bytes = try Data(contentsOf: everyType)
    for shift in 0..<9 {
      let larger = Data(repeating: 0x7B, count: shift) + bytes + Data(repeating: 0x7D, count: 3)
      let slice = larger[shift..<shift + bytes.count]
      XCTAssertEqual(slice.startIndex, shift)
      try checkEqual(SafetensorsFile(data: slice), expected)
    }
  }

  func testReadsNumbersThatLieUnaligned() throws {
    let url = Fixture.url("hostile/safetensors/misaligned-f64.safetensors")
    XCTAssertEqual(try SafetensorsFile(contentsOf: url).doubles("d"), [0.1])
  }

  func testListsTensorsInTheOrderOfTheirBytes() throws {
    let url = Fixture.url("hostile/safetensors/header-order-differs.safetensors")
    let file = try SafetensorsFile(contentsOf: url)
    XCTAssertEqual(file.entries.map(\.name), ["b", "a"])
    XCTAssertEqual(file.entries.map(\.byteRange.count), [4, 4])
    XCTAssertEqual(try file.floats("a"), [2])
    XCTAssertEqual(try file.floats("b"), [1])
  }

  func testLendsTheBytesOfATensorWithoutCopyingThem() throws {
    let file = try SafetensorsFile(contentsOf: everyType)
    let entry = try file.entry("matrix")
    let sum = file.withBytes(of: entry) { bytes in
      (0..<24).reduce(Float(0)) {
        $0 + Float(bitPattern: bytes.loadUnaligned(fromByteOffset: $1 * 4, as: UInt32.self))
      }
    }
    XCTAssertEqual(sum, 276)
    let first = file.withBytes(of: entry) { $0.baseAddress }
    XCTAssertEqual(file.withBytes(of: entry) { $0.baseAddress }, first)
    XCTAssertEqual(file.withBytes(of: try file.entry("empty")) { $0.count }, 0)
  }

  func testAnUnknownNameIsAnErrorThatListsSomeOfThoseThereAre() throws {
    let file = try SafetensorsFile(data: Fixture.data("reference/safetensors/golden.safetensors"))
    XCTAssertNil(file["y"])
    XCTAssertEqual(file["w"]?.shape, [2, 3])
    checkMessage(
      "safetensors: there is no such tensor: file \"data\", tensor \"y\": "
        + "expected a tensor of this name, found \"x\", \"w\", \"u\""
    ) { _ = try file.floats("y") }
  }

  func testAnotherElementTypeThanAskedForIsAnError() throws {
    let file = try SafetensorsFile(data: Fixture.data("reference/safetensors/golden.safetensors"))
    checkMessage(
      "safetensors: the elements are of another type: file \"data\", tensor \"x\", offset 208: "
        + "expected F32, F64, F16 or BF16, found I64"
    ) { _ = try file.floats("x") }
    XCTAssertThrowsError(try file.doubles("u"))
    XCTAssertThrowsError(try file.integers("w"))
    XCTAssertThrowsError(try file.booleans("u"))
  }

  func testValuesThatDoNotFitAreErrorsAtTheirOffset() throws {
    var writer = SafetensorsWriter()
    try writer.add("d", shape: [2], doubles: [1, -1e300])
    try writer.add("u", type: .uint64, shape: [1], bytes: Data(repeating: 0xFF, count: 8))
    try writer.add("b", type: .bool, shape: [3], bytes: Data([0, 1, 2]))
    let file = try SafetensorsFile(data: writer.serialized(), name: "odd")
    let start = try file.entry("d").byteRange.lowerBound
    checkMessage(
      "safetensors: a value does not fit: file \"odd\", tensor \"d\", offset \(start + 8): "
        + "expected a value in the range of Float, found F64 with bits 0xfe37e43c8800759c"
    ) { _ = try file.floats("d") }
    XCTAssertEqual(try file.doubles("d"), [1, -1e300])
    XCTAssertThrowsError(try file.integers("u"))
    XCTAssertThrowsError(try file.booleans("b"))
  }

  func testAFileThatCannotBeReadIsAFileError() {
    let url = URL(fileURLWithPath: "/nonexistent/model.safetensors")
    XCTAssertThrowsError(try SafetensorsFile(contentsOf: url)) {
      XCTAssertEqual(
        "\($0)",
        "cannot open \"/nonexistent/model.safetensors\": No such file or directory (errno 2)")
      XCTAssertEqual($0.localizedDescription, "\($0)")
    }
  }

  func testVerifiesTheChecksumThatPythonComputed() throws {
    let file = try SafetensorsFile(
      contentsOf: Fixture.url("reference/safetensors/checksummed.safetensors"))
    XCTAssertTrue(file.hasChecksum)
    XCTAssertNoThrow(try file.verifyChecksum())
    XCTAssertFalse(try SafetensorsFile(contentsOf: everyType).hasChecksum)
  }

  func testEverySingleBitFlipOfAChecksummedFileIsFound() throws {
    let whole = try Fixture.data("reference/safetensors/checksummed.safetensors")
    // A slice, so that the checksum is also found when indices do not start at zero.
    var data = (Data([1, 2, 3]) + whole).dropFirst(3)
    for bit in 0..<whole.count * 8 {
      let place = data.startIndex + bit / 8
      data[place] ^= 1 << (bit % 8)
      XCTAssertThrowsError(try SafetensorsFile(data: data).verifyChecksum(), "bit \(bit)") {
        XCTAssertTrue($0 is SafetensorsError)
      }
      data[place] ^= 1 << (bit % 8)
    }
    XCTAssertNoThrow(try SafetensorsFile(data: data).verifyChecksum())
  }

  private func checkEqual(_ file: SafetensorsFile, _ expected: Expected) throws {
    XCTAssertEqual(file.metadata, expected.metadata)
    XCTAssertEqual(Set(file.entries.map(\.name)), Set(expected.tensors.keys))
    for (name, tensor) in expected.tensors {
      let entry = try file.entry(name)
      XCTAssertEqual("\(entry.elementType)", tensor.dtype, name)
      XCTAssertEqual(entry.shape, tensor.shape, name)
      XCTAssertEqual(entry.elementCount, tensor.values.count, name)
      if entry.elementType == .bool {
        XCTAssertEqual(try file.booleans(name), tensor.values.map { $0 == "1" }, name)
      } else if entry.elementType.isFloatingPoint {
        let values = try tensor.values.map { try XCTUnwrap(Double($0)) }
        try checkIdentical(file.doubles(name), values, name)
        try checkIdentical(
          file.floats(name).map(Double.init), values.map { Double(Float($0)) }, name)
      } else {
        XCTAssertEqual(try file.integers(name), tensor.values.compactMap { Int($0) }, name)
      }
    }
  }

  /// Equal bit for bit, except that any NaN is as good as another.
  private func checkIdentical(_ found: [Double], _ expected: [Double], _ name: String) throws {
    XCTAssertEqual(found.count, expected.count, name)
    for (found, expected) in zip(found, expected) {
      let isSame = found.isNaN && expected.isNaN || found.bitPattern == expected.bitPattern
      XCTAssertTrue(isSame, "\(name): \(found), not \(expected)")
    }
  }

  private func checkMessage(
    _ message: String, line: UInt = #line, _ body: () throws -> Void
  ) {
    XCTAssertThrowsError(try body(), line: line) { XCTAssertEqual("\($0)", message, line: line) }
  }
}
