import GaitRecords
import XCTest

final class MissingCellTests: XCTestCase {
  func testKnowsTheSpellingsOfNoValue() {
    for text in [
      "", "  ", "NaN", "nan", "NA", "n/a", "N/A", "-", "null", "inf", "-Inf", "\" \"", " NaN\r",
    ] {
      XCTAssertTrue(MissingCell.matches(Array(text.utf8)[...]), text)
    }
  }

  func testLeavesNumbersAndWordsAlone() {
    for text in ["0", "-0", "1e5", "nano", "nothing at all", "--1"] {
      XCTAssertFalse(MissingCell.matches(Array(text.utf8)[...]), text)
    }
  }

  func testTrimsBlanksAndOnePairOfQuotes() {
    let cell = Array("\t \" 1.5 \" \r".utf8)
    XCTAssertEqual(String(decoding: MissingCell.trimmed(cell[...]), as: UTF8.self), "1.5")
  }
}
