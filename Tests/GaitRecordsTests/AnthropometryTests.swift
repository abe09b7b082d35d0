import GaitRecords
import XCTest

final class AnthropometryTests: XCTestCase {
  func testAnswersBySide() {
    let body = Anthropometry(
      leftLegLengthM: 0.8, rightLegLengthM: 0.81, leftKneeWidthM: 0.1, rightKneeWidthM: nil)
    XCTAssertEqual(body.legLengthM(.left), 0.8)
    XCTAssertEqual(body.legLengthM(.right), 0.81)
    XCTAssertEqual(body.kneeWidthM(.left), 0.1)
    XCTAssertNil(body.kneeWidthM(.right))
    XCTAssertEqual(Side.left.opposite, .right)
    XCTAssertEqual(Side.allCases.map(\.letter), ["L", "R"])
  }
}
