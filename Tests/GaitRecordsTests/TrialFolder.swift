import Foundation
import GaitRecords
import XCTest

/// A folder with the first trial of the bundled set, to be damaged by a test.
struct TrialFolder {
  static let motion = "csv/SYN0101_slow_kin100Hz.csv"
  static let analog = "csv/SYN0101_slow_analog1000Hz.csv"
  static let events = "csv/SYN0101_slow_events.csv"

  let url: URL

  init(empty test: XCTestCase) throws {
    url = try temporaryFolder(test)
  }

  init(_ test: XCTestCase) throws {
    try self.init(empty: test)
    try FileManager.default.createDirectory(
      at: url.appendingPathComponent("csv"), withIntermediateDirectories: true)
    for file in [TrialFolder.motion, TrialFolder.analog, TrialFolder.events] {
      try FileManager.default.copyItem(
        at: walkingFixture.appendingPathComponent(file), to: url.appendingPathComponent(file))
    }
    let sheet = try String(
      contentsOf: walkingFixture.appendingPathComponent("trials.csv"), encoding: .utf8)
    try write(sheet.split(separator: "\n").prefix(2).joined(separator: "\n"), to: "trials.csv")
  }

  func read() throws -> (trials: [WalkingTrial], report: ImportReport) {
    try WalkingFolder(url).read()
  }

  func warnings() throws -> [String] { try read().report.warnings.map(\.description) }

  func write(_ text: String, to file: String) throws {
    try Data(text.utf8).write(to: url.appendingPathComponent(file))
  }

  /// Rewrites a file of cells.
  func edit(_ file: String, _ change: (inout [[String]]) -> Void) throws {
    var rows = try String(contentsOf: url.appendingPathComponent(file), encoding: .utf8)
      .split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    change(&rows)
    try write(rows.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n", to: file)
  }

  /// Blanks the columns whose names fulfil a condition.
  func blank(_ file: String, where isBlank: (String) -> Bool) throws {
    try edit(file) { rows in
      let places = rows[0].indices.filter { isBlank(rows[0][$0]) }
      for row in 1..<rows.count { for place in places { rows[row][place] = "" } }
    }
  }

  /// Removes the columns whose names fulfil a condition.
  func remove(_ file: String, where isRemoved: (String) -> Bool) throws {
    try edit(file) { rows in
      let kept = rows[0].indices.filter { !isRemoved(rows[0][$0]) }
      rows = rows.map { row in kept.map { row[$0] } }
    }
  }
}
