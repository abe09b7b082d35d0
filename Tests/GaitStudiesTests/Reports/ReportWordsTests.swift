import GaitStudies
import XCTest

final class ReportWordsTests: XCTestCase {
  func testNamesOfFilesBecomeWordsAndScalesTheirTitles() {
    XCTAssertEqual(ReportWords.of("age_years"), "age (years)")
    XCTAssertEqual(ReportWords.of("sprainGrade2"), "sprain grade 2")
    XCTAssertEqual(ReportWords.of("rmse"), "RMSE")
    XCTAssertEqual(ReportWords.of("weberB"), "Weber B")
    XCTAssertEqual(ReportWords.of("pareticBiceps envelope"), "paretic biceps envelope")
    XCTAssertEqual(
      ReportWords.of("ipsilateral.kneeCentre.accelerationUp"),
      "ipsilateral knee centre acceleration up")
    XCTAssertEqual(ReportWords.of("fuglMeyerTotal"), "Fugl-Meyer motor total")
  }
}
