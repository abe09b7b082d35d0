import GaitEvaluation
import GaitTestSupport
import XCTest

final class IntraclassCorrelationTests: XCTestCase {
  private struct Form: Decodable { let value, f, df1, df2, p, lower, upper: Double }
  private struct Case: Decodable {
    let table: [[Double]]
    let icc: [Form]
  }
  private struct Reference: Decodable { let icc: [Case] }

  func testAllSixFormsEqualPingouin() throws {
    let reference: Reference = try Fixture.json("reference/evaluation-agreement.json")
    for item in reference.icc {
      var forms = item.icc[...]
      for unit in IntraclassCorrelation.Unit.allCases {
        for model in IntraclassCorrelation.Model.allCases {
          let expected = try XCTUnwrap(forms.popFirst())
          let found = try IntraclassCorrelation(Matrix(item.table), model: model, unit: unit)
          let label = "\(model) \(unit)"
          XCTAssertEqual(found.value.estimate, expected.value, accuracy: 1e-10, label)
          XCTAssertEqual(found.fStatistic, expected.f, accuracy: 1e-8 * expected.f, label)
          XCTAssertEqual(found.degreesOfFreedom, [expected.df1, expected.df2], label)
          XCTAssertEqual(found.pValue, expected.p, accuracy: 1e-10, label)
          XCTAssertEqual(found.value.lower, expected.lower, accuracy: 1e-7, label)
          XCTAssertEqual(found.value.upper, expected.upper, accuracy: 1e-7, label)
        }
      }
    }
  }

  func testAConstantDifferenceBetweenRatersCountsOnlyForAbsoluteAgreement() throws {
    let table = Matrix([[1, 3], [2, 4], [5, 7], [9, 11]])
    let consistency = try IntraclassCorrelation(table, model: .twoWayMixed)
    let agreement = try IntraclassCorrelation(table, model: .twoWayRandom)
    XCTAssertEqual(consistency.value.estimate, 1, accuracy: 1e-12)
    XCTAssertLessThan(agreement.value.estimate, 0.95)
    XCTAssertEqual(consistency.minimalDetectableChange, 0, accuracy: 1e-6)
  }

  func testDegenerateTablesThrow() {
    for (table, expected) in [
      (
        Matrix([[1, 1], [1, 1]]),
        MetricError.undefined(metric: "ICC", reason: "people do not differ")
      ),
      (Matrix([[1, 2]]), .tooFewValues(metric: "ICC", needed: 2, found: 1)),
      (Matrix([[1, 2], [3, .nan]]), .nonFinite(metric: "ICC", index: 3)),
    ] {
      XCTAssertThrowsError(try IntraclassCorrelation(table, model: .oneWayRandom)) {
        XCTAssertEqual($0 as? MetricError, expected)
      }
    }
  }
}
