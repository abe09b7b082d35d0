import Foundation
import GaitTestSupport
import XCTest

/// What files hold, on the command line.
final class InspectCommandTests: XCTestCase {
  private func path(_ name: String) -> String { Fixture.url("records/\(name)").path }

  func testPeopleReadLinesAndMachinesReadJSON() throws {
    let text = try GaitProcess.run("inspect", path("c3d/intel-real.c3d"))
    XCTAssertEqual(text.exitCode, 0, text.errors)
    XCTAssert(text.output.hasPrefix("intel-real.c3d: C3D, intel, floats\n"), text.output)
    let json = try GaitProcess.run("inspect", path("edf/plus.edf"), "--json")
    XCTAssertEqual(json.exitCode, 0, json.errors)
    let fields = try XCTUnwrap(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    XCTAssertEqual(fields["format"] as? String, "EDF")
    XCTAssertEqual((fields["devices"] as? [Any])?.isEmpty, false)
  }

  func testWeightsAreListedByTensor() throws {
    let file = Fixture.url("reference/safetensors/golden.safetensors").path
    let result = try GaitProcess.run("inspect", file)
    XCTAssertEqual(result.exitCode, 0, result.errors)
    XCTAssert(result.output.contains("safetensors"), result.output)
  }

  func testBrokenMissingAndUnknownFilesEndWithTheirCodes() throws {
    let workspace = try Workspace()
    assertFails(
      try GaitProcess.run("inspect", workspace.path("none.c3d")), 74, naming: "none.c3d",
      "no such file")
    let broken = workspace.path("broken.c3d")
    try Fixture.data("records/c3d/intel-real.c3d").prefix(700)
      .write(to: URL(fileURLWithPath: broken))
    assertFails(try GaitProcess.run("inspect", broken), 65, naming: "broken.c3d")
    let noise = workspace.path("noise")
    try Data([200, 0, 1, 0, 7, 9, 9, 1, 1, 1]).write(to: URL(fileURLWithPath: noise))
    assertFails(try GaitProcess.run("inspect", noise), 65, naming: "noise", "zero byte")
    assertFails(try GaitProcess.run("inspect"), 64, naming: "expected one file")
    assertFails(
      try GaitProcess.run("inspect", noise, "--angles", "grads"), 64, naming: "--angles")
  }
}
