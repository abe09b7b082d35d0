import Foundation
import GaitClassic
import GaitData
import GaitRecords
import GaitStudies
import GaitTestSupport
import XCTest

final class ClinicalTablesPageTests: XCTestCase {
  func testThePageShowsCodeThatWorks() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("clinic-\(ProcessInfo.processInfo.processIdentifier).csv")
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(
      """
      id,week,height_cm,treatment,berg
      P1,0,181,usual,40
      P1,6,181,usual,
      P2,0,,trained,33
      P2,6,,trained,50
      P3,0,166,usual,28

      """.utf8
    ).write(to: url)
    let schema = ClinicalSchema(
      participant: "id", visit: "week",
      columns: [
        .number("height", source: "height_cm", unit: .centimetre, range: 50...230),
        .category("treatment", ["usual", "trained"]),
        .scale("berg", .bergBalance),
      ])
    let table = try ClinicalTable(contentsOf: url, schema: schema)
    let (trainingRows, testRows) = ([0, 1, 2, 3], [4])
    let preparation = ClinicalPreparation(
      encoder: ClinicalEncoder(unknownLevel: .other),
      steps: NearestNeighborsImputer(neighbors: 3).then(StandardScaler()))
    let fitted = try preparation.fitted(to: table, rows: trainingRows)
    let features = try fitted.features(table, rows: testRows)
    XCTAssertEqual(features.columnCount, 7)
    let visits = try fitted.visits(table, rows: trainingRows)
    let input = visits.tensor
    let mask = visits.visitMask
    XCTAssertEqual(input.shape, [2, 2, 7])
    XCTAssertEqual(mask.elements, [1, 1, 1, 1])
    try assertPage("ClinicalTables", showsPartsOf: ["Tables/ClinicalTablesPageTests.swift"])
  }
}
