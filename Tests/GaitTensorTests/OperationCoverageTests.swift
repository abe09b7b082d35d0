import Foundation
import GaitTestSupport
import XCTest

final class OperationCoverageTests: XCTestCase {
  private let sources = Fixture.folder.deletingLastPathComponent()
    .appendingPathComponent("Sources/GaitTensor")

  private func sourceTexts() throws -> [(name: String, text: String)] {
    let files = try XCTUnwrap(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
      .map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
  }

  /// The functions whose first argument is the name under which they record.
  private func recorders(_ texts: [String]) throws -> Set<String> {
    let declaration = try Regex(#"func (\w+)\(\s*_ name: StaticString"#)
    return Set(
      texts.flatMap { $0.matches(of: declaration).compactMap { $0[1].substring.map(String.init) } })
  }

  func testEveryRecordedOperationHasAGradientCheck() throws {
    let texts = try sourceTexts().map(\.text)
    let recorders = try recorders(texts)
    XCTAssert(recorders.contains("record"))
    let call = try Regex("\\b(?:\(recorders.joined(separator: "|")))\\(\\s*\"([^\"]+)\"")
    let recorded = Set(
      texts.flatMap { $0.matches(of: call).compactMap { $0[1].substring.map(String.init) } })
    XCTAssertGreaterThan(recorded.count, 30, "the scan finds too few operations")
    let checked = Set(OperationChecks.all.flatMap(\.recordedNames))
    XCTAssertEqual(
      recorded.subtracting(checked).sorted(), [], "recorded operations without a gradient check")
    XCTAssertEqual(
      checked.subtracting(recorded).sorted(), [], "operations that the scan of sources misses")
  }

  func testNoOperationRecordsUnderANameThatTheScanCannotRead() throws {
    let call = try Regex(#"\brecord\(\s*([^"\s][^,)]*)"#)
    for (name, text) in try sourceTexts() where name != "Record.swift" {
      for match in text.matches(of: call) {
        XCTAssertEqual(match[1].substring, "name", "\(name): record is given an unreadable name")
      }
    }
  }
}
