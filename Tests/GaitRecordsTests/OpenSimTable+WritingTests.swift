import GaitRecords
import GaitTestSupport
import XCTest

final class OpenSimTableWritingTests: XCTestCase {
  func testWhatIsWrittenIsReadBackBitForBit() throws {
    for name in ["ik-v1.mot", "id-commas.sto", "states-v3.sto", "orientations-v3.sto"] {
      let (table, _) = try OpenSimTable.read(Fixture.url("records/opensim/\(name)"))
      let (again, report) = try OpenSimTable.read(table.encoded(), name: name)
      XCTAssertEqual(again, table, name)
      XCTAssertTrue(report.isClean, name)
    }
  }

  func testMissingValuesAreWrittenAsNaN() throws {
    let table = OpenSimTable(
      name: "a\nb", labels: ["x"], times: [0, 0.1], values: [.nan, 1], isInDegrees: false)
    let text = String(decoding: table.encoded(), as: UTF8.self)
    XCTAssertEqual(
      text,
      "a b\nversion=1\nnRows=2\nnColumns=2\ninDegrees=no\nendheader\ntime\tx\n0.0\tnan\n0.1\t1.0\n")
    let (again, _) = try OpenSimTable.read(table.encoded(), name: "x.sto")
    expectEqual(again.values, [nil, 1])
  }

  func testAFileIsReplacedWhole() throws {
    let url = try temporaryFolder(self).appendingPathComponent("x.mot")
    let table = OpenSimTable(name: "walk", labels: ["x"], times: [1], values: [2])
    try Data("older and much longer than what comes now".utf8).write(to: url)
    try table.write(to: url)
    XCTAssertEqual(try Data(contentsOf: url), table.encoded())
    XCTAssertEqual(try OpenSimTable.read(url).table, table)
  }
}
