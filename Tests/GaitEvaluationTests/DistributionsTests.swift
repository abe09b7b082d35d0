import GaitEvaluation
import GaitTestSupport
import XCTest

final class DistributionsTests: XCTestCase {
  private struct Row: Decodable {
    let kind: String
    let a, b, x, p: Double
  }
  private struct Reference: Decodable { let cumulative, quantiles: [Row] }

  func testProbabilitiesEqualSciPy() throws {
    let reference: Reference = try Fixture.json("reference/evaluation-distributions.json")
    for row in reference.cumulative {
      XCTAssertEqual(probability(row), row.p, accuracy: 1e-13 + 1e-10 * row.p, "\(row)")
    }
  }

  func testQuantilesEqualSciPy() throws {
    let reference: Reference = try Fixture.json("reference/evaluation-distributions.json")
    for row in reference.quantiles {
      let found =
        switch row.kind {
        case "t": StudentDistribution(degreesOfFreedom: row.a).quantile(row.p)
        case "f": FisherDistribution(numerator: row.a, denominator: row.b).quantile(row.p)
        default: NormalDistribution.quantile(row.p)
        }
      XCTAssertEqual(found, row.x, accuracy: 1e-9, "\(row)")
    }
  }

  private func probability(_ row: Row) -> Double {
    switch row.kind {
    case "t": StudentDistribution(degreesOfFreedom: row.a).cumulative(row.x)
    case "f": FisherDistribution(numerator: row.a, denominator: row.b).upperTail(row.x)
    default: NormalDistribution.cumulative(row.x)
    }
  }
}
