import GaitRecords
import XCTest

final class ParticipantIDTests: XCTestCase {
  func testIsAPlainStringInJSON() throws {
    let data = try JSONEncoder().encode([ParticipantID("HC002D")])
    XCTAssertEqual(String(decoding: data, as: UTF8.self), "[\"HC002D\"]")
    XCTAssertEqual(try JSONDecoder().decode([ParticipantID].self, from: data), ["HC002D"])
  }

  func testSortsByItsTextAndKnowsSyntheticOnes() {
    XCTAssertEqual(["b", "a"].map(ParticipantID.init(_:)).sorted(), ["a", "b"])
    XCTAssertTrue(ParticipantID("SYN01").isSynthetic)
    XCTAssertFalse(ParticipantID("HC002D").isSynthetic)
  }
}
