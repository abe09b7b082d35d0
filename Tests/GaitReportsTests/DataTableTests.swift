import GaitReports
import XCTest

final class DataTableTests: XCTestCase {
  func testCommaSeparatedValuesKeepAllDigitsAndNoFormula() {
    XCTAssertEqual(
      SampleReport.table.commaSeparated,
      """
      predictor,frames,R2 (1),RMSE (N m/kg)
      Cross-LSTM,1896,0.74512345,0.2
      "'=HYPERLINK(""x"")",12,,
      "a, ""quoted"" name",-3,-0.0001,

      """)
  }

  func testMarkdownShowsRoundedNumbersAndDashesForTheMissing() {
    XCTAssertEqual(
      SampleReport.table.markdown,
      """
      | predictor | frames | R2 (1) | RMSE (N m/kg) |
      | --- | --- | --- | --- |
      | Cross-LSTM | 1896 | 0.745 | 0.20 |
      | =HYPERLINK("x") | 12 | – | – |
      | a, "quoted" name | -3 | 0.00 | – |

      """)
  }

  func testACaptionStandsOutsideWhatIsScrolled() throws {
    let report = Report(
      title: "A page", summary: "Scores.", isSynthetic: false,
      sections: [Report.Section("Scores", [.table(SampleReport.table)])])
    let caption = try XCTUnwrap(report.page.range(of: SampleReport.table.caption))
    let scrolled = try XCTUnwrap(report.page.range(of: "<div class=\"wide\">"))
    XCTAssertLessThan(caption.lowerBound, scrolled.lowerBound)
  }

  func testANumberThatIsNotFiniteIsMissing() {
    XCTAssertEqual(DataTable.cell(.infinity), .missing)
    XCTAssertEqual(DataTable.cell(nil), .missing)
    XCTAssertEqual(DataTable.cell(1.5), .number(1.5, decimals: 3))
  }
}
