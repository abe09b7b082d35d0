import Foundation
import GaitReports
import XCTest

final class ReportTests: XCTestCase {
  func testThePageHoldsNoScriptAndNoLink() throws {
    let page = try SampleReport.make().page
    XCTAssertFalse(page.contains("<script"))
    XCTAssertTrue(page.contains("&lt;script&gt;"))
    let withoutNamespace = page.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
    for forbidden in ["http:", "https:", "src=", "href=", "@import", "url("] {
      XCTAssertFalse(withoutNamespace.contains(forbidden), forbidden)
    }
    XCTAssertTrue(page.contains("default-src 'none'"))
  }

  func testALongSettingBreaksWhereItsWordsMeetAndNumbersDoNot() {
    let report = Report(
      title: "A page", summary: "Settings.", isSynthetic: false,
      sections: [
        Report.Section("Settings", [.facts([("envelope.smoothingOrder<2", "0.25, lower.knee")])])
      ])
    XCTAssertTrue(
      report.page.contains(
        "<dt>envelope.<wbr>smoothing<wbr>Order&lt;2</dt><dd>0.25, lower.<wbr>knee</dd>"))
  }

  func testSyntheticDataAreDeclaredAndRealOnesAreNot() throws {
    var report = try SampleReport.make()
    XCTAssertTrue(report.page.contains("Synthetic data: every person"))
    report.isSynthetic = false
    XCTAssertFalse(report.page.contains("Synthetic data: every person"))
  }

  func testEveryFigureHasADrawingAndItsNumbersBesideThePage() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "report-\(UInt64.random(in: 0 ... .max))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let report = try SampleReport.make()
    try report.write(to: folder)
    let figures = try FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent("figures").path)
    XCTAssertEqual(figures.count, 2 * report.figures.count)
    XCTAssertTrue(figures.contains("02-hip-flexion-moment-over-the-gait-cycle.csv"))
    let page = try String(
      contentsOf: folder.appendingPathComponent("report.html"), encoding: .utf8)
    XCTAssertEqual(page, report.page)
    XCTAssertLessThan(page.utf8.count, 2 << 20)
  }

  func testFileNamesHoldOnlyLettersAndDigitsOfTheTitle() {
    let figure = CurvesFigure(
      title: "../../etc/passwd \u{0}", horizontal: PlotQuantity("time", unit: "s"),
      vertical: PlotQuantity("force", unit: "N"), curves: [])
    let report = Report(
      title: "", summary: "", isSynthetic: false,
      sections: [Report.Section("", [.figures([figure])])])
    XCTAssertEqual(
      report.files.map(\.path),
      ["report.html", "figures/01-etc-passwd.svg", "figures/01-etc-passwd.csv"])
  }
}
