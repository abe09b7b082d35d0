import GaitRecords
import XCTest

final class TableDialectDetectionTests: XCTestCase {
  private func dialect(_ text: String) throws -> TableDialect { try table(text).dialect }

  func testTellsTheDelimiterByEqualCounts() throws {
    XCTAssertEqual(try dialect("a,b\n1,2\n").delimiter, .comma)
    XCTAssertEqual(try dialect("a;b\n1;2\n").delimiter, .semicolon)
    XCTAssertEqual(try dialect("a\tb c\n1\t2\n").delimiter, .tab)
    XCTAssertEqual(try dialect("a|b\n1|2\n").delimiter, .bar)
    XCTAssertEqual(try dialect("a  b\n 1 2\n").delimiter, .whitespace)
    XCTAssertEqual(try dialect("a\n1\n").delimiter, .comma)
  }

  func testTellsADecimalCommaOnlyWhereItParts() throws {
    XCTAssertEqual(try dialect("a;b\n1,5;2\n").decimalSeparator, .comma)
    XCTAssertEqual(try dialect("a;b\n1.5;2\n").decimalSeparator, .point)
    XCTAssertEqual(try dialect("a;b\n1;2\n").decimalSeparator, .point)
    XCTAssertEqual(try dialect("a\tb\n-1,5e3\t,5\n").decimalSeparator, .comma)
    XCTAssertEqual(try dialect("a,b\n1,5\n").decimalSeparator, .point)
  }

  func testAHeaderIsARowWithAWord() throws {
    XCTAssertTrue(try dialect("a,1\n1,2\n").hasHeader)
    XCTAssertFalse(try dialect("1,2\n3,4\n").hasHeader)
    XCTAssertFalse(try dialect("1,NaN\n3,4\n").hasHeader)
    XCTAssertFalse(try dialect("1,5;2\n3;4\n").hasHeader)
  }

  func testARaggedTableKeepsItsDelimiterSoThatTheLineIsNamed() {
    expectError("table.csv, line 3: expected 3 cells, found 2") { try table("a;b;c\n1;2;3\n4;5\n") }
    expectError("table.csv, line 4: expected 2 cells, found 3") {
      try table("a\tb\n1\t2\n3\t4\n5\t6\t7\n")
    }
  }

  func testAStatedDialectIsNotDoubted() throws {
    let found = try table(
      "1 2\n3 4\n", dialect: TableDialect(delimiter: .whitespace, hasHeader: true))
    XCTAssertEqual(found.columnNames, ["1", "2"])
    XCTAssertEqual(found.rowCount, 1)
  }
}
