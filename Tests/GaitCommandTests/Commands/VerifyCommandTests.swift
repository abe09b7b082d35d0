import Foundation
import GaitTestSupport
import XCTest

/// Reference cases on the command line.
final class VerifyCommandTests: XCTestCase {
  private func caseURL(_ name: String) -> URL {
    Fixture.url("reference/verify/\(name).safetensors")
  }

  /// A copy of a case with one byte changed.
  private func damaged(_ workspace: Workspace, place: (Data) -> Int) throws -> String {
    var bytes = try Data(contentsOf: caseURL("lstm"))
    bytes[place(bytes)] ^= 0x40
    try bytes.write(to: workspace.url.appendingPathComponent("damaged.safetensors"))
    return workspace.path("damaged.safetensors")
  }

  func testCasesThatAgreeEndWithZero() throws {
    let names = ["cross-lstm", "cross-lstm-batch-statistics", "lstm", "lstm-batch-statistics"]
    for name in names {
      let result = try GaitProcess.run("verify", caseURL(name).path)
      XCTAssertEqual(result.exitCode, 0, result.output)
      XCTAssert(result.output.contains("equal within tolerance"))
      for kind in ["outputs", "gradients", "input_gradients", "losses"] {
        XCTAssert(result.output.contains("  \(kind) "), "\(name) \(kind)")
      }
    }
  }

  func testACaseThatDiffersEndsWithOne() throws {
    let workspace = try Workspace()
    // The exponent of the last float of the file.
    let file = try damaged(workspace) { $0.count - 1 }
    let result = try GaitProcess.run("verify", caseURL("lstm").path, file)
    XCTAssertEqual(result.exitCode, 1)
    XCTAssertEqual(result.errors, "gait: verify: 1 of 2 cases differ\n")
    XCTAssert(result.output.contains("DIFFERS"))
  }

  func testWritesWhatItRecomputed() throws {
    let workspace = try Workspace()
    let file = workspace.path("recomputed.safetensors")
    let result = try GaitProcess.run("verify", caseURL("lstm").path, "--write", file)
    XCTAssertEqual(result.exitCode, 0, result.errors)
    let size = try Data(contentsOf: URL(fileURLWithPath: file)).count
    XCTAssertGreaterThan(size, 1000)
  }

  func testMissingTruncatedAndHostileFilesAreRefused() throws {
    let workspace = try Workspace()
    let missing = workspace.path("none.safetensors")
    assertFails(try GaitProcess.run("verify", missing), 74, naming: missing, "No such file")
    let short = workspace.path("short.safetensors")
    let whole = try Data(contentsOf: caseURL("lstm"))
    for length in [0, 7, 100, whole.count - 1] {
      try whole.prefix(length).write(to: URL(fileURLWithPath: short))
      assertFails(try GaitProcess.run("verify", short), 65, naming: "short.safetensors")
    }
    let folder = Fixture.url("hostile/safetensors")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".safetensors") }.sorted()
    XCTAssertGreaterThan(names.count, 5)
    for name in names {
      // Long paths are cut in messages.
      assertFails(
        try GaitProcess.run("verify", folder.appendingPathComponent(name).path), 65,
        naming: String(name.prefix(12)))
    }
    let other = Fixture.url("reference/safetensors/golden.safetensors").path
    assertFails(try GaitProcess.run("verify", other), 65, naming: "golden.safetensors", "model")
  }
}
