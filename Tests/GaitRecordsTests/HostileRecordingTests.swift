import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

/// Damaged recordings must end in a value or in a `RecordError`, never in a trap.
final class HostileRecordingTests: XCTestCase {
  private func read(_ data: Data, _ name: String, as format: String) throws {
    switch format {
    case "opengo": _ = try OpenGoRecording.read(data, name: name)
    case "trigno": _ = try TrignoRecording.read(data, name: name)
    case "trc": _ = try TRCFile.read(data, name: name)
    default: XCTFail("no reader of \(format)")
    }
  }

  func testEveryDamagedRecordingEndsInItsMessage() throws {
    let expected: [String: String] = try Fixture.json("hostile/recordings/expected.json")
    XCTAssertGreaterThan(expected.count, 15)
    for (name, message) in expected {
      let format = String(name.split(separator: ".").last ?? "")
      expectError(message) {
        try read(Fixture.data("hostile/recordings/\(name)"), name, as: format)
      }
    }
  }

  func testEveryTruncationAndBitFlipEndsInAValueOrATypedError() throws {
    let files = [
      "opengo/left-subset.txt", "trigno/plain.csv", "trigno/preamble.csv", "trigno/all-commas.csv",
      "trc/crlf-trailing-tabs.trc", "trc/blanks.trc",
    ]
    for file in files {
      // The head of a file is where its structure is; the rest repeats it.
      let whole = try Fixture.data("records/\(file)")
      let end = whole.prefix(600).lastIndex(of: 10) ?? whole.count
      let format = String(file.prefix { $0 != "/" })
      assertFuzzed(Data(whole[...end]), failingWith: RecordError.self, file) {
        try read($0, file, as: format)
      }
    }
  }
}
