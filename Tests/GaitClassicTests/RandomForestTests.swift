import GaitClassic
import GaitEvaluation
import XCTest

final class RandomForestTests: XCTestCase {
  private let features: Matrix = {
    var random = SeededGenerator(seed: 3)
    return Matrix(rows: 90, columns: 4, values: (0..<360).map { _ in random.nextNormal() })
  }()
  private var targets: [Double] { (0..<90).map { features[$0, 0] + features[$0, 1] } }
  private var labels: [Int] { targets.map { $0 > 0 ? 7 : 2 } }

  func testTheNumberOfThreadsChangesNoBitAndTheSeedDoes() throws {
    let one = try RandomForestClassifier(treeCount: 20, seed: 5, threads: 1)
      .fit(features, labels: labels)
    let many = try RandomForestClassifier(treeCount: 20, seed: 5, threads: 7)
      .fit(features, labels: labels)
    let other = try RandomForestClassifier(treeCount: 20, seed: 6, threads: 1)
      .fit(features, labels: labels)
    XCTAssertEqual(one, many)
    XCTAssertNotEqual(one, other)
    XCTAssertEqual(one.classes, [2, 7])
  }

  func testFeaturesThatMatterHaveTheLargestImportances() throws {
    let model = try RandomForestRegressor(treeCount: 60).fit(features, targets: targets)
    let order = (0..<4).sorted { model.featureImportances[$0] > model.featureImportances[$1] }
    XCTAssertEqual(Set(order.prefix(2)), [0, 1])
    XCTAssertEqual(model.featureImportances.reduce(0, +), 1, accuracy: 1e-12)
  }

  func testDrawingSubjectsNeedsToKnowThem() throws {
    let options = ForestOptions(treeCount: 5, featureDraw: .all, bootstrap: .subjects)
    let forest = RandomForestRegressor(options: options)
    XCTAssertThrowsError(try forest.fit(features, targets: targets)) {
      XCTAssertEqual($0 as? LearningError, .needsSubjects(learner: "RandomForestRegressor"))
    }
    let subjects = Subjects((0..<90).map { $0 / 9 })
    XCTAssertNoThrow(try forest.fit(features, targets: targets, subjects: subjects))
  }

  func testProbabilitiesOfARowSumToOne() throws {
    let model = try RandomForestClassifier(treeCount: 10).fit(features, labels: labels)
    let found = try model.probabilities(features)
    for row in 0..<found.rowCount {
      XCTAssertEqual(found.row(row).reduce(0, +), 1, accuracy: 1e-12)
    }
  }
}
