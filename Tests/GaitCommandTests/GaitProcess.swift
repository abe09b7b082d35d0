import Foundation
import GaitTestSupport
import XCTest

/// The built `gait`, run as a user runs it.
final class GaitProcess {
  /// How a run ended.
  struct Result {
    let exitCode: Int32
    let output: String
    let errors: String

    /// The first line on standard error.
    var firstError: String { errors.split(separator: "\n").first.map(String.init) ?? "" }
  }

  /// The executable beside the test bundle.
  static let executable: URL = {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
      let products = bundle.bundleURL.deletingLastPathComponent()
    #else
      let products = Bundle.main.bundleURL
    #endif
    return products.appendingPathComponent("gait")
  }()

  private let process = Process()
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("gait-tests-" + UUID().uuidString)
  private let streams: [FileHandle]

  /// Starts it.
  ///
  /// - Parameters:
  ///   - arguments: The words behind the name.
  ///   - fileLimit: Blocks of 512 bytes that a file may grow to, as if the disk were full behind them.
  /// - Throws: Where it cannot be started.
  init(_ arguments: [String], fileLimit: Int? = nil) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    streams = try ["output", "errors"].map { [folder] name in
      let url = folder.appendingPathComponent(name)
      try Data().write(to: url)
      return try FileHandle(forWritingTo: url)
    }
    if let fileLimit {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments =
        ["-c", "trap '' XFSZ; ulimit -f \(fileLimit); exec \"$0\" \"$@\"", Self.executable.path]
        + arguments
    } else {
      process.executableURL = Self.executable
      process.arguments = arguments
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = streams[0]
    process.standardError = streams[1]
    try process.run()
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  var isRunning: Bool { process.isRunning }

  /// Ends it at once, as a power cut does.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Waits for its end.
  func result() throws -> Result {
    process.waitUntilExit()
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
    }
    return Result(
      exitCode: process.terminationStatus, output: try text("output"), errors: try text("errors"))
  }

  /// Runs it to its end.
  static func run(_ arguments: String..., fileLimit: Int? = nil) throws -> Result {
    try GaitProcess(arguments, fileLimit: fileLimit).result()
  }
}

/// Asserts that a run fails with a code, and that its first line of errors names what it should.
func assertFails(
  _ result: GaitProcess.Result, _ exitCode: Int32, naming parts: String...,
  file: StaticString = #filePath, line: UInt = #line
) {
  XCTAssertEqual(result.exitCode, exitCode, result.errors, file: file, line: line)
  let message = result.errors.split(separator: "\n").last.map(String.init) ?? ""
  XCTAssert(result.firstError.hasPrefix("gait: "), result.errors, file: file, line: line)
  XCTAssert(message.hasPrefix("gait: "), result.errors, file: file, line: line)
  for part in parts {
    XCTAssert(message.contains(part), "\(message) lacks \(part)", file: file, line: line)
  }
  XCTAssertEqual(result.output, "", file: file, line: line)
}

/// A folder for the files of a test.
final class Workspace {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("gait-tests-" + UUID().uuidString)

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// A configuration of narrow networks; more epochs make a longer run.
  func configuration(epochs: Int = 2, hidden: Int = 8) throws -> String {
    let text = """
      {"epochs": \(epochs), "stepsPerEpoch": 2, "batchSize": 4, "windowLength": 24, "hop": 12,
       "hidden": \(hidden), "heads": 2, "motionLags": [0], "warmUpSteps": 2,
       "contextFrames": [0], "boosting": {"rounds": 3, "leaves": 4}}
      """
    let file = url.appendingPathComponent("configuration-\(epochs)-\(hidden).json")
    try Data(text.utf8).write(to: file)
    return file.path
  }
}
