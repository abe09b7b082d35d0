import GaitData
import GaitRecords
import GaitTestSupport
import XCTest

final class PackedVisitsTests: XCTestCase {
  private let people = ["B", "A", "B", "A", "B", "C"].map { ParticipantID($0) }

  func testVisitsStandAtTheLeftInOrderOfTimeWithMasks() throws {
    let packed = try PackedVisits(
      participants: people, order: [6, 0, 0, 12, 3, 0], columnNames: ["x", "y"],
      values: [[1, 2], [3, .nan], [4, 5], [6, 7], [.nan, .nan], [.nan, 8]])
    XCTAssertEqual(packed.participants.map(\.rawValue), ["B", "A", "C"])
    XCTAssertEqual(packed.lengths, [2, 2, 1])
    XCTAssertEqual(packed.rows, [[2, 0], [1, 3], [5]])
    XCTAssertEqual(packed.order, [[0, 6], [0, 12], [0]])
    XCTAssertEqual(packed.emptyRowCount, 1)
    XCTAssertEqual(packed.tensor.shape, [3, 2, 2])
    XCTAssertEqual(packed.tensor.elements, [4, 5, 1, 2, 3, 0, 6, 7, 0, 8, 0, 0])
    XCTAssertEqual(packed.mask.elements, [1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 0, 0])
    XCTAssertEqual(packed.visitMask.elements, [1, 1, 1, 1, 1, 0])
    XCTAssertEqual(packed[0, 1, 0], 1)
    XCTAssertTrue(packed[2, 1, 1].isNaN)
  }

  func testTheFirstVisitsAreKeptOrPaddingAdded() throws {
    let values = (0..<6).map { [Double($0)] }
    let short = try PackedVisits(
      participants: people, order: [6, 0, 0, 12, 3, 0], columnNames: ["x"], values: values,
      visitCount: 2)
    XCTAssertEqual(short.lengths, [2, 2, 1])
    XCTAssertEqual(short.tensor.elements, [2, 4, 1, 3, 5, 0])
    let long = try PackedVisits(
      participants: people, order: [6, 0, 0, 12, 3, 0], columnNames: ["x"], values: values,
      visitCount: 4)
    XCTAssertEqual(long.visitMask.shape, [3, 4])
    XCTAssertEqual(long.visitMask.elements.reduce(0, +), 6)
  }

  func testRowsWithoutATimeKeepTheirOrderBehindThoseWithOne() throws {
    let packed = try PackedVisits(
      participants: people, order: [.nan, .nan, 0, .nan, .nan, .nan], columnNames: ["x"],
      values: (0..<6).map { [Double($0)] })
    XCTAssertEqual(packed.rows, [[2, 0, 4], [1, 3], [5]])
  }

  func testTwoRowsForOneVisitAreRefused() {
    XCTAssertThrowsError(
      try PackedVisits(
        file: "v.csv", participants: people, order: [1, 1, 0, 1, 2, 0], columnNames: ["x"],
        values: (0..<6).map { [Double($0)] })
    ) { error in
      XCTAssertEqual(
        "\(error)", "v.csv: participant A: expected one row for the visit at 1.0, found two")
    }
  }

  func testPaddingHoldsNothingOfAnyValue() throws {
    // Whatever stands in other people's rows, a person's own rectangle is the same.
    let base = try PackedVisits(
      participants: people, order: [6, 0, 0, 12, 3, 0], columnNames: ["x"],
      values: (0..<6).map { [Double($0)] })
    let changed = try PackedVisits(
      participants: people, order: [6, 0, 0, 12, 3, 0], columnNames: ["x"],
      values: [[1e30], [1], [.infinity], [3], [-1e30], [5]])
    let width = base.visitCount
    XCTAssertEqual(base.tensor.elements[width...], changed.tensor.elements[width...])
    XCTAssertEqual(base.mask.elements, changed.mask.elements)
  }
}
