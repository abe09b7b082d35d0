import Foundation
import XCTest

/// Asserts that every Swift block of a page is part of the sources of a test.
///
/// - Parameters:
///   - page: The page's name in the catalogue.
///   - paths: Files from the folder above the test's own.
///   - file: The test's file.
///   - line: Where a failure is shown.
/// - Throws: Where a file cannot be read.
public func assertPage(
  _ page: String, showsPartsOf paths: [String], file: StaticString = #filePath, line: UInt = #line
) throws {
  let folder = URL(fileURLWithPath: "\(file)").deletingLastPathComponent()
    .deletingLastPathComponent()
  let sources = try paths.map {
    try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
  }.joined(separator: "\n")
  let url = Fixture.folder.deletingLastPathComponent()
    .appendingPathComponent("Docs/Gait.docc/\(page).md")
  let text = try String(contentsOf: url, encoding: .utf8)
  let blocks = text.components(separatedBy: "```swift\n").dropFirst().compactMap {
    $0.components(separatedBy: "```").first
  }
  XCTAssertGreaterThan(blocks.count, 1, "\(page) shows no code", file: file, line: line)
  for block in blocks {
    let shown = block.trimmingCharacters(in: .newlines)
    XCTAssert(
      sources.contains(shown), "\(page) shows code that is not tested:\n\(shown)", file: file,
      line: line)
  }
}
