import GaitReports
import XCTest

final class DataTableTests: XCTestCase {
  func testCommaSeparatedValuesKeepAllDigitsAndNoFormula() {
    XCTAssertEqual(
      SampleReport.table.commaSeparated,
      """
      predictor,frames,R2,RMSE (N m/kg)
      Cross-LSTM,1896,0.74512345,0.2
      "'=HYPERLINK(""x"")",12,,
      "a, ""quoted"" name",-3,-0.0001,

      """)
  }

  func testMarkdownShowsRoundedNumbersAndDashesForTheMissing() {
    XCTAssertEqual(
      SampleReport.table.markdown,
      """
      | predictor | frames | R2 | RMSE (N m/kg) |
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

  func testARowTooWideForAPhoneNamesItsCells() {
    func page(_ columns: Int, _ title: String = "column") -> String {
      Report(
        title: "A page", summary: "Scores.", isSynthetic: false,
        sections: [
          Report.Section(
            "Scores",
            [
              .table(
                DataTable(
                  caption: "Scores",
                  columns: (0..<columns).map { DataTable.Column("\(title) \($0)") },
                  rows: [(0..<columns).map { .count($0) }]))
            ])
        ]
      ).page
    }
    XCTAssertTrue(page(7).contains("<td class=\"n\" data-label=\"column 5\">5</td>"))
    XCTAssertFalse(page(6).contains("data-label=\""))
    XCTAssertTrue(
      page(4, "electroencephalogram").contains("data-label=\""), "four columns of long words, too")
  }

  func testASmallPValueIsNotShownAsZeroAndSavedWithItsDigits() {
    let table = DataTable(
      caption: "Tests", columns: [DataTable.Column("p")],
      rows: [[DataTable.pValue(3e-9)], [DataTable.pValue(0.04321)], [DataTable.pValue(nil)]])
    XCTAssertEqual(table.markdown, "| p |\n| --- |\n| <.0001 |\n| 0.0432 |\n| – |\n")
    XCTAssertEqual(table.commaSeparated, "p\n3e-09\n0.04321\n\n")
  }

  func testANumberThatIsNotFiniteIsMissing() {
    XCTAssertEqual(DataTable.cell(.infinity), .missing)
    XCTAssertEqual(DataTable.cell(nil), .missing)
    XCTAssertEqual(DataTable.cell(1.5), .number(1.5, decimals: 3))
  }
}
