import GaitClassic
import GaitEvaluation
import GaitTestSupport
import XCTest

final class LinearRegressionTests: XCTestCase {
  private struct LeastSquares: Decodable {
    let features, targets, coefficients: [[Double]]
    let intercepts: [Double]
  }
  private struct Net: Decodable {
    let features: [[Double]]
    let targets, coefficients: [Double]
    let penalty, share, intercept: Double
  }
  private struct Reference: Decodable {
    let leastSquares: [LeastSquares]
    let elasticNet: [Net]
  }

  func testLeastSquaresEqualsScikitLearnAlsoForDependentColumnsAndFewRows() throws {
    let reference: Reference = try Fixture.json("reference/classic-linear.json")
    for item in reference.leastSquares {
      let model = try LinearRegression().fit(
        Matrix(item.features), targets: Matrix(item.targets))
      assertClose(model.coefficients, Matrix(item.coefficients), within: 1e-9)
      assertClose(model.intercepts, item.intercepts, within: 1e-9)
    }
  }

  func testElasticNetAndLassoEqualScikitLearn() throws {
    let reference: Reference = try Fixture.json("reference/classic-linear.json")
    for item in reference.elasticNet {
      let net = ElasticNet(
        penalty: item.penalty, absoluteShare: item.share, tolerance: 1e-13,
        maximumIterations: 100_000)
      let model = try net.fit(Matrix(item.features), targets: item.targets)
      assertClose(Array(model.coefficients.row(0)), item.coefficients, within: 1e-7)
      assertClose(model.intercepts, [item.intercept], within: 1e-7)
      let zeros = item.coefficients.map { $0 == 0 }
      XCTAssertEqual(model.coefficients.row(0).map { $0 == 0 }, zeros)
    }
  }

  func testAPenaltyAboveTheLargestProductSilencesEveryFeature() throws {
    let features = Matrix([[1, 2], [2, 1], [3, 5], [4, 2]])
    let model = try ElasticNet.lasso(penalty: 100).fit(features, targets: [1, 2, 3, 4])
    XCTAssertEqual(model.coefficients.values, [0, 0])
    XCTAssertEqual(model.intercepts, [2.5])
  }
}
