import Foundation
import GaitNN
import XCTest

final class LineJournalTests: XCTestCase {
  private var folders: [TemporaryFolder] = []

  override func tearDown() {
    folders = []
  }

  func testAppendsLinesAndTellsTheLength() throws {
    let journal = try fresh()
    XCTAssertEqual(try journal.byteCount(), 0)
    XCTAssertEqual(try journal.lines(), [])
    XCTAssertEqual(try journal.append("{\"epoch\":1}"), 12)
    XCTAssertEqual(try journal.append(["é", ""]), 16)
    XCTAssertEqual(try journal.append([]), 16)
    XCTAssertEqual(try journal.lines(), ["{\"epoch\":1}", "é", ""])
    XCTAssertEqual(try journal.byteCount(), 16)
    XCTAssertEqual(try Data(contentsOf: journal.url), Data("{\"epoch\":1}\né\n\n".utf8))
  }

  func testALineThatACrashCutShortIsNotALine() throws {
    let journal = try fresh()
    for tail in ["{\"ep", String(repeating: "x", count: 10_000)] {
      try Data("one\ntwo\n\(tail)".utf8).write(to: journal.url)
      XCTAssertEqual(try journal.byteCount(), 8)
      XCTAssertEqual(try journal.lines(), ["one", "two"])
      XCTAssertEqual(try journal.append("three"), 14)
      XCTAssertEqual(try Data(contentsOf: journal.url), Data("one\ntwo\nthree\n".utf8))
      try Data(tail.utf8).write(to: journal.url)
      XCTAssertEqual(try journal.byteCount(), 0)
      XCTAssertEqual(try journal.append("first"), 6)
    }
  }

  func testTruncatesToTheLengthOfACheckpoint() throws {
    let journal = try fresh()
    let length = try journal.append("one")
    try journal.append(["two", "three"])
    try journal.truncate(toByteCount: length)
    XCTAssertEqual(try journal.lines(), ["one"])
    try journal.append("two again")
    XCTAssertEqual(try journal.lines(), ["one", "two again"])
    try journal.truncate(toByteCount: 0)
    XCTAssertEqual(try journal.lines(), [])
  }

  func testAFileShorterThanTheCheckpointKnowsIsAnError() throws {
    let journal = try fresh()
    try journal.truncate(toByteCount: 0)
    XCTAssertThrowsError(try journal.truncate(toByteCount: 4)) {
      XCTAssertEqual(
        $0 as? FileError, .shorterThanExpected(path: journal.url.path, expected: 4, found: 0))
    }
    try journal.append("one")
    XCTAssertThrowsError(try journal.truncate(toByteCount: 5)) {
      XCTAssertEqual(
        "\($0)",
        "cannot truncate \"\(journal.url.path)\": expected at least 5 bytes, found 4")
    }
    XCTAssertEqual(try journal.lines(), ["one"])
  }

  func testALineBreakInALineIsAnErrorAndNothingIsWritten() throws {
    let journal = try fresh()
    for (line, offset) in [("a\nb", 1), ("é\r\n", 2), ("\r", 0)] {
      XCTAssertThrowsError(try journal.append(["fine", line])) {
        XCTAssertEqual(
          $0 as? FileError, .lineBreak(path: journal.url.path, offsetInLine: offset))
      }
    }
    XCTAssertFalse(FileManager.default.fileExists(atPath: journal.url.path))
  }

  func testAnyCallThatFailsLeavesTheEarlierLinesAndNothingElse() throws {
    for existing in [["one", "two"], []] {
      for code in [EIO, ENOSPC] {
        let count = try FaultySystemCalls.checkEveryCall(fault: .error(code)) { system in
          let journal = try fresh()
          try journal.append(existing)
          let faulty = LineJournal(at: journal.url, calls: system.calls)
          do throws(FileError) {
            try faulty.append("three")
            XCTAssertEqual(try? journal.lines(), existing + ["three"])
          } catch {
            guard case .failed(_, journal.url.path, code) = error else {
              return XCTFail("\(error)")
            }
            let bytes = existing.map { $0 + "\n" }.joined()
            XCTAssertEqual(try Data(contentsOf: journal.url), Data(bytes.utf8))
          }
        }
        XCTAssertGreaterThan(count, 6)
      }
    }
  }

  func testALineAndTheNameOfANewFileReachTheDisk() throws {
    var operations: [FileError.Operation] = []
    try FaultySystemCalls.checkEveryCall(fault: .error(EIO)) { system in
      let faulty = LineJournal(at: try fresh().url, calls: system.calls)
      do throws(FileError) {
        try faulty.append("one")
        try faulty.truncate(toByteCount: 0)
      } catch {
        if case .failed(let operation, _, _) = error { operations.append(operation) }
      }
    }
    let appending: [FileError.Operation] = [
      .open, .inspect, .inspect, .write, .synchronize, .openFolder, .synchronizeFolder, .close,
    ]
    let truncating: [FileError.Operation] = [
      .open, .inspect, .inspect, .truncate, .synchronize, .close,
    ]
    XCTAssertEqual(operations, appending + truncating)
  }

  func testADeathAtAnyCallLeavesTheEarlierLinesAndTheNewOneOrNot() throws {
    try FaultySystemCalls.checkEveryCall(fault: .death) { system in
      let journal = try fresh()
      try Data("one\ntwo\nto".utf8).write(to: journal.url)
      _ = try? LineJournal(at: journal.url, calls: system.calls).append("three")
      let lines = try journal.lines()
      XCTAssertTrue([["one", "two"], ["one", "two", "three"]].contains(lines), "\(lines)")
    }
  }

  func testInterruptedAndShortTransfersAreFinished() throws {
    for fault in [FaultySystemCalls.Fault.error(EINTR), .shortTransfer] {
      try FaultySystemCalls.checkEveryCall(fault: fault) { system in
        let journal = try fresh()
        try journal.append(["one", "two"])
        let faulty = LineJournal(at: journal.url, calls: system.calls)
        XCTAssertEqual(try faulty.append("three"), 14)
        try faulty.truncate(toByteCount: 8)
        XCTAssertEqual(try faulty.byteCount(), 8)
        XCTAssertEqual(try faulty.lines(), ["one", "two"])
      }
    }
  }

  func testAFolderInPlaceOfTheFileIsAnError() throws {
    let folder = try TemporaryFolder()
    let journal = LineJournal(at: folder.url)
    XCTAssertThrowsError(try journal.append("one")) { XCTAssertTrue($0 is FileError) }
    XCTAssertThrowsError(try journal.lines()) { XCTAssertTrue($0 is FileError) }
    XCTAssertThrowsError(try journal.byteCount()) { XCTAssertTrue($0 is FileError) }
  }

  private func fresh() throws -> LineJournal {
    let folder = try TemporaryFolder()
    folders.append(folder)
    return LineJournal(at: folder.url.appendingPathComponent("history.jsonl"))
  }
}
