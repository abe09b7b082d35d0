import GaitClassic
import GaitEvaluation
import GaitTestSupport
import XCTest

final class LogisticRegressionTests: XCTestCase {
  private struct Case: Decodable {
    let features, coefficients, probabilities: [[Double]]
    let labels: [Int]
    let cost: Double
    let balanced: Bool
    let intercepts: [Double]
  }

  func testCoefficientsAndProbabilitiesEqualScikitLearn() throws {
    for item in try Fixture.json("reference/classic-logistic.json", as: [Case].self) {
      let learner = LogisticRegression(
        cost: item.cost, balancesClasses: item.balanced, tolerance: 1e-10)
      let model = try learner.fit(Matrix(item.features), labels: item.labels)
      XCTAssertTrue(model.isConverged, "cost \(item.cost)")
      assertClose(model.coefficients, Matrix(item.coefficients), within: 1e-6)
      let found = try model.probabilities(Matrix(Array(item.features.prefix(10))))
      assertClose(found, Matrix(item.probabilities), within: 1e-6)
    }
  }

  func testSeparableRowsWithoutAPenaltyStillGiveAnAnswer() throws {
    let features = Matrix(column: [-2, -1, 1, 2])
    let model = try LogisticRegression(cost: .infinity, maximumIterations: 200)
      .fit(features, labels: [3, 3, 8, 8])
    XCTAssertEqual(try model.predict(features), [3, 3, 8, 8])
    XCTAssertTrue(model.coefficients.values.allSatisfy(\.isFinite))
  }
}
