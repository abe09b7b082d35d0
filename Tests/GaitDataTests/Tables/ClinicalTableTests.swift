import Foundation
import GaitData
import GaitRecords
import XCTest

final class ClinicalTableTests: XCTestCase {
  private let schema = ClinicalSchema(
    participant: "id", visit: "week",
    columns: [
      .category(
        "sex", CategoryLevels(["female", "male"], spellings: ["2": "female", "1": "male"])),
      .number("height", source: "height_cm", unit: .centimetre, range: 50...230),
      .scale("berg", .bergBalance),
    ])

  private func table(_ text: String) throws -> ClinicalTable {
    let table = try DelimitedTable(
      Data(text.utf8), name: "clinic.csv", textColumns: schema.textColumns)
    return try ClinicalTable(table, schema: schema)
  }

  func testCellsAreTypedAndInSIUnits() throws {
    let table = try table(
      """
      id,week,sex,height_cm,berg,remark
      P1,0,1,181,40,7
      P1,6,male,181,52,
      P2,0,2,,NA,8
      """)
    XCTAssertEqual(table.rowCount, 3)
    XCTAssertEqual(table.participants.map(\.rawValue), ["P1", "P1", "P2"])
    XCTAssertEqual(table.order, [0, 6, 0])
    XCTAssertEqual(try table.column("sex"), [1, 1, 0])
    let heights = try table.column("height")
    XCTAssertEqual(heights[0], 1.81, accuracy: 1e-12)
    XCTAssertTrue(heights[2].isNaN)
    XCTAssertEqual(Array(try table.column("berg")[0...1]), [40, 52])
    XCTAssertTrue(try table.column("berg")[2].isNaN)
    XCTAssertEqual(table.missingShares[2], 1 / 3.0, accuracy: 1e-12)
  }

  func testErrorsNameFileLineRowColumnRangeAndWhatWasFound() {
    let cases = [
      (
        "P1,0,1,181,57",
        "clinic.csv, line 2, row 1, column berg: Berg balance scale: expected 0 to 56"
      ),
      ("P1,0,1,181,40.5", "clinic.csv, line 2, row 1, column berg: Berg balance scale: expected"),
      (
        "P1,0,1,1.81,40",
        "clinic.csv, line 2, row 1, column height: expected 50.0 to 230.0 cm, found 1.81"
      ),
      (
        "P1,0,x,181,40",
        "clinic.csv, line 2, row 1, column sex: expected one of female, male, found \"x\""
      ),
      (
        ",0,1,181,40",
        "clinic.csv, line 2, row 1, column id: expected a participant, found an empty cell"
      ),
      ("P1,0,1,tall,40", "clinic.csv, line 2, column height_cm: expected"),
    ]
    for (row, expected) in cases {
      XCTAssertThrowsError(try table("id,week,sex,height_cm,berg\n\(row)\n")) { error in
        XCTAssert("\(error)".hasPrefix(expected), "\(error)")
      }
    }
    XCTAssertThrowsError(try table("id,week,sex,height_cm\nP1,0,1,181\n")) { error in
      XCTAssertEqual(
        "\(error)", "clinic.csv: expected a column berg, found id, week, sex, height_cm")
    }
  }

  func testEveryScaleRefusesWhatItCannotGive() throws {
    for scale in ClinicalScale.catalog {
      let (low, high) = (scale.range.lowerBound, scale.range.upperBound)
      func make(_ score: Double) throws -> ClinicalTable {
        try ClinicalTable(
          columns: [.scale("score", scale)], participants: [ParticipantID("P1")], values: [score])
      }
      XCTAssertEqual(try make(low).values, [low])
      XCTAssertEqual(try make(high).values, [high])
      XCTAssertTrue(try make(.nan).values[0].isNaN)
      for wrong in [low - 1, high + 1, .infinity] {
        XCTAssertThrowsError(try make(wrong), scale.title) { error in
          guard
            case .notOnScale(let cell, .outOfRange(let named, let found))? = error
              as? ClinicalTableError
          else { return XCTFail("\(error)") }
          XCTAssertEqual(cell.row, 1)
          XCTAssertEqual(cell.column, "score")
          XCTAssertEqual(named, scale)
          XCTAssertEqual(found, wrong)
        }
      }
    }
  }

  func testNoneIsALevelWhereTheCategoryHasItAndMissingElsewhere() throws {
    let schema = ClinicalSchema(
      participant: "id",
      columns: [.category("improved", ["None", "Some"]), .category("sex", ["f", "m"])])
    let text = try DelimitedTable(
      Data("id,improved,sex\n1,None,none\n2,Some,f\n".utf8), name: "a.csv",
      textColumns: schema.textColumns)
    let table = try ClinicalTable(text, schema: schema)
    XCTAssertEqual(try table.column("improved"), [0, 1])
    XCTAssertTrue(try table.column("sex")[0].isNaN)
  }

  func testPatientsBecomeRowsOfVisits() throws {
    let visits = try [(0.0, 30.0), (6, 48)].map { week, score in
      PatientVisit(
        weeksSinceInjury: week,
        assessments: [try ClinicalAssessment(scale: .bergBalance, score: score)])
    }
    let patient = PatientRecord(
      participant: ParticipantID("SYN1"),
      demographics: Demographics(ageYears: 61, sex: .male, massKg: 80), visits: visits)
    let table = try ClinicalTable(patients: [patient], scales: [.bergBalance, .barthel])
    XCTAssertEqual(table.order, [0, 6])
    XCTAssertEqual(try table.column("bergBalance"), [30, 48])
    XCTAssertEqual(try table.column("sex"), [1, 1])
    XCTAssertTrue(try table.column("barthel").allSatisfy(\.isNaN))
    XCTAssertTrue(try table.column("heightM").allSatisfy(\.isNaN))
  }

  func testASchemaAndItsErrorsSurviveJSON() throws {
    let decoded = try JSONDecoder().decode(
      ClinicalSchema.self, from: JSONEncoder().encode(schema))
    XCTAssertEqual(decoded, schema)
    let twice = Data(#"{"names":["a","a"],"spellings":{}}"#.utf8)
    XCTAssertThrowsError(try JSONDecoder().decode(CategoryLevels.self, from: twice))
    let column = ClinicalColumn.number("x")
    XCTAssertThrowsError(
      try ClinicalTable(columns: [column, column], participants: [], values: [])
    ) { error in
      XCTAssertEqual("\(error)", "clinical table: expected every column once, found x, x")
    }
  }
}
