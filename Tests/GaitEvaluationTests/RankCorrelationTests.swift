import GaitEvaluation
import GaitTestSupport
import XCTest

/// Agreement in rank, against SciPy.
final class RankCorrelationTests: XCTestCase {
  private struct Case: Decodable {
    let a, b: [Double]
    let spearman, kendall: Double
  }

  func testBothCoefficientsAreSciPysWithAndWithoutTies() throws {
    let cases: [Case] = try Fixture.json("reference/rank-correlations.json")
    XCTAssertEqual(cases.count, 5)
    for own in cases {
      let found = try RankCorrelation(own.a, own.b)
      XCTAssertEqual(found.spearman, own.spearman, accuracy: 1e-12)
      XCTAssertEqual(found.kendall, own.kendall, accuracy: 1e-12)
      XCTAssertEqual(found.count, own.a.count)
    }
  }

  func testRisingChangesOfAListChangeNothing() throws {
    let a = [3.0, -1, 7, 2, 2.5]
    let same = try RankCorrelation(a, a.map { $0 * $0 * $0 + 4 })
    XCTAssertEqual(same.spearman, 1)
    XCTAssertEqual(same.kendall, 1)
    XCTAssertEqual(try RankCorrelation(a, a.map { -$0 }).spearman, -1)
  }

  func testListsWithoutAnOrderAreRefused() {
    XCTAssertThrowsError(try RankCorrelation([1, 1, 1], [1, 2, 3]))
    XCTAssertThrowsError(try RankCorrelation([1], [2]))
    XCTAssertThrowsError(try RankCorrelation([1, 2], [2]))
    XCTAssertThrowsError(try RankCorrelation([1, .nan], [2, 3]))
  }
}
