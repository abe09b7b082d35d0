import GaitClassic
import GaitEvaluation
import GaitTestSupport
import XCTest

/// Forests against scikit-learn and boosting against XGBoost, on rows that none of them saw.
final class EnsembleQualityTests: XCTestCase {
  private struct DataSet: Decodable {
    let name, kind: String
    let features, newFeatures: [[Double]]
    let targets, newTargets: [Double]
    let forest, boosting: Double
  }

  private func dataSets() throws -> [DataSet] {
    try Fixture.json("reference/classic-quality.json")
  }

  /// The error to compare: root-mean-square error, or accuracy for classes.
  private func quality(_ set: DataSet, numbers: some Regressor, classes: some Classifier) throws
    -> Double
  {
    let (table, new) = (Matrix(set.features), Matrix(set.newFeatures))
    if set.kind == "numbers" {
      let model = try numbers.fit(table, targets: set.targets)
      return try RegressionMetric.rmse.value(
        prediction: model.predict(new), target: set.newTargets)
    }
    let model = try classes.fit(table, labels: set.targets.map { Int($0) })
    return try ConfusionMatrix(
      labels: set.newTargets.map { Int($0) }, predictions: model.predict(new)
    ).accuracy
  }

  func testForestsAreWithinOnePerCentOfScikitLearn() throws {
    for set in try dataSets() {
      let found = try quality(
        set, numbers: RandomForestRegressor(treeCount: 500, seed: 1),
        classes: RandomForestClassifier(treeCount: 500, seed: 1))
      XCTAssertEqual(found, set.forest, accuracy: 0.01 * set.forest, set.name)
    }
  }

  func testBoostingIsWithinOnePerCentOfXGBoost() throws {
    for set in try dataSets() {
      let options = BoostingOptions.xgboost
      let found = try quality(
        set, numbers: GradientBoostingRegressor(options: options),
        classes: GradientBoostingClassifier(options: options))
      XCTAssertEqual(found, set.boosting, accuracy: 0.01 * set.boosting, set.name)
    }
  }
}
