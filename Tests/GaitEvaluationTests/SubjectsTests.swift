import Foundation
import GaitEvaluation
import XCTest

final class SubjectsTests: XCTestCase {
  func testNumbersAreOrderedAsNumbersAndTextAsText() {
    XCTAssertEqual(Subjects([10, 9, 10]).identifiers, ["9", "10"])
    XCTAssertEqual(Subjects(["10", "9", "10"]).identifiers, ["10", "9"])
    XCTAssertEqual(Subjects([10, 9, 10]).indexOfRow, [1, 0, 1])
    XCTAssertEqual(Subjects([10, 9, 10]).rowsBySubject, [[1], [0, 2]])
  }

  func testSelectingRowsForgetsTheOtherSubjects() {
    let chosen = Subjects(["c", "a", "b", "c"]).selecting(rows: [3, 2])
    XCTAssertEqual(chosen.identifiers, ["b", "c"])
    XCTAssertEqual(chosen.indexOfRow, [1, 0])
  }

  func testAFileWhoseRowsNameNoSubjectIsRefused() throws {
    let good = try JSONEncoder().encode(Subjects(["a", "b"]))
    XCTAssertEqual(try JSONDecoder().decode(Subjects.self, from: good), Subjects(["a", "b"]))
    let bad = #"{"identifiers":["a","b"],"indexOfRow":[0,2]}"#
    XCTAssertThrowsError(try JSONDecoder().decode(Subjects.self, from: Data(bad.utf8)))
  }
}
