import GaitEvaluation
import GaitTestSupport
import XCTest

final class ConfusionMatrixTests: XCTestCase {
  private struct Case: Decodable {
    let labels, predictions: [Int]
    let confusion: [[Int]]
    let accuracy, balanced, macroF1, kappa: Double
    let precision, recall, f1: [Double]
  }
  private struct Reference: Decodable { let labels: [Case] }

  func testScoresEqualScikitLearn() throws {
    let reference: Reference = try Fixture.json("reference/evaluation-classification.json")
    for item in reference.labels {
      let found = try ConfusionMatrix(labels: item.labels, predictions: item.predictions)
      XCTAssertEqual(found.counts, item.confusion)
      XCTAssertEqual(found.accuracy, item.accuracy, accuracy: 1e-14)
      XCTAssertEqual(found.balancedAccuracy, item.balanced, accuracy: 1e-14)
      XCTAssertEqual(found.macroAverage { $0.f1(of: $1) }, item.macroF1, accuracy: 1e-14)
      XCTAssertEqual(try XCTUnwrap(found.cohenKappa), item.kappa, accuracy: 1e-13)
      for label in found.classes {
        XCTAssertEqual(found.precision(of: label) ?? 0, item.precision[label], accuracy: 1e-14)
        XCTAssertEqual(found.recall(of: label) ?? 0, item.recall[label], accuracy: 1e-14)
        XCTAssertEqual(found.f1(of: label) ?? 0, item.f1[label], accuracy: 1e-14)
      }
    }
  }

  func testF1IsTheHarmonicMeanOfPrecisionAndRecallAndMacroF1IsAtMostTheirMean() throws {
    var random = SeededGenerator(seed: 9)
    for _ in 0..<2000 {
      let count = 1 + random.next(below: 40)
      let labels = (0..<count).map { _ in random.next(below: 3) }
      let found = try ConfusionMatrix(
        labels: labels, predictions: labels.map { _ in random.next(below: 3) })
      for label in found.classes {
        guard let p = found.precision(of: label), let r = found.recall(of: label), p + r > 0
        else { continue }
        XCTAssertEqual(try XCTUnwrap(found.f1(of: label)), 2 * p * r / (p + r), accuracy: 1e-14)
      }
      let p = found.macroAverage { $0.precision(of: $1) }
      let r = found.macroAverage { $0.recall(of: $1) }
      XCTAssertLessThanOrEqual(found.macroAverage { $0.f1(of: $1) }, (p + r) / 2 + 1e-14)
    }
  }

  func testScoresWithoutADenominatorAreNil() throws {
    let found = try ConfusionMatrix(labels: [0, 0], predictions: [0, 1])
    XCTAssertNil(found.recall(of: 1))
    XCTAssertEqual(found.precision(of: 1), 0)
    XCTAssertEqual(found.specificity(of: 1), 0.5)
    XCTAssertNil(found.specificity(of: 0))
    XCTAssertNil(found.f1(of: 7))
    XCTAssertNil(try ConfusionMatrix(labels: [0], predictions: [0]).cohenKappa)
    XCTAssertThrowsError(try ConfusionMatrix(labels: [], predictions: []))
    XCTAssertThrowsError(try ConfusionMatrix(labels: [1], predictions: []))
  }
}
