import Foundation
import GaitNN
import GaitTestSupport
import XCTest

final class SafetensorsWriterTests: XCTestCase {
  func testWritesTheGoldenVectorByteForByteAsPythonDoes() throws {
    var writer = SafetensorsWriter(metadata: ["format": "np"])
    try writer.add("u", shape: [3], integers: [1, 2, 3], as: .uint8)
    try writer.add("w", shape: [2, 3], floats: [0, 1, 2, 3, 4, 5])
    try writer.add("x", shape: [3], integers: [1, 2, 3])
    let golden = try Fixture.data("reference/safetensors/golden.safetensors")
    XCTAssertEqual(try writer.serialized(), golden)
    XCTAssertEqual(golden.prefix(8), Data([200, 0, 0, 0, 0, 0, 0, 0]))
  }

  func testWritesEveryElementTypeByteForByteAsPythonDoes() throws {
    let python = try Fixture.data("reference/safetensors/every-type.safetensors")
    let file = try SafetensorsFile(data: python)
    for order in [file.entries, file.entries.reversed(), file.entries.shuffled()] {
      var writer = SafetensorsWriter(metadata: file.metadata)
      for entry in order {
        switch entry.elementType {
        case .bool:
          try writer.add(entry.name, shape: entry.shape, booleans: file.booleans(entry.name))
        case .float64:
          try writer.add(entry.name, shape: entry.shape, doubles: file.doubles(entry.name))
        case .float32, .float16, .bfloat16:
          let floats = try file.floats(entry.name)
          try writer.add(entry.name, shape: entry.shape, floats: floats, as: entry.elementType)
        default:
          let integers = try file.integers(entry.name)
          try writer.add(
            entry.name, shape: entry.shape, integers: integers, as: entry.elementType)
        }
      }
      XCTAssertEqual(try writer.serialized(), python)
    }
  }

  /// The fixture was put together, and its checksum computed, in Python, which reads it too.
  func testWritesTheChecksummedFileByteForByte() throws {
    var writer = SafetensorsWriter(
      metadata: ["zeta": "\u{1}", "epoch": "3", "format_version": "1"], isChecksummed: true)
    try writer.add("mask", shape: [2], booleans: [true, false])
    try writer.add("half", shape: [3], floats: [1, -0.5, 0.1], as: .float16)
    try writer.add("b.weight", shape: [1], floats: [9])
    try writer.add("a.weight", shape: [2, 2], floats: [0.5, -1, 2, 3.25])
    try writer.add("steps", shape: [], integers: [12_345_678_901])
    let fixture = try Fixture.data("reference/safetensors/checksummed.safetensors")
    XCTAssertEqual(try writer.serialized(), fixture)
  }

  func testAChecksumOfAnEarlierFileIsReplacedOrLeftOut() throws {
    var writer = SafetensorsWriter(
      metadata: [SafetensorsFile.checksumKey: "12345678"], isChecksummed: true)
    try writer.add("a", shape: [], floats: [1])
    XCTAssertNoThrow(try SafetensorsFile(data: writer.serialized()).verifyChecksum())
    writer.isChecksummed = false
    XCTAssertEqual(try SafetensorsFile(data: writer.serialized()).metadata, [:])
  }

  func testAnEmptyFileAndOddNamesComeBack() throws {
    var writer = SafetensorsWriter()
    XCTAssertEqual(try writer.serialized(), Data([8, 0, 0, 0, 0, 0, 0, 0]) + Data("{}      ".utf8))
    let names = ["", "\0", "\u{1F}\u{7F}\u{2028}", "e\u{301}", "\r\n", "a/b\\c\"d", "{", "步態"]
    for name in names { try writer.add(name, shape: [], floats: [Float(name.utf8.count)]) }
    let file = try SafetensorsFile(data: writer.serialized())
    XCTAssertEqual(Set(file.entries.map(\.name)), Set(names))
    for name in names { XCTAssertEqual(try file.floats(name), [Float(name.utf8.count)]) }
  }

  func testSortsNamesByTheirBytesNotByTheirCollation() throws {
    var writer = SafetensorsWriter()
    // The first is smaller in UTF-8; normalised as Swift compares strings, it is larger.
    for name in ["\u{FB01}", "\u{F900}", "B", "a", "A", "a.b", "a-b"] {
      try writer.add(name, shape: [0], floats: [])
    }
    let header = String(decoding: try writer.serialized().dropFirst(8), as: UTF8.self)
    // Tensors without bytes share one place, so only the text tells their order.
    let names = header.components(separatedBy: "},\"").map { $0.prefix { $0 != "\"" } }
    XCTAssertEqual(names.dropFirst(), ["B", "a", "a-b", "a.b", "\u{F900}", "\u{FB01}"])
    XCTAssertTrue(header.hasPrefix("{\"A\":"))
  }

  func testRoundTripsRandomTensorsOfEveryTypeAndShape() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<50 {
      var writer = SafetensorsWriter(metadata: ["n": "\(random.next())"], isChecksummed: true)
      var stored: [String: Data] = [:]
      for type in SafetensorsElementType.allCases {
        let shape = (0..<Int.random(in: 0...4)).map { _ in Int.random(in: 0...4) }
        let count = shape.reduce(type.byteCount, *)
        let bytes = Data((0..<count).map { _ in UInt8.random(in: 0...255) })
        stored[type.rawValue] = bytes
        try writer.add(type.rawValue, type: type, shape: shape, bytes: bytes)
      }
      let file = try SafetensorsFile(data: writer.serialized())
      XCTAssertNoThrow(try file.verifyChecksum())
      XCTAssertEqual(file.metadata["n"], writer.metadata["n"])
      for (name, bytes) in stored {
        XCTAssertEqual(file.withBytes(of: try file.entry(name)) { Data($0) }, bytes)
      }
    }
  }

  func testRefusesWhatCouldNotBeReadBack() throws {
    var writer = SafetensorsWriter()
    try writer.add("\u{E9}", shape: [], floats: [1])
    check("a name that is not in use") { try writer.add("e\u{301}", shape: [], floats: [1]) }
    check("a name that is not in use") {
      try writer.add("__metadata__", shape: [], floats: [1])
    }
    check("6 elements for the shape [2, 3], found 20 bytes of F32") {
      try writer.add("w", shape: [2, 3], floats: [1, 2, 3, 4, 5])
    }
    check("extents of zero or more") { try writer.add("w", shape: [-1], floats: [1]) }
    check("extents of zero or more") { try writer.add("w", shape: [.max, 2], floats: [1]) }
    check("at most 64 extents") {
      try writer.add("w", shape: [Int](repeating: 1, count: 65), floats: [1])
    }
    check("F32, F64, F16 or BF16") { try writer.add("w", shape: [], floats: [1], as: .int8) }
    check("an integer type") { try writer.add("w", shape: [], integers: [1], as: .bool) }
    XCTAssertEqual(try SafetensorsFile(data: writer.serialized()).entries.count, 1)
    try writer.add(String(repeating: "x", count: 1 << 24), shape: [], floats: [1])
    check("a header of at most 16777216 bytes") { _ = try writer.serialized() }
  }

  func testRefusesValuesThatDoNotFit() throws {
    var writer = SafetensorsWriter()
    check("found 65520.0") { try writer.add("h", shape: [], floats: [65520], as: .float16) }
    check("found -3.4028235e+38") {
      try writer.add("b", shape: [], floats: [-.greatestFiniteMagnitude], as: .bfloat16)
    }
    check("UInt8, found 256") { try writer.add("u", shape: [], integers: [256], as: .uint8) }
    check("UInt64, found -1") { try writer.add("u", shape: [], integers: [-1], as: .uint64) }
    try writer.add("h", shape: [3], floats: [65519, .infinity, .nan], as: .float16)
    let halves = try SafetensorsFile(data: writer.serialized()).floats("h")
    XCTAssertEqual(Array(halves.prefix(2)), [65504, .infinity])
    XCTAssertTrue(halves[2].isNaN)
  }

  func testWritesToAFile() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("model.safetensors")
    var writer = SafetensorsWriter(metadata: ["epoch": "1"], isChecksummed: true)
    try writer.add("w", shape: [2], floats: [1, 2])
    try writer.write(to: url)
    XCTAssertEqual(try Data(contentsOf: url), try writer.serialized())
    try SafetensorsFile(contentsOf: url).verifyChecksum()
    XCTAssertEqual(try folder.names(), ["model.safetensors"])
  }

  private func check(_ text: String, line: UInt = #line, _ body: () throws -> Void) {
    XCTAssertThrowsError(try body(), line: line) {
      XCTAssertTrue($0 is SafetensorsError && "\($0)".contains(text), "\($0)", line: line)
    }
  }
}
