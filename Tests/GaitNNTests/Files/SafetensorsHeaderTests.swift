import Foundation
import GaitNN
import GaitTestSupport
import XCTest

final class SafetensorsHeaderTests: XCTestCase {
  private struct Case: Decodable {
    let reference: Bool
    let outcome: String
  }

  func testEveryFileOfTheConformanceTableIsAcceptedOrRefusedForTheRightReason() throws {
    let cases: [String: Case] = try Fixture.json("hostile/safetensors/cases.json")
    XCTAssertGreaterThan(cases.count, 90)
    for (name, expected) in cases {
      let url = Fixture.url("hostile/safetensors/\(name).safetensors")
      for access in [FileAccess.read, .mapped] {
        do {
          let file = try SafetensorsFile(contentsOf: url, access: access)
          touchEverything(file)
          XCTAssertEqual("accepted", expected.outcome, name)
          XCTAssertTrue(expected.reference, "\(name): the reference refuses it")
        } catch let error as SafetensorsError {
          XCTAssertEqual(kind(error), expected.outcome, "\(name): \(error)")
          XCTAssertTrue("\(error)".contains(name), "\(error)")
          XCTAssertLessThan("\(error)".utf8.count, 1000)
        }
      }
    }
  }

  func testEveryTruncationOfAValidFileIsAnError() throws {
    for name in ["golden", "every-type", "checksummed"] {
      let data = try Fixture.data("reference/safetensors/\(name).safetensors")
      for count in 0..<data.count {
        XCTAssertThrowsError(try SafetensorsFile(data: data.prefix(count)), "\(count)") {
          XCTAssertTrue($0 is SafetensorsError, "\($0)")
        }
      }
    }
  }

  func testEveryBitFlipInAHeaderEndsInAFileOrATypedError() throws {
    for name in ["golden", "every-type"] {
      var data = try Fixture.data("reference/safetensors/\(name).safetensors")
      let end = try SafetensorsFile(data: data).entries[0].byteRange.lowerBound
      var refused = 0
      for bit in 0..<end * 8 {
        data[bit / 8] ^= 1 << (bit % 8)
        do {
          touchEverything(try SafetensorsFile(data: data))
        } catch {
          XCTAssertTrue(error is SafetensorsError, "bit \(bit): \(error)")
          refused += 1
        }
        data[bit / 8] ^= 1 << (bit % 8)
      }
      XCTAssertGreaterThan(refused, end * 4)
    }
  }

  func testAcceptsOneHundredThousandTensorsAndNoMore() throws {
    XCTAssertEqual(try SafetensorsFile(data: manyTensors(100_000)).entries.count, 100_000)
    checkRefused(manyTensors(100_001), as: "limitExceeded", "at most 100000 tensors")
  }

  func testLimitsCanBeSet() throws {
    let data = manyTensors(3)
    XCTAssertNoThrow(
      try SafetensorsFile(data: data, limits: .init(headerBytes: data.count - 8, tensorCount: 3)))
    let limits: [SafetensorsLimits] = [
      .init(tensorCount: 2), .init(headerBytes: data.count - 9), .init(fileBytes: data.count - 1),
      .init(headerBytes: -1), .init(axisCount: 0),
    ]
    for limit in limits {
      XCTAssertThrowsError(try SafetensorsFile(data: data, limits: limit))
    }
    let unlimited = SafetensorsLimits(
      fileBytes: .max, headerBytes: .max, tensorCount: .max, axisCount: .max)
    XCTAssertNoThrow(try SafetensorsFile(data: data, limits: unlimited))
  }

  func testAHeaderOfSixteenMebibytesIsReadAndOneByteMoreIsNot() throws {
    let spaces = String(repeating: " ", count: (1 << 24) - 2)
    XCTAssertNoThrow(try SafetensorsFile(data: file("{}" + spaces)))
    checkRefused(file("{}" + spaces + " "), as: "limitExceeded", "16777216")
  }

  #if os(Linux)
    func testASmallFileThatDeclaresHugeTensorsAllocatesNothing() throws {
      let huge = [
        #"{"a":{"dtype":"U8","shape":[4611686018427387904],"data_offsets":[0,4611686018427387904]}}"#,
        #"{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[268435456],"data_offsets":[0,1073741824]}}"#,
      ]
      let files = huge.map { file($0, length: nil) } + [file("{}", length: 1 << 24)]
      let before = try status("VmPeak")
      for _ in 0..<10 {
        for data in files { XCTAssertThrowsError(try SafetensorsFile(data: data)) }
      }
      XCTAssertLessThan(try status("VmPeak") - before, 8 << 20)
    }

    func testTheLargestHostileHeadersTakeBoundedMemory() throws {
      let open = #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"n":"#
      let members = (0..<1_400_000).map { "\"\($0)\":0" }.joined(separator: ",")
      let hostile = [
        open + "[" + String(repeating: "0,", count: 8_300_000) + "0]}}",
        open + "[" + String(repeating: "{},", count: 5_500_000) + "0]}}",
        open + "{" + members + "}}}",
        open + "\"" + String(repeating: "\\u00e9", count: 2_700_000) + "\"}}",
        #"{"a":{"dtype":"F32","shape":["# + String(repeating: "1,", count: 8_000_000) + "1]}}",
      ].map { file($0) }
      let before = try status("VmHWM")
      for data in hostile {
        XCTAssertLessThan(data.count, (1 << 24) + 8)
        XCTAssertThrowsError(try SafetensorsFile(data: data))
      }
      XCTAssertLessThan(try status("VmHWM") - before, 3 << 24 + 64 << 20)
    }

    private func status(_ field: String) throws -> Int {
      let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = text.split(separator: "\n").first { $0.hasPrefix(field + ":") }
      let digits = try XCTUnwrap(line).filter(\.isNumber)
      return try XCTUnwrap(Int(digits)) * 1024
    }
  #endif

  private func manyTensors(_ count: Int) -> Data {
    let entry = #":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}"#
    return file("{" + (0..<count).map { "\"t\($0)\"" + entry }.joined(separator: ",") + "}")
  }

  private func file(_ header: String, length: Int? = nil) -> Data {
    let count = UInt64(length ?? header.utf8.count).littleEndian
    return withUnsafeBytes(of: count) { Data($0) } + Data(header.utf8)
  }

  private func checkRefused(
    _ data: Data, as expected: String, _ text: String, line: UInt = #line
  ) {
    XCTAssertThrowsError(try SafetensorsFile(data: data), line: line) { error in
      let error = error as? SafetensorsError
      XCTAssertEqual(error.map(kind), expected, line: line)
      XCTAssertTrue("\(String(describing: error))".contains(text), line: line)
    }
  }

  private func kind(_ error: SafetensorsError) -> String {
    String("\(Mirror(reflecting: error).children.first?.label ?? "")")
  }

  /// Every accessor on every tensor: values or typed errors, never a trap.
  private func touchEverything(_ file: SafetensorsFile) {
    for entry in file.entries {
      let name = entry.name
      let reads: [() throws -> Int] = [
        { try file.floats(name).count }, { try file.doubles(name).count },
        { try file.integers(name).count }, { try file.booleans(name).count },
      ]
      for read in reads {
        do {
          let count = try read()
          XCTAssertEqual(count, entry.shape.reduce(1, *))
        } catch {
          XCTAssertTrue(error is SafetensorsError, "\(error)")
        }
      }
    }
    XCTAssertThrowsError(try file.verifyChecksum())
  }
}
