import Foundation
import GaitClassic
import GaitEvaluation
import GaitTestSupport
import XCTest

final class DecisionTreeTests: XCTestCase {
  private struct Case: Decodable {
    let features, new, probabilities: [[Double]]
    let targets, predictions, trained, importances: [Double]
    let labels: [Int]
    let depth: Int?
    let leaf, leaves, classLeaves: Int
  }

  func testTreesEqualThoseOfScikitLearn() throws {
    for item in try Fixture.json("reference/classic-trees.json", as: [Case].self) {
      let limits = TreeLimits(maximumDepth: item.depth, minimumRowsPerLeaf: item.leaf)
      let table = Matrix(item.features)
      let numbers = try DecisionTreeRegressor(limits: limits).fit(table, targets: item.targets)
      XCTAssertEqual(numbers.leafCount, item.leaves)
      assertClose(try numbers.predict(table), item.trained, within: 1e-12)
      // In small nodes features tie, and scikit-learn breaks ties at random.
      if item.leaf > 1 {
        assertClose(numbers.featureImportances, item.importances, within: 1e-10)
        assertClose(try numbers.predict(Matrix(item.new)), item.predictions, within: 1e-12)
      }
      let classes = try DecisionTreeClassifier(limits: limits).fit(table, labels: item.labels)
      if item.depth != nil || item.leaf == 1 {
        assertClose(try classes.probabilities(table), Matrix(item.probabilities), within: 1e-12)
      }
      XCTAssertEqual(Double(classes.leafCount), Double(item.classLeaves), accuracy: 2)
    }
  }

  func testATreeIsReadBackWholeAndATamperedOneIsRefused() throws {
    let features = Matrix([[1, 5], [2, 4], [3, 3], [4, 2]])
    let model = try DecisionTreeRegressor().fit(features, targets: [1, 1, 2, 2])
    let data = try JSONEncoder().encode(model)
    let read = try JSONDecoder().decode(DecisionTreeRegression.self, from: data)
    XCTAssertEqual(read, model)
    XCTAssertEqual(try read.predict(features), [1, 1, 2, 2])
    let text = String(decoding: data, as: UTF8.self)
    for (old, new) in [("\"lefts\":[1,", "\"lefts\":[0,"), ("\"rights\":[2,", "\"rights\":[9,")] {
      let bad = text.replacingOccurrences(of: old, with: new)
      XCTAssertNotEqual(bad, text)
      let tampered = try JSONDecoder().decode(DecisionTreeRegression.self, from: Data(bad.utf8))
      XCTAssertThrowsError(try tampered.predict(features))
    }
  }

  func testConstantTargetsGiveOneLeaf() throws {
    let model = try DecisionTreeRegressor().fit(Matrix([[1], [2]]), targets: [4, 4])
    XCTAssertEqual(model.leafCount, 1)
    XCTAssertEqual(try model.predict(Matrix([[9]])), [4])
  }
}
