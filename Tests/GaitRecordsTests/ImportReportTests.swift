import GaitRecords
import XCTest

final class ImportReportTests: XCTestCase {
  func testMergesEverythingAndListsAConversionOnce() {
    var one = ImportReport()
    one.warn("first", file: "a.csv", line: 3)
    one.addConversion(file: "a.csv", quantity: "angles", from: .degree, to: .radian)
    one.addConversion(file: "a.csv", quantity: "angles", from: .degree, to: .radian)
    one.addConversion(file: "a.csv", quantity: "force", from: .newton, to: .newton)
    XCTAssertTrue(ImportReport().isClean)
    XCTAssertFalse(one.isClean)
    var two = ImportReport()
    two.addDroppedRows(2)
    two.addGap(file: "a.csv", channel: "knee", firstFrame: 4, frameCount: 3, startTimeS: 0.04)
    two.addConversion(file: "a.csv", quantity: "angles", from: .degree, to: .radian)
    one.merge(two)
    XCTAssertEqual(one.conversions.count, 1)
    XCTAssertEqual(one.droppedRows, 2)
    XCTAssertEqual(one.warnings.map(\.description), ["a.csv, line 3: first"])
    XCTAssertEqual(
      one.gaps.map(\.description), ["a.csv: knee: 3 frames missing from 0.04 s (frame 4)"])
  }

  func testConversionsAloneLeaveAReportClean() {
    var report = ImportReport()
    report.addConversion(file: "a.csv", quantity: "angles", from: .degree, to: .radian)
    XCTAssertTrue(report.isClean)
  }
}
