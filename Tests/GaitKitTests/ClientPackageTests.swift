import Foundation
import GaitTestSupport
import XCTest

/// The README's Swift lines in a package of their own, which knows this one by its path.
///
/// Building the whole library once more takes minutes the first time, so this is only done where the
/// environment variable `GAIT_CLIENT` is 1. The build is kept in `.build/client`.
final class ClientPackageTests: XCTestCase {
  func testTheLinesOfTheREADMEBuildAndRunInAnotherPackage() throws {
    guard ProcessInfo.processInfo.environment["GAIT_CLIENT"] == "1" else {
      throw XCTSkip("set GAIT_CLIENT=1 to build a client package")
    }
    let lines = try readmeLines()
    let manager = FileManager.default
    let place = SourceTree.package.appendingPathComponent(".build/client")
    let client = place.appendingPathComponent("package")
    let sources = client.appendingPathComponent("Sources/Client")
    try manager.createDirectory(at: sources, withIntermediateDirectories: true)
    let manifest = """
      // swift-tools-version: 6.2
      import PackageDescription

      let package = Package(
        name: "Client",
        platforms: [.macOS(.v14)],
        dependencies: [.package(name: "GaitKit", path: "\(SourceTree.package.path)")],
        targets: [
          .executableTarget(
            name: "Client", dependencies: [.product(name: "GaitKit", package: "GaitKit")])
        ],
        swiftLanguageModes: [.v6])
      """
    try Data(manifest.utf8).write(to: client.appendingPathComponent("Package.swift"))
    try Data(lines.utf8).write(to: sources.appendingPathComponent("main.swift"))
    let scratch = place.appendingPathComponent("scratch").path
    let tool = try SwiftTool(
      ["run", "-c", "release", "--package-path", client.path, "--scratch-path", scratch, "Client"],
      in: client)
    guard let tool else { throw XCTSkip("there is no swift on the path") }
    let output = String(decoding: tool.output, as: UTF8.self)
    XCTAssertEqual(tool.exitCode, 0, tool.errors + output)
    XCTAssertFalse(output.isEmpty, "the README's lines print what they did")
  }

  /// The first block of Swift.
  private func readmeLines() throws -> String {
    let file = SourceTree.package.appendingPathComponent("README.md")
    guard let text = try? String(contentsOf: file, encoding: .utf8),
      let start = text.range(of: "\n```swift\n"),
      let end = text.range(of: "\n```", range: start.upperBound..<text.endIndex)
    else { throw XCTSkip("README.md has no block of Swift yet") }
    return String(text[start.upperBound..<end.lowerBound]) + "\n"
  }
}
