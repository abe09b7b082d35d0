import Foundation
import GaitClassic
import GaitData
import GaitEvaluation
import GaitRecords
import GaitStudies
import GaitTestSupport
import XCTest

final class ClinicalPreparationTests: XCTestCase {
  private struct Reference: Decodable {
    let trainingCount: Int
    let cells: [[Double?]]
    let prepared: [String: [[Double]]]
  }

  private let columns: [ClinicalColumn] = [
    .number("age"), .number("mass", unit: .kilogram), .scale("barthel", .barthel),
    .scale("pain", .visualAnaloguePain), .category("treatment", ["usual", "trained", "operated"]),
    .category("sex", ["female", "male"]),
  ]

  private func table(_ cells: [[Double]]) throws -> ClinicalTable {
    try ClinicalTable(
      columns: columns, participants: cells.indices.map { ParticipantID("P\($0 / 2)") },
      order: cells.indices.map { Double($0 % 2) }, values: cells.flatMap(\.self))
  }

  private func check(
    _ name: String, _ steps: some FeatureTransform, _ reference: Reference
  ) throws {
    let table = try table(reference.cells.map { $0.map { $0 ?? .nan } })
    let fitted = try ClinicalPreparation(steps: steps).fitted(
      to: table, rows: Array(0..<reference.trainingCount))
    let features = try fitted.features(table, rows: Array(0..<table.rowCount))
    let expected = try XCTUnwrap(reference.prepared[name])
    XCTAssertEqual(features.columnCount, expected[0].count)
    assertClose(features.values, expected.flatMap(\.self), absolute: 1e-9, relative: 1e-9, name)
  }

  func testFilledScaledAndEncodedRowsEqualScikitLearns() throws {
    let reference: Reference = try Fixture.json("reference/clinical-tables.json")
    XCTAssertEqual(reference.prepared.count, 3)
    try check("mean", SimpleImputer().then(StandardScaler()), reference)
    try check("knn3", NearestNeighborsImputer(neighbors: 3).then(StandardScaler()), reference)
    let weighted = NearestNeighborsImputer(neighbors: 5, weighting: .inverseDistance)
    try check("knn5-distance", weighted.then(StandardScaler()), reference)
  }

  func testTestRowsChangeNoBitOfAnyParameter() throws {
    let reference: Reference = try Fixture.json("reference/clinical-tables.json")
    let cells = reference.cells.map { $0.map { $0 ?? .nan } }
    let training = Array(0..<reference.trainingCount)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let steps = NearestNeighborsImputer().then(StandardScaler())
    var seen: Set<Data> = []
    let replacements: [[Double]?] = [
      nil, [6e300, -6e300, 100, 10, 2, 1], [Double](repeating: .nan, count: 6),
      [-1e-300, 0, 0, 0, 0, .nan],
    ]
    for replacement in replacements {
      var changed = cells
      for row in training.count..<cells.count { changed[row] = replacement ?? cells[row] }
      let fitted = try ClinicalPreparation(steps: steps).fitted(to: table(changed), rows: training)
      seen.insert(try encoder.encode(fitted))
    }
    XCTAssertEqual(seen.count, 1)
    // An infinite measurement does not even get into a table.
    var infinite = cells
    infinite[training.count][1] = .infinity
    XCTAssertThrowsError(try table(infinite)) { error in
      XCTAssert("\(error)".hasPrefix("table, row 41, column mass: expected"), "\(error)")
    }
  }

  func testAFittedPreparationSurvivesJSON() throws {
    let reference: Reference = try Fixture.json("reference/clinical-tables.json")
    let table = try table(reference.cells.map { $0.map { $0 ?? .nan } })
    let rows = Array(0..<reference.trainingCount)
    let fitted = try ClinicalPreparation(
      steps: NearestNeighborsImputer().then(StandardScaler())
    ).fitted(to: table, rows: rows)
    typealias Fitted = FittedClinicalPreparation<
      FittedChain<FittedNearestNeighborsImputer, FittedStandardScaler>
    >
    let decoded = try JSONDecoder().decode(Fitted.self, from: JSONEncoder().encode(fitted))
    XCTAssertEqual(decoded, fitted)
    XCTAssertEqual(
      try decoded.features(table, rows: [50, 7]).values,
      try fitted.features(table, rows: [50, 7]).values)
  }

  func testVisitsArePackedAfterPreparation() throws {
    let reference: Reference = try Fixture.json("reference/clinical-tables.json")
    let table = try table(reference.cells.map { $0.map { $0 ?? .nan } })
    let fitted = try ClinicalPreparation(steps: SimpleImputer().then(StandardScaler())).fitted(
      to: table, rows: Array(0..<40))
    let visits = try fitted.visits(table, rows: [43, 42, 40], visitCount: 3)
    XCTAssertEqual(visits.participants.map(\.rawValue), ["P21", "P20"])
    XCTAssertEqual(visits.lengths, [2, 1])
    XCTAssertEqual(visits.rows, [[1, 0], [2]])
    XCTAssertEqual(
      visits.columnNames.prefix(5), ["age", "mass", "barthel", "pain", "treatment=usual"])
    XCTAssertEqual(visits.visitMask.elements, [1, 1, 0, 1, 0, 0])
    // Everything is filled, so every cell of a visit counts.
    XCTAssertEqual(visits.mask.elements.reduce(0, +), Float(3 * visits.columnNames.count))
  }

  func testATableOfCategoriesAloneNeedsNoSteps() throws {
    let table = try ClinicalTable(
      columns: [.category("sex", ["female", "male"])],
      participants: [ParticipantID("P1"), ParticipantID("P2")], values: [0, 1])
    let fitted = try ClinicalPreparation(steps: StandardScaler()).fitted(to: table, rows: [0, 1])
    XCTAssertEqual(try fitted.features(table, rows: [1, 0]).values, [0, 1, 1, 0])
  }
}
