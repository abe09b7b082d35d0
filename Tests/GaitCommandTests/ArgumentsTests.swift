import GaitTestSupport
import XCTest

/// Wrong uses of the command line end with 64 and a line that says what is wrong.
final class ArgumentsTests: XCTestCase {
  func testUnknownNamesAreWrongUses() throws {
    assertFails(try GaitProcess.run(), 64, naming: "a command is missing")
    assertFails(try GaitProcess.run("fly"), 64, naming: "unknown command \"fly\"")
    assertFails(try GaitProcess.run("models", "--loud"), 64, naming: "unknown option --loud")
    assertFails(try GaitProcess.run("bench", "--only", "nothing"), 64, naming: "nothing", "lstm")
    assertFails(
      try GaitProcess.run("study", "nothing", "--data", "a", "--out", "b"), 64,
      naming: "nothing", "joint-moments")
  }

  func testMissingOperandsAndValuesAreWrongUses() throws {
    assertFails(try GaitProcess.run("study"), 64, naming: "joint-moments")
    assertFails(try GaitProcess.run("study", "joint-moments"), 64, naming: "--data is missing")
    assertFails(
      try GaitProcess.run("study", "joint-moments", "--data", "x"), 64, naming: "--out is missing")
    assertFails(try GaitProcess.run("evaluate", "--run", "x"), 64, naming: "--data is missing")
    assertFails(
      try GaitProcess.run("predict", "--run", "x", "--input", "y"), 64,
      naming: "--output is missing")
    assertFails(try GaitProcess.run("verify"), 64, naming: "a case is missing")
    assertFails(try GaitProcess.run("bench", "--batch"), 64, naming: "--batch: a value is missing")
  }

  func testValuesThatAreNoNumbersOrGivenTwiceAreWrongUses() throws {
    for value in ["0", "-3", "many", "1.5", " "] {
      assertFails(try GaitProcess.run("bench", "--batch", value), 64, naming: "--batch", value)
    }
    assertFails(
      try GaitProcess.run("verify", "a", "--tolerance", "nan"), 64, naming: "--tolerance", "nan")
    assertFails(
      try GaitProcess.run("bench", "--batch", "1", "--batch=2"), 64, naming: "given twice")
    assertFails(try GaitProcess.run("models", "more"), 64, naming: "unexpected \"more\"")
    assertFails(
      try GaitProcess.run("verify", "a", "b", "--write", "c"), 64, naming: "--write")
  }

  func testHelpAndVersionEndWell() throws {
    let help = try GaitProcess.run("--help")
    XCTAssertEqual(help.exitCode, 0)
    for name in ["models", "verify", "bench", "study", "evaluate", "predict"] {
      XCTAssert(help.output.contains("  gait \(name) "), name)
      let own = try GaitProcess.run(name, "--help")
      XCTAssertEqual(own.exitCode, 0)
      XCTAssert(own.output.hasPrefix("usage: gait \(name) "), own.output)
      XCTAssertEqual(own.errors, "")
    }
    XCTAssertEqual(try GaitProcess.run("--version").output.prefix(5), "gait ")
  }
}
