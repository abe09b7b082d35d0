import GaitClassic
import GaitEvaluation
import GaitTestSupport
import XCTest

final class SupportVectorTests: XCTestCase {
  private struct Classes: Decodable {
    let features, new, decision: [[Double]]
    let labels, predictions: [Int]
    let kernel: String
    let cost: Double
  }
  private struct Numbers: Decodable {
    let features, new: [[Double]]
    let targets, predictions: [Double]
    let kernel: String
    let cost, margin: Double
  }
  private struct RidgeCase: Decodable {
    let features, new, targets, predictions: [[Double]]
    let gamma: Double?
    let penalty: Double
  }
  private struct Platt: Decodable {
    let values: [Double]
    let isPositive: [Bool]
    let a, b: Double
  }
  private struct Reference: Decodable {
    let classes: [Classes]
    let numbers: [Numbers]
    let ridges: [RidgeCase]
    let platt: Platt
  }

  private func reference() throws -> Reference {
    try Fixture.json("reference/classic-kernels.json")
  }

  private func kernel(_ name: String) -> Kernel {
    name == "linear" ? .linear : .radial(.scale)
  }

  func testDecisionValuesAndLabelsEqualThoseOfLibSVM() throws {
    for item in try reference().classes {
      let learner = SupportVectorClassifier(
        cost: item.cost, kernel: kernel(item.kernel), tolerance: 1e-8)
      let model = try learner.fit(Matrix(item.features), labels: item.labels)
      XCTAssertTrue(model.isConverged)
      var expected = Matrix(item.decision)
      // scikit-learn turns the sign for two classes.
      if expected.columnCount == 1 { expected.values = expected.values.map { -$0 } }
      let found = try model.decisionValues(Matrix(item.new))
      assertClose(found, expected, within: 1e-5, item.kernel)
      XCTAssertEqual(try model.predict(Matrix(item.new)), item.predictions)
    }
  }

  func testRegressionEqualsLibSVM() throws {
    for item in try reference().numbers {
      let learner = SupportVectorRegressor(
        cost: item.cost, margin: item.margin, kernel: kernel(item.kernel), tolerance: 1e-8)
      let model = try learner.fit(Matrix(item.features), targets: item.targets)
      assertClose(try model.predict(Matrix(item.new)), item.predictions, within: 1e-5)
    }
  }

  func testKernelRidgeEqualsScikitLearn() throws {
    for item in try reference().ridges {
      let kernel = item.gamma.map { Kernel.radial(.value($0)) } ?? .linear
      let model = try KernelRidge(penalty: item.penalty, kernel: kernel)
        .fit(Matrix(item.features), targets: Matrix(item.targets))
      assertClose(
        try model.predictOutputs(Matrix(item.new)), Matrix(item.predictions), within: 1e-9)
    }
  }

  func testThePlattCurveEqualsScikitLearn() throws {
    let item = try reference().platt
    let curve = try PlattScaling(decisionValues: item.values, isPositive: item.isPositive)
    XCTAssertEqual(curve.slope, item.a, accuracy: 1e-4)
    XCTAssertEqual(curve.offset, item.b, accuracy: 1e-4)
  }

  func testCalibratedProbabilitiesNeedSubjectsAndAgreeWithOutcomes() throws {
    var random = SeededGenerator(seed: 4)
    let features = Matrix(rows: 240, columns: 2, values: (0..<480).map { _ in random.nextNormal() })
    let labels = (0..<240).map { row in
      let score = features[row, 0] + 0.6 * random.nextNormal()
      return score > 0.5 ? 2 : score > -0.5 ? 1 : 0
    }
    let learner = CalibratedSupportVectorClassifier()
    XCTAssertThrowsError(try learner.fit(features, labels: labels)) {
      XCTAssertEqual(
        $0 as? LearningError, .needsSubjects(learner: "CalibratedSupportVectorClassifier"))
    }
    let subjects = Subjects((0..<240).map { $0 / 8 })
    let model = try learner.fit(features, labels: labels, subjects: subjects)
    let found = try model.probabilities(features)
    for row in 0..<240 { XCTAssertEqual(found.row(row).reduce(0, +), 1, accuracy: 1e-6) }
    for label in 0..<3 {
      let mean = found.column(label).reduce(0, +) / 240
      XCTAssertEqual(mean, Double(labels.count { $0 == label }) / 240, accuracy: 0.05)
    }
    let area = try ReceiverOperatingCurve.macroArea(probabilities: found, labels: labels)
    XCTAssertGreaterThan(area, 0.8)
  }
}
