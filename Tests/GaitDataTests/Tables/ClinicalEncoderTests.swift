import Foundation
import GaitData
import GaitRecords
import XCTest

final class ClinicalEncoderTests: XCTestCase {
  /// Age, a treatment of three levels of which the training rows have two, and a pain score.
  private func table(_ cells: [[Double]]) throws -> ClinicalTable {
    try ClinicalTable(
      columns: [
        .number("age"), .category("treatment", ["none", "splint", "surgery"]),
        .scale("pain", .visualAnaloguePain),
      ],
      participants: cells.indices.map { ParticipantID("P\($0)") }, values: cells.flatMap(\.self))
  }

  func testCategoriesBecomeColumnsOfTheLevelsSeenInTraining() throws {
    let table = try table([
      [30, 0, 2], [40, 2, .nan], [50, .nan, 4], [60, 1, 5], [.nan, 2, 1],
    ])
    let encoder = try ClinicalEncoder().fitted(to: table, rows: [0, 1, 2])
    let numbers = try encoder.numbers(table, rows: [0, 1, 2, 3, 4])
    XCTAssertEqual(
      numbers.names,
      [
        "age", "pain", "treatment=none", "treatment=surgery", "treatment is missing",
        "pain is missing",
      ])
    XCTAssertEqual(numbers.rows[0], [30, 2, 1, 0, 0, 0])
    XCTAssertEqual(Array(numbers.rows[1][2...]), [0, 1, 0, 1])
    XCTAssertTrue(numbers.rows[1][1].isNaN)
    XCTAssertEqual(numbers.rows[2], [50, 4, 0, 0, 1, 0])
    // A splint is in no training row: zero in every column. A missing age had no mark in training.
    XCTAssertEqual(numbers.rows[3], [60, 5, 0, 0, 0, 0])
    XCTAssertTrue(numbers.rows[4][0].isNaN)
    XCTAssertEqual(Array(numbers.rows[4][1...]), [1, 0, 1, 0, 0])
  }

  func testUnknownLevelsMayHaveAColumnOfTheirOwnOrBeRefused() throws {
    let table = try table([[30, 0, 2], [40, 2, 3], [50, 1, 4]])
    let other = try ClinicalEncoder(unknownLevel: .other).fitted(to: table, rows: [0, 1])
    let marks = try other.marks(table, rows: [0, 2])
    XCTAssertEqual(marks.names, ["treatment=none", "treatment=surgery", "treatment=other"])
    XCTAssertEqual(marks.rows, [[1, 0, 0], [0, 0, 1]])
    let strict = try ClinicalEncoder(unknownLevel: .refused).fitted(to: table, rows: [0, 1])
    XCTAssertThrowsError(try strict.marks(table, rows: [2])) { error in
      XCTAssertEqual(
        "\(error)",
        "table, row 3, column treatment: expected one of none, surgery, found \"splint\"")
    }
  }

  func testAColumnNobodyInTrainingHasIsLeftOutAndNamed() throws {
    let table = try table([[.nan, 0, 2], [.nan, 1, 3], [50, 1, 4]])
    let encoder = try ClinicalEncoder().fitted(to: table, rows: [0, 1])
    XCTAssertEqual(encoder.droppedColumns, ["age"])
    XCTAssertEqual(try encoder.quantities(table, rows: [2]).rows, [[4]])
  }

  func testTestRowsChangeNoBitOfWhatIsFitted() throws {
    let training = [[30, 0, 2], [40, 2, .nan], [50, .nan, 4]]
    let encode = JSONEncoder()
    encode.outputFormatting = .sortedKeys
    var seen: Set<Data> = []
    for test in [
      [[60.0, 1, 5]], [[.nan, .nan, .nan]], [[6e300, 0, 10]], [[-6e300, 2, 0]],
    ] {
      let table = try table(training + test)
      let encoder = try ClinicalEncoder().fitted(to: table, rows: [0, 1, 2])
      seen.insert(try encode.encode(encoder))
    }
    XCTAssertEqual(seen.count, 1)
  }

  func testAFittedEncoderSurvivesJSONAndRefusesOtherColumns() throws {
    let table = try table([[30, 0, 2], [40, 2, 3]])
    let encoder = try ClinicalEncoder().fitted(to: table, rows: [0, 1])
    let decoded = try JSONDecoder().decode(
      FittedClinicalEncoder.self, from: JSONEncoder().encode(encoder))
    XCTAssertEqual(decoded, encoder)
    let other = try ClinicalTable(
      columns: [.number("age", unit: .second), .number("pain"), .number("treatment")],
      participants: [], values: [])
    XCTAssertThrowsError(try decoded.numbers(other, rows: []))
    XCTAssertThrowsError(try ClinicalEncoder().fitted(to: table, rows: []))
  }
}
