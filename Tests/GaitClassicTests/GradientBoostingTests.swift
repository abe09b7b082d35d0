import Foundation
import GaitClassic
import GaitEvaluation
import GaitTestSupport
import XCTest

final class GradientBoostingTests: XCTestCase {
  private struct Case: Decodable {
    let kind: String
    let features, new: [[Double?]]
    let targets: [Double]
    let predictions: [[Double]]
  }

  private func cases() throws -> [Case] { try Fixture.json("reference/classic-boosting.json") }

  private var options: BoostingOptions {
    var options = BoostingOptions()
    options.rounds = 20
    options.penalty = 0.5
    return options
  }

  func testPredictionsEqualHistGradientBoostingOfScikitLearn() throws {
    for item in try cases() {
      let found: Matrix
      if item.kind.contains("classes") {
        found = try GradientBoostingClassifier(options: options)
          .fit(matrix(item.features), labels: item.targets.map { Int($0) })
          .probabilities(matrix(item.new))
      } else {
        found = Matrix(
          column: try GradientBoostingRegressor(options: options)
            .fit(matrix(item.features), targets: item.targets).predict(matrix(item.new)))
      }
      // scikit-learn keeps derivatives in single precision.
      assertClose(found, Matrix(item.predictions), within: 2e-5, item.kind)
    }
  }

  func testTheNumberOfThreadsChangesNoBit() throws {
    let item = try XCTUnwrap(try cases().first { $0.kind == "missing" })
    let models = try [1, 2, 3].map { threads in
      var options = options
      options.threads = threads
      options.rowFraction = 0.8
      options.columnFraction = 0.5
      return try GradientBoostingRegressor(options: options)
        .fit(matrix(item.features), targets: item.targets)
    }
    XCTAssertEqual(models[0], models[1])
    XCTAssertEqual(models[0], models[2])
    let read = try JSONDecoder().decode(
      GradientBoostingRegression.self, from: JSONEncoder().encode(models[0]))
    XCTAssertEqual(read, models[0])
  }

  func testMissingValuesThatMeanSomethingAreRoutedBySplits() throws {
    var features = Matrix(rows: 100, columns: 1)
    for row in 0..<100 { features[row, 0] = row.isMultiple(of: 2) ? .nan : Double(row) }
    let targets = (0..<100).map { $0.isMultiple(of: 2) ? 5.0 : -5 }
    var options = options
    options.rounds = 200
    let model = try GradientBoostingRegressor(options: options).fit(features, targets: targets)
    assertClose(try model.predict(matrix([[nil], [31]])), [5, -5], within: 1e-3)
  }

  func testAColumnThatIsAllMissingIsNeverAskedAbout() throws {
    let features = matrix((0..<60).map { [Double($0), nil] })
    let model = try GradientBoostingRegressor().fit(features, targets: (0..<60).map(Double.init))
    XCTAssertEqual(model.splitCounts[1], 0)
    XCTAssertGreaterThan(model.splitCounts[0], 0)
  }
}
