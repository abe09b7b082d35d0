import Foundation
import GaitTestSupport
import XCTest

/// Records in other formats, on the command line.
final class ConvertCommandTests: XCTestCase {
  private func path(_ name: String) -> String { Fixture.url("records/\(name)").path }

  func testWhatIsLostIsSaidOnStandardError() throws {
    let workspace = try Workspace()
    let output = workspace.path("points.csv")
    let result = try GaitProcess.run(
      "convert", path("c3d/intel-real.c3d"), output, "--device", "points")
    XCTAssertEqual(result.exitCode, 0, result.errors)
    XCTAssert(
      result.errors.contains("gait: warning: lost in points.csv: left out as asked: analog\n"),
      result.errors)
    let text = try String(contentsOfFile: output, encoding: .utf8)
    XCTAssert(text.hasPrefix("time[s],"), text)
  }

  func testNothingIsReplacedUnlessAskedFor() throws {
    let workspace = try Workspace()
    let output = workspace.path("markers.csv")
    XCTAssertEqual(try GaitProcess.run("convert", path("trc/plain.trc"), output).exitCode, 0)
    assertFails(
      try GaitProcess.run("convert", path("trc/plain.trc"), output), 64, naming: "markers.csv",
      "--force")
    let forced = try GaitProcess.run("convert", path("trc/plain.trc"), output, "--force")
    XCTAssertEqual(forced.exitCode, 0, forced.errors)
  }

  func testWhatCannotBeCarriedIsRefused() throws {
    let workspace = try Workspace()
    assertFails(
      try GaitProcess.run("convert", path("c3d/intel-real.c3d"), workspace.path("both.csv")), 65,
      naming: "one table has one clock")
    assertFails(
      try GaitProcess.run("convert", path("trc/plain.trc"), workspace.path("m.xlsx")), 65,
      naming: "xlsx", ".csv")
    assertFails(
      try GaitProcess.run("convert", workspace.path("none.trc"), workspace.path("m.csv")), 74,
      naming: "none.trc")
    assertFails(
      try GaitProcess.run("convert", path("trc/plain.trc")), 64, naming: "one to write")
    assertFails(
      try GaitProcess.run(
        "convert", path("trc/plain.trc"), workspace.path("m"), "--layout", "heap"), 64,
      naming: "--layout")
  }
}
