import GaitEvaluation
import GaitTestSupport
import XCTest

final class PartitionAgreementTests: XCTestCase {
  private struct Case: Decodable {
    let features: [[Double]]
    let first, second: [Int]
    let adjusted_rand, normalized_mutual_information: Double
    let silhouette: [Double]
  }

  func testAgreementAndSilhouettesAreThoseOfScikitLearn() throws {
    let reference = try Fixture.json("reference/partitions.json", as: Case.self)
    let agreement = try PartitionAgreement(reference.first, reference.second)
    XCTAssertEqual(agreement.adjustedRandIndex, reference.adjusted_rand, accuracy: 1e-12)
    XCTAssertEqual(
      agreement.normalizedMutualInformation, reference.normalized_mutual_information,
      accuracy: 1e-12)
    let silhouette = try Silhouette(Matrix(reference.features), groups: reference.first)
    XCTAssertEqual(silhouette.values.count, reference.silhouette.count)
    for (found, expected) in zip(silhouette.values, reference.silhouette) {
      XCTAssertEqual(found, expected, accuracy: 1e-12)
    }
  }

  func testNamesOfGroupsDoNotMatter() throws {
    let agreement = try PartitionAgreement([0, 0, 1, 1, 2], [5, 5, 3, 3, -1])
    XCTAssertEqual(agreement.adjustedRandIndex, 1)
    XCTAssertEqual(agreement.normalizedMutualInformation, 1, accuracy: 1e-15)
    let alone = try PartitionAgreement([4, 4, 4], [1, 1, 1])
    XCTAssertEqual(alone.adjustedRandIndex, 1)
    XCTAssertEqual(alone.normalizedMutualInformation, 1)
  }

  func testNothingToCompareIsRefused() {
    XCTAssertThrowsError(try PartitionAgreement([], []))
    XCTAssertThrowsError(try PartitionAgreement([1], [1, 2]))
    XCTAssertThrowsError(try Silhouette(Matrix([[1.0], [2]]), groups: [0, 0]))
    XCTAssertThrowsError(try Silhouette(Matrix([[1.0], [2]]), groups: [0]))
  }
}
