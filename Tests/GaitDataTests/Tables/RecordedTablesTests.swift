import Foundation
import GaitData
import GaitRecords
import XCTest

/// Tables that clinics and studies published; every test prints what it found.
final class RecordedTablesTests: XCTestCase {
  private func file(_ path: String) throws -> URL {
    guard let root = ProcessInfo.processInfo.environment["GAIT_DATA"] else {
      throw XCTSkip("set GAIT_DATA to the folder of real recordings to run this test")
    }
    return URL(fileURLWithPath: root).appendingPathComponent(path)
  }

  private func report(_ name: String, _ table: ClinicalTable) {
    let shares = zip(table.columns, table.missingShares).filter { $0.1 > 0 }.map { column, share in
      "\(column.name) \(Int((share * 100).rounded())) %"
    }
    let missing = shares.isEmpty ? "nothing" : shares.joined(separator: ", ")
    let people = Set(table.participants).count
    print("\(name): \(table.rowCount) rows of \(people) people, missing: \(missing)")
  }

  func testWeeklyBarthelScoresBecomeEightVisits() throws {
    let weeks = 1...8
    let schema = ClinicalSchema(
      participant: "subject",
      columns: [.category("group", ["A", "B", "C"])] + weeks.map { .scale("week\($0)", .barthel) })
    let wide = try ClinicalTable(
      contentsOf: try file("clinical/stroke_barthel_weekly.csv"), schema: schema)
    report("stroke_barthel_weekly", wide)
    XCTAssertEqual(wide.rowCount, 18)
    XCTAssertEqual(wide.missingShares.max(), 0)
    let packed = try PackedVisits(
      participants: wide.participants.flatMap { person in weeks.map { _ in person } },
      order: wide.participants.flatMap { _ in weeks.map(Double.init) }, columnNames: ["barthel"],
      values: (0..<18).flatMap { row in weeks.map { [wide[row, $0]] } })
    XCTAssertEqual(packed.tensor.shape, [18, 8, 1])
    XCTAssertEqual(packed[0, 7, 0], 90)
    XCTAssertEqual(packed.visitMask.elements.reduce(0, +), 144)
  }

  func testTestsAfterComaAreVisitsOfUnequalNumber() throws {
    let schema = ClinicalSchema(
      participant: "id", visit: "days",
      columns: [
        .number("coma", source: "duration", range: 0...400), .category("sex", ["Female", "Male"]),
        .number("age", range: 5...90), .number("piq", range: 40...160),
        .number("viq", range: 40...160),
      ])
    let table = try ClinicalTable(
      contentsOf: try file("clinical/wong_coma_iq_recovery.csv"), schema: schema)
    report("wong_coma_iq_recovery", table)
    let packed = try PackedVisits(table)
    let several = packed.lengths.count { $0 > 1 }
    print("wong: \(packed.participants.count) patients, \(several) with several visits")
    XCTAssertGreaterThan(several, 40)
    XCTAssertEqual(packed.lengths.reduce(0, +), table.rowCount)
    for own in packed.order { XCTAssertEqual(own, own.sorted()) }
  }

  func testParkinsonDemographicsKeepTheirScales() throws {
    let schema = ClinicalSchema(
      participant: "ID",
      columns: [
        .category(
          "group", source: "Group",
          CategoryLevels(["patient", "control"], spellings: ["1": "patient", "2": "control"])),
        .category(
          "sex", source: "Gender",
          CategoryLevels(["male", "female"], spellings: ["1": "male", "2": "female"])),
        .number("age", source: "Age", range: 30...100),
        .number("mass", source: "Weight", unit: .kilogram, range: 30...160),
        .scale("hoehnYahr", source: "HoehnYahr", .hoehnYahr),
        .scale("updrs", source: "UPDRS", .updrsTotal),
        .scale("updrsMotor", source: "UPDRSM", .updrsMotor),
        .scale("timedUpAndGo", source: "TUAG", .timedUpAndGo),
      ])
    let table = try ClinicalTable(contentsOf: try file("gaitpdb/demographics.txt"), schema: schema)
    report("gaitpdb demographics", table)
    XCTAssertEqual(table.rowCount, 118)
    let groups = try table.column("group")
    let stages = try table.column("hoehnYahr")
    for (group, stage) in zip(groups, stages) where !stage.isNaN {
      XCTAssert(group == 0 ? stage > 0 : stage == 0, "group \(group), stage \(stage)")
    }
    let rows = Array(0..<table.rowCount)
    let encoder = try ClinicalEncoder().fitted(to: table, rows: rows)
    let numbers = try encoder.numbers(table, rows: rows)
    print("gaitpdb demographics: columns \(numbers.names)")
    XCTAssert(numbers.names.contains("timedUpAndGo is missing"))
  }

  func testHeightsInCentimetresAmongMetresAreRefused() throws {
    let schema = ClinicalSchema(
      participant: "ID",
      columns: [.number("height", source: "Height", unit: .metre, range: 1...2.3)])
    let url = try file("gaitpdb/demographics.txt")
    XCTAssertThrowsError(try ClinicalTable(contentsOf: url, schema: schema)) { error in
      print("gaitpdb heights: \(error)")
      XCTAssert("\(error)".contains("column height: expected 1.0 to 2.3 m, found 1"), "\(error)")
    }
  }

  func testBalanceAndTreatmentTablesRead() throws {
    let balance = try ClinicalTable(
      contentsOf: try file("balance-bds/BDSinfo.txt"),
      schema: ClinicalSchema(
        participant: "Subject",
        columns: [
          .category("sex", source: "Gender", ["F", "M"]), .number("age", source: "Age"),
          .number("height", source: "Height", unit: .centimetre, range: 120...220),
          .scale("miniBESTest", source: "Best_T", .miniBESTest),
        ]))
    report("balance-bds", balance)
    XCTAssertEqual(balance.rowCount, 13)
    XCTAssertEqual(balance[0, 2], 1.575, accuracy: 1e-9)
    let berg = try ClinicalTable(
      contentsOf: try file("elderly-emg-force/demographics.csv"),
      schema: ClinicalSchema(
        participant: "group",
        columns: [
          .number("age"), .number("mass", source: "weight_kg", unit: .kilogram),
          .scale("berg", source: "berg_balance_score", .bergBalance),
        ]))
    report("elderly-emg-force", berg)
    XCTAssertEqual(Set(berg.participants).count, 11)
    let arthritis = try ClinicalTable(
      contentsOf: try file("clinical/arthritis_treatment.csv"),
      schema: ClinicalSchema(
        participant: "ID",
        columns: [
          .category("treatment", source: "Treatment", ["Placebo", "Treated"]),
          .category("improved", source: "Improved", ["None", "Some", "Marked"]),
        ]))
    report("arthritis_treatment", arthritis)
    XCTAssertEqual(arthritis.missingShares, [0, 0])
  }
}
