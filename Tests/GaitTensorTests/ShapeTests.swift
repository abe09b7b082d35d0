import GaitTensor
import XCTest

final class ShapeTests: XCTestCase {
  func testExtentsRankAndCount() {
    let shape: Shape = [2, 3, 4, 5, 6, 7]
    XCTAssertEqual(shape.extents, [2, 3, 4, 5, 6, 7])
    XCTAssertEqual(shape.rank, 6)
    XCTAssertEqual(shape.count, 5040)
    XCTAssertEqual(shape[-1], 7)
    XCTAssertEqual(shape[0], 2)
    XCTAssertEqual(Shape([]).count, 1)
    XCTAssertEqual(Shape([3, 0]).count, 0)
  }

  func testShapesOfDifferentRankDiffer() {
    XCTAssertNotEqual(Shape([1]), Shape([]))
    XCTAssertNotEqual(Shape([0]), Shape([]))
    XCTAssertNotEqual(Shape([2, 1]), Shape([2]))
    XCTAssertEqual(Shape([2, 1]), [2, 1])
  }

  func testDescriptionListsTheExtents() {
    XCTAssertEqual("\(Shape([32, 100, 24]))", "[32, 100, 24]")
    XCTAssertEqual("\(Shape([]))", "[]")
  }
}
