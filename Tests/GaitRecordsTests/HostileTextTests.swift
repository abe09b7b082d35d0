import GaitRecords
import GaitTestSupport
import XCTest

/// Damaged text must end in a value or in a `RecordError`, never in a trap or another error.
final class HostileTextTests: XCTestCase {
  /// Reads bytes as the reader of the name's format would; true if that gave a value.
  @discardableResult
  private func read(_ data: Data, _ name: String) throws(RecordError) -> Bool {
    if name.hasSuffix(".sto") || name.hasSuffix(".mot") {
      let (table, _) = try OpenSimTable.read(data, name: name)
      if table.componentCount == 1 { _ = try table.signal(file: name, angleUnit: .degrees) }
    } else {
      let table = try DelimitedTable(data, name: name)
      let times = try table.numbers("time_s")
      var report = ImportReport()
      let source = SampleClock.Source(file: name, column: "time_s", times: times)
      _ = try SampleClock(fitting: source, report: &report)
    }
    return true
  }

  private func outcome(_ data: Data, _ name: String) -> String {
    do {
      try read(data, name)
      return ""
    } catch {
      return error.description
    }
  }

  func testEveryDamagedFileEndsInItsMessage() throws {
    let expected: [String: String] = try Fixture.json("hostile/text/expected.json")
    XCTAssertGreaterThan(expected.count, 20)
    for (name, message) in expected {
      XCTAssertEqual(outcome(try Fixture.data("hostile/text/\(name)"), name), message)
    }
  }

  func testEveryTruncationEndsInAValueOrATypedError() throws {
    for name in ["tables/comma-quoted.csv", "opensim/ik-v1.mot", "opensim/orientations-v3.sto"] {
      let data = try Fixture.data("records/\(name)")
      var failures = 0
      for length in 0..<data.count {
        let message = outcome(data.prefix(length), name)
        if !message.isEmpty {
          failures += 1
          XCTAssertTrue(message.hasPrefix(name), message)
        }
      }
      XCTAssertGreaterThan(failures, 0)
      XCTAssertEqual(outcome(data, name), "")
    }
  }

  func testEverySingleByteChangeEndsInAValueOrATypedError() throws {
    let small = [
      "small.csv": "time_s,\"b\",c\r\n0,1.5e1,-2\r\n0.01,,\"3\"\r\n0.02,NaN,123456789012345678\r\n",
      "small.sto":
        "t\nversion=1\nnRows=2\ninDegrees=no\nendheader\ntime\ta\tb_tx\n0\t1.5\t-2e3\n1\tnan\t4\n",
    ]
    for (name, text) in small {
      let data = Data(text.utf8)
      XCTAssertEqual(outcome(data, name), "")
      var values = 0
      for place in data.indices {
        var damaged = data
        for byte in UInt8.min...UInt8.max where byte != data[place] {
          damaged[place] = byte
          values += outcome(damaged, name).isEmpty ? 1 : 0
        }
      }
      XCTAssertGreaterThan(values, 0)
      XCTAssertLessThan(values, data.count * 255)
    }
  }

  func testEveryTruncationAndBitFlipOfSmallTablesEndsInAValueOrATypedError() throws {
    for name in ["tables/semicolon-decimal-comma.csv", "opensim/grf-simm.mot"] {
      let data = try Fixture.data("records/\(name)")
      let outcome = MemoryLimit.whileLimited {
        assertFuzzed(data, failingWith: RecordError.self, name) { try read($0, name) }
      }
      XCTAssertGreaterThan(outcome.errors, 0)
      XCTAssertGreaterThan(outcome.values, 1)
    }
  }

  func testEverySingleBitFlipOfAWalkingTrialEndsInAValueOrATypedError() throws {
    let source = Fixture.url("records/walking/csv/SYN0101_slow_kin100Hz.csv")
    let lines = try String(contentsOf: source, encoding: .utf8).split(separator: "\n").prefix(4)
    let data = Data((lines.joined(separator: "\n") + "\n").utf8)
    let file = try temporaryFolder(self).appendingPathComponent("X_kin100Hz.csv")
    var failures = 0
    for place in stride(from: 0, to: data.count, by: 7) {
      var damaged = data
      damaged[place] ^= 1 << UInt8(place % 8)
      try damaged.write(to: file)
      do {
        _ = try WalkingFolder.readTrial(file)
      } catch {
        failures += 1
        XCTAssertFalse(error.description.isEmpty)
      }
    }
    XCTAssertGreaterThan(failures, 0)
  }

  func testControlCharactersOfAFileDoNotReachTheTerminal() {
    expectError(
      "table.csv, line 2, column a: expected a number, found \"\\u{1b}[31mred\\u{7}\""
    ) {
      try table("a,b\n\u{1B}[31mred\u{7},1\n")
    }
  }
}
