import GaitRecords
import GaitTestSupport
import XCTest

final class DelimitedTableTests: XCTestCase {
  private struct Reference: Decodable {
    struct Tables: Decodable {
      let files: [String]
      let values: [Double?]
    }

    let tables: Tables
  }

  func testEveryDialectHoldsTheNumbersThatPythonWrote() throws {
    let reference: Reference = try Fixture.json("reference/text-tables.json")
    XCTAssertGreaterThan(reference.tables.files.count, 15)
    for file in reference.tables.files {
      let table = try DelimitedTable(contentsOf: Fixture.url("records/tables/\(file)"))
      XCTAssertEqual(table.columnNames.count, 4, file)
      XCTAssertEqual(table.rowCount, 7, file)
      expectEqual(table.values, reference.tables.values, file)
      if file == "comma-no-header.csv" {
        XCTAssertEqual(table.columnNames.first, "column 1")
      } else {
        XCTAssertEqual(table.columnNames.first, "time_s", file)
        XCTAssertEqual(table.columnNames[2].replacing(" ", with: "_"), "angle_\"x\"", file)
      }
    }
  }

  func testAColumnIsFoundByItsName() throws {
    let found = try table("a,b\n1,2\n3,\n")
    expectEqual(try found.numbers("b"), [2, nil])
    expectError("table.csv: expected a column c, found a, b") { try found.numbers("c") }
    expectError("table.csv: expected a column a of words, found a, b") { try found.text("a") }
  }

  func testRepeatedNamesGetASuffixThatIsNotTaken() throws {
    let found = try table("X[s],EMG,X[s],X[s],X[s].1\n1,2,3,4,5\n")
    XCTAssertEqual(found.columnNames, ["X[s]", "EMG", "X[s].2", "X[s].3", "X[s].1"])
  }

  func testWordsAndNumbersStandSideBySide() throws {
    let text = "time_s,side,event\n0.5,Left,\"Foot\nStrike\"\n0.75, Right ,Foot Off\n"
    let found = try table(text, textColumns: .named(["side", "event", "absent"]))
    expectEqual(try found.numbers("time_s"), [0.5, 0.75])
    XCTAssertEqual(try found.text("side"), ["Left", "Right"])
    XCTAssertEqual(try found.text("event"), ["Foot\nStrike", "Foot Off"])
    XCTAssertEqual([found.line(ofRow: 0), found.line(ofRow: 1)], [2, 4])
  }

  func testBlankLinesAreLeftOutAndReported() throws {
    let found = try table("\n\na,b\n1,2\n\n  \n3,4\n\n\n")
    expectEqual(found.values, [1, 2, 3, 4])
    XCTAssertEqual(found.report.droppedRows, 2)
    XCTAssertEqual(
      found.report.warnings.map(\.description), ["table.csv, line 5: 2 blank lines left out"])
    XCTAssertEqual([found.line(ofRow: 0), found.line(ofRow: 1)], [4, 7])
  }

  func testARowOfBlankCellsIsARow() throws {
    expectEqual(try table("a,b\n,\n1,2\n").values, [nil, nil, 1, 2])
    expectEqual(try table("a,b\n1,\n").values, [1, nil])
  }

  func testLatin1HeadersAreRead() throws {
    let bytes = Data("p[N/cm".utf8) + Data([0xB2]) + Data("],q\n1,2\n".utf8)
    let found = try DelimitedTable(bytes, name: "insole.csv")
    XCTAssertEqual(found.columnNames, ["p[N/cm\u{B2}]", "q"])
  }

  func testASliceOfDataIsReadFromItsOwnStart() throws {
    let data = Data("xxxxa,b\n1,2\n".utf8).dropFirst(4)
    XCTAssertEqual(try DelimitedTable(data, name: "slice.csv").columnNames, ["a", "b"])
  }

  func testNothingAtAllIsATableWithoutRows() throws {
    for text in ["", "\n", "\n\n  \n"] {
      let found = try table(text)
      XCTAssertEqual(found.rowCount, 0)
    }
    let header = try table("a,b\n")
    XCTAssertEqual(header.columnNames, ["a", "b"])
    XCTAssertEqual(header.rowCount, 0)
  }

  func testAFileThatIsNotThereOrAFolderIsRefused() throws {
    let folder = try temporaryFolder(self)
    let missing = folder.appendingPathComponent("none.csv")
    expectError("\(missing.path): cannot be read: no such file") {
      try DelimitedTable(contentsOf: missing)
    }
    expectError("\(folder.path): cannot be read: it is a folder") {
      try DelimitedTable(contentsOf: folder)
    }
  }

  func testLimitsAreKept() {
    expectError("table.csv: bytes: at most 5 allowed, found 8") {
      try table("a,b\n1,2\n", limits: ReadingLimits(maximumBytes: 5))
    }
    expectError("table.csv: columns: at most 1 allowed, found 2") {
      try table("a,b\n1,2\n", limits: ReadingLimits(maximumColumns: 1))
    }
    expectError("table.csv: rows: at most 1 allowed, found 2") {
      try table("a,b\n1,2\n3,4\n", limits: ReadingLimits(maximumRows: 1))
    }
  }

  func testManyColumnsAndManyBlankLinesReserveNoMoreThanTheBytes() throws {
    // 20,000 columns times 200,000 lines would be 32 GB.
    let text = String(repeating: ",", count: 19_999) + String(repeating: "\n", count: 200_000)
    let found = try table(text, dialect: TableDialect(hasHeader: true))
    XCTAssertEqual(found.columnNames.count, 20_000)
    XCTAssertEqual(found.rowCount, 0)
    XCTAssertLessThanOrEqual(found.values.capacity, 300_000)
  }
}
