import Foundation
import GaitClassic
import GaitEvaluation
import GaitTestSupport
import XCTest

final class RidgeTests: XCTestCase {
  private struct Case: Decodable {
    let features, targets, new, coefficients, predictions: [[Double]]
    let penalty: Double
    let hasIntercept, standardizes: Bool
  }

  func testCoefficientsAndPredictionsEqualScikitLearn() throws {
    for item in try Fixture.json("reference/classic-ridge.json", as: [Case].self) {
      let ridge = Ridge(
        penalty: item.penalty, hasIntercept: item.hasIntercept, standardizes: item.standardizes)
      let model = try ridge.fit(Matrix(item.features), targets: Matrix(item.targets))
      assertClose(model.coefficients, Matrix(item.coefficients), within: 1e-10)
      let predictions = try model.predictOutputs(Matrix(item.new))
      assertClose(predictions, Matrix(item.predictions), within: 1e-10)
      let read = try JSONDecoder().decode(
        LinearModel.self, from: JSONEncoder().encode(model))
      XCTAssertEqual(read, model)
    }
  }

  func testUnpenalisedRepeatedColumnsThrowBecauseNoWeightIsUnique() {
    let features = Matrix([[1, 1], [2, 2], [3, 3]])
    XCTAssertThrowsError(try Ridge(penalty: 0).fit(features, targets: [1, 2, 3])) {
      XCTAssertEqual($0 as? LearningError, .singular(learner: "Ridge", column: 1))
    }
    XCTAssertNoThrow(try Ridge(penalty: 1e-3).fit(features, targets: [1, 2, 3]))
  }

  func testAConstantFeatureGetsNoWeight() throws {
    let features = Matrix([[1, 7], [2, 7], [4, 7]])
    let model = try Ridge(penalty: 0.1, standardizes: true).fit(features, targets: [1, 2, 4])
    XCTAssertEqual(model.coefficients[0, 1], 0)
  }
}
