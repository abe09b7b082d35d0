import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

/// What NumPy reads: the shape, the type, and the elements in words.
private struct Reading: Decodable {
  var shape: [Int]
  var type: String
  var text: String

  var numbers: [Double] { text.split(separator: " ").map { Double($0) ?? .nan } }
  var wholeNumbers: [Substring] { text.split(separator: " ") }
}

final class NumPyArrayTests: XCTestCase {
  private func archive(_ name: String) throws -> (archive: NumPyArchive, report: ImportReport) {
    try NumPyArchive.read(Fixture.data("records/numpy/\(name)"), name: name)
  }

  private func compare(_ array: NumPyArray, _ reading: Reading, _ name: String) {
    XCTAssertEqual(array.shape, reading.shape, name)
    XCTAssertEqual(array.elementType.rawValue, reading.type, name)
    switch array.elements {
    case .integers(let values): XCTAssertEqual(values.map { "\($0)"[...] }, reading.wholeNumbers)
    case .unsigned(let values): XCTAssertEqual(values.map { "\($0)"[...] }, reading.wholeNumbers)
    default: assertClose(array.doubles, reading.numbers, name)
    }
  }

  func testEveryTypeOrderAndEndiannessGivesNumPysNumbers() throws {
    let readings: [String: Reading] = try Fixture.json("records/numpy/expected.json")
    for name in ["stored.npz", "deflated.npz"] {
      let (archive, report) = try archive(name)
      XCTAssertEqual(archive.entries.count, 28)
      XCTAssertTrue(report.isClean, "\(report.warnings)")
      for entry in archive.entries {
        compare(entry.array, try XCTUnwrap(readings[entry.name]), "\(name) \(entry.name)")
      }
    }
  }

  func testEveryLevelOfCompressionUnpacksToTheSameArrays() throws {
    let readings: [String: Reading] = try Fixture.json("records/numpy/expected.json")
    for level in [1, 6, 9] {
      let archive = try archive("level\(level).npz").archive
      XCTAssertEqual(archive.entries.map(\.name), ["noise", "runs", "wave"])
      for entry in archive.entries {
        compare(entry.array, try XCTUnwrap(readings[entry.name]), entry.name)
      }
    }
  }

  func testAllVersionsOfTheHeaderRead() throws {
    for version in 1...3 {
      let (array, report) = try NumPyArray.read(Fixture.url("records/numpy/version\(version).npy"))
      XCTAssertEqual(array, NumPyArray(.floats([0, 1, 2, 3, 4, 5]), shape: [2, 3]))
      XCTAssertTrue(report.isClean)
    }
  }

  func testEveryTypeWrittenReadsBackTheSame() throws {
    let archive = try archive("stored.npz").archive
    let copy = try NumPyArchive.read(archive.encoded(), name: "copy.npz").archive
    for (found, wanted) in zip(copy.entries, archive.entries) where wanted.name != "special" {
      XCTAssertEqual(found, wanted)
    }
    assertClose(
      copy["special"]?.doubles ?? [], archive["special"]?.doubles ?? [], "halves with NaN")
    for bits in stride(from: UInt16.min, to: UInt16.max, by: 7) {
      let half = NumPyArray(.floats([halfValue(bits)]), elementType: .float16)
      let data = try half.encoded().suffix(2)
      let found = UInt16(data.first ?? 0) | UInt16(data.last ?? 0) << 8
      if !halfValue(bits).isNaN { XCTAssertEqual(found, bits) }
    }
  }

  /// The value of a half by its definition.
  private func halfValue(_ bits: UInt16) -> Float {
    let exponent = Int(bits >> 10 & 31)
    let mantissa = Float(bits & 1023)
    let sign: Float = bits >> 15 == 1 ? -1 : 1
    if exponent == 31 { return mantissa == 0 ? sign * .infinity : .nan }
    let size =
      exponent == 0
      ? mantissa * 0x1p-24
      : (1 + mantissa / 1024) * Float(sign: .plus, exponent: exponent - 15, significand: 1)
    return sign * size
  }

  func testWrittenBytesAreThoseThatNumPyHasRead() throws {
    let archive = NumPyArchive([
      .init(name: "forces", array: NumPyArray(.floats([0, 0.5, 1, 1.5, 2, 2.5]), shape: [2, 3])),
      .init(
        name: "half", array: NumPyArray(.floats([1, -2.5, 65504, 6e-8]), elementType: .float16)),
      .init(name: "flags", array: NumPyArray(.bools([true, false]))),
      .init(name: "counts", array: NumPyArray(.integers([-5, 7]), elementType: .int16)),
      .init(name: "single", array: NumPyArray(.doubles([2.5]), shape: [])),
    ])
    let golden = Fixture.url("records/numpy/written.npz")
    if writesGolden { try archive.write(to: golden) }
    XCTAssertEqual(try archive.encoded(), try Data(contentsOf: golden))
  }

  func testAnElementThatDoesNotFitItsTypeIsRefused() {
    expectError("NumPy, elements: cannot be written: 128 does not fit i1") {
      try NumPyArray(.integers([-128, 127, 128]), elementType: .int8).encoded()
    }
    expectError("NumPy, elements: cannot be written: -1 does not fit u8") {
      try NumPyArray(.integers([-1]), elementType: .uint64).encoded()
    }
    expectError("NumPy, elements: cannot be written: 0.5 does not fit i4") {
      try NumPyArray(.floats([0.5]), elementType: .int32).encoded()
    }
  }

  /// A file of version 1 with this dictionary and 16 zero bytes of elements.
  private func file(_ dictionary: String) -> Data {
    let bytes = Array(dictionary.utf8)
    let head: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(bytes.count), 0]
    return Data(head + bytes + [UInt8](repeating: 0, count: 16))
  }

  func testAHeaderOfABillionBillionElementsAllocatesNothing() throws {
    for shape in [
      "(4611686018427387904,)", "(1099511627776,)", "(65536, 65536, 65536, 65536)", "(5,)",
      "(9223372036854775807, 2)", "(99999999999999999999,)", "(4611686018427387904, 0, 3)",
    ] {
      let data = file("{'descr': '<f4', 'fortran_order': False, 'shape': \(shape)}")
      try MemoryLimit.whileLimited {
        XCTAssertThrowsError(try NumPyArray.read(data, name: "a.npy"), shape) {
          XCTAssertTrue($0 is RecordError)
        }
      }
    }
  }

  func testOnlyTheThreePlainKeysAreTaken() {
    let good = "{'shape':(2,2),'descr':'<f4','fortran_order':True}"
    XCTAssertNoThrow(try NumPyArray.read(file(good), name: "a.npy"))
    for bad in [
      "{'descr': '|O', 'fortran_order': False, 'shape': (2,)}",
      "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}",
      "{'descr': '<U4', 'fortran_order': False, 'shape': (2,)}",
      "{'descr': '|f4', 'fortran_order': False, 'shape': (2,)}",
      "{'descr': '<f4', 'fortran_order': False}",
      "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': True}",
      "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2L,)}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': 2}",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} or 1",
      "__import__('os')", "",
    ] {
      XCTAssertThrowsError(try NumPyArray.read(file(bad), name: "a.npy"), bad) {
        XCTAssertTrue($0 is RecordError, bad)
      }
    }
  }

  func testBytesBehindTheElementsAreReported() throws {
    let (_, report) = try NumPyArray.read(
      file("{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}"), name: "a.npy")
    XCTAssertEqual(
      report.warnings.map(\.message), ["4 bytes behind the last element are left out"])
  }

  func testEveryDamagedFileEndsInAValueOrATypedError() throws {
    for name in ["version1.npy", "version3.npy", "small.npz"] {
      let data = try Fixture.data("records/numpy/\(name)")
      let outcome = MemoryLimit.whileLimited {
        assertFuzzed(data, failingWith: RecordError.self, name) { damaged in
          if name.hasSuffix("npz") {
            _ = try NumPyArchive.read(damaged, name: "damaged.npz")
          } else {
            _ = try NumPyArray.read(damaged, name: "damaged.npy")
          }
        }
      }
      XCTAssertGreaterThan(outcome.errors, 100)
      XCTAssertGreaterThan(outcome.values, 10)
    }
  }

  func testEveryRealFileReads() throws {
    let folder = try realData("vgrf-speed")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".npy")
    }
    XCTAssertEqual(names.count, 8)
    for name in names {
      let (array, report) = try NumPyArray.read(folder.appendingPathComponent(name))
      XCTAssertGreaterThan(array.elements.count, 1000)
      XCTAssertTrue(array.doubles.allSatisfy(\.isFinite))
      XCTAssertTrue(report.isClean)
    }
  }
}
