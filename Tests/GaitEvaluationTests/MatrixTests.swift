import Foundation
import GaitEvaluation
import XCTest

final class MatrixTests: XCTestCase {
  func testRowsColumnsAndSelectionsAgree() {
    let matrix = Matrix([[1, 2, 3], [4, 5, 6]])
    XCTAssertEqual(Array(matrix.row(1)), [4, 5, 6])
    XCTAssertEqual(matrix.column(2), [3, 6])
    XCTAssertEqual(matrix.transposed(), Matrix([[1, 4], [2, 5], [3, 6]]))
    XCTAssertEqual(matrix.selecting(rows: [1, 1]), Matrix([[4, 5, 6], [4, 5, 6]]))
    XCTAssertEqual(matrix.selecting(columns: [2, 0]), Matrix([[3, 1], [6, 4]]))
  }

  func testAMissingEntrySurvivesJSON() throws {
    let data = try JSONEncoder().encode(Matrix([[1, .nan]]))
    let read = try JSONDecoder().decode(Matrix.self, from: data)
    XCTAssertEqual(read[0, 0], 1)
    XCTAssertTrue(read[0, 1].isNaN)
  }

  func testAFileWhoseEntriesDoNotFillItsShapeIsRefused() {
    for text in [
      #"{"rows":2,"columns":2,"values":[1,2,3]}"#, #"{"rows":-1,"columns":-1,"values":[1]}"#,
      #"{"rows":4611686018427387904,"columns":4,"values":[]}"#,
    ] {
      XCTAssertThrowsError(try JSONDecoder().decode(Matrix.self, from: Data(text.utf8)), text)
    }
  }
}
