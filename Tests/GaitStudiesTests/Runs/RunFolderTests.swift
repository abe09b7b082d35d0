import Foundation
import GaitModels
import GaitNN
import GaitStudies
import GaitTestSupport
import GaitTraining
import XCTest

/// Which run a folder holds, and what is refused.
final class RunFolderTests: XCTestCase {
  private let people = ["SYN01", "SYN03"]

  private func checkOther(
    _ what: String, _ body: () throws -> Void, file: StaticString = #filePath, line: UInt = #line
  ) {
    XCTAssertThrowsError(try body(), file: file, line: line) { error in
      guard case StudyError.otherRun(_, let found, _, _) = error else {
        return XCTFail("\(error)", file: file, line: line)
      }
      XCTAssertEqual(found, what, file: file, line: line)
      XCTAssert("\(error)".contains(what), file: file, line: line)
    }
  }

  func testAFolderWithARunIsNotOverwritten() throws {
    let data = try WalkingCopy(people)
    let run = TinyRun()
    try run.run(data.folder)
    let before = try folderContents(run.folder)
    XCTAssertThrowsError(try run.run(data.folder)) {
      XCTAssertEqual($0 as? StudyError, .runExists(folder: run.folder.path))
    }
    XCTAssertEqual(try folderContents(run.folder), before)
    try run.run(data.folder, isResuming: true)
    XCTAssertEqual(
      try folderContents(run.folder), before, "resuming a finished run changes nothing")
  }

  func testAnotherRunIsRefusedWithWhatDiffers() throws {
    let data = try WalkingCopy(people)
    let run = TinyRun()
    try run.run(data.folder)
    checkOther("seed") { try run.run(data.folder, seed: 4, isResuming: true) }
    checkOther("configuration") { try run.run(data.folder, epochs: 3, isResuming: true) }
    try data.edit("csv/SYN0101_slow_events.csv") { $0 + "\n" }
    checkOther("data csv/SYN0101_slow_events.csv") { try run.run(data.folder, isResuming: true) }
  }

  func testAFolderIsTakenUpWhereAKilledRunLeftIt() throws {
    let data = try WalkingCopy(people)
    let whole = TinyRun()
    try whole.run(data.folder)
    let run = TinyRun()
    try run.run(data.folder)
    // As if killed before the last files, with one half written and one job half done.
    for name in ["results.json", "table.md", "final/lstm.safetensors"] {
      try FileManager.default.removeItem(at: run.url(name))
    }
    for name in [
      ".gait-temporary-a", "final/.gait-temporary-b", "figures/.gait-temporary-c",
      "jobs/everyone/lstm/.gait-temporary-d",
    ] {
      try Data("half".utf8).write(to: run.url(name))
    }
    try FileManager.default.removeItem(at: run.url("jobs/without-SYN03"))
    try run.run(data.folder, isResuming: true)
    try assertSameFiles(run.folder, whole.folder)
  }

  func testAnUnfinishedRunCannotBeUsed() throws {
    let data = try WalkingCopy(people)
    let run = TinyRun()
    try run.run(data.folder)
    for name in ["final/ridge.json", "final/cross-lstm.safetensors", "manifest.json"] {
      try FileManager.default.removeItem(at: run.url(name))
      XCTAssertThrowsError(
        try JointMomentsStudy.evaluate(run: run.folder, data: data.folder) { _ in }
      ) {
        XCTAssertEqual(
          $0 as? StudyError, .notARun(folder: run.folder.path, missing: name), name)
      }
    }
  }

  func testWeightsOfAnotherModelAndDamagedOnesAreRefused() throws {
    let data = try WalkingCopy(people)
    let run = TinyRun()
    try run.run(data.folder)
    let own = run.url("final/cross-lstm.safetensors")
    let bytes = try Data(contentsOf: own)
    func check(_ isExpected: (any Error) -> Bool, line: UInt = #line) {
      XCTAssertThrowsError(
        try JointMomentsStudy.evaluate(run: run.folder, data: data.folder) { _ in }, line: line
      ) { XCTAssert(isExpected($0), "\($0)", line: line) }
    }
    try Data(contentsOf: run.url("final/lstm.safetensors")).write(to: own)
    check { $0 is StateDictionaryError && "\($0)".contains("cross-lstm.safetensors") }
    try bytes.prefix(bytes.count - 1).write(to: own)
    check { $0 is SafetensorsError }
    var flipped = bytes
    flipped[bytes.count - 3] ^= 1
    try flipped.write(to: own)
    check { if case SafetensorsError.checksumMismatch = $0 { true } else { false } }
  }

  func testACheckpointOfAnotherRunInAJobIsRefused() throws {
    let data = try WalkingCopy(people)
    let runs = [TinyRun(), TinyRun()]
    try runs[0].run(data.folder, seed: 1)
    try runs[1].run(data.folder, seed: 2)
    let name = "jobs/everyone/lstm/checkpoint.safetensors"
    try Data(contentsOf: runs[0].url(name)).write(to: runs[1].url(name))
    XCTAssertThrowsError(try runs[1].run(data.folder, seed: 2, isResuming: true)) { error in
      guard case CheckpointError.otherRun = error else { return XCTFail("\(error)") }
    }
  }

  func testAManifestThatCannotBeUnderstoodIsNamed() throws {
    let run = TinyRun()
    try FileManager.default.createDirectory(at: run.folder, withIntermediateDirectories: true)
    for text in ["", "[]", "{\"study\": 3}"] {
      try Data(text.utf8).write(to: run.url("manifest.json"))
      XCTAssertThrowsError(try RunFiles.study(of: run.folder)) {
        XCTAssert("\($0)".contains("manifest.json"), "\($0)")
      }
    }
  }

  func testValuesOutOfRangeAreRefusedByKey() throws {
    let data = try WalkingCopy(people)
    for (json, key) in [
      ("{\"learningRate\": 0}", "learningRate"), ("{\"swingWeight\": 1}", "swingWeight"),
      ("{\"averagingDecay\": 1}", "averagingDecay"), ("{\"heads\": 5}", "heads"),
      ("{\"ridgePenalty\": -1}", "ridgePenalty"), ("{\"finalRateShare\": 2}", "finalRateShare"),
      ("{\"warmUpSteps\": -1}", "warmUpSteps"), ("{\"epochs\": \"many\"}", "epochs"),
      ("{\"wdith\": 3}", "wdith"), ("[1]", "JSON object"),
    ] {
      XCTAssertThrowsError(try TinyRun().run(data.folder, configuration: Data(json.utf8))) {
        XCTAssert($0 is ConfigurationError && "\($0)".contains(key), "\($0)")
      }
    }
  }

  func testATrialWhoseRateIsTooLowIsNamed() throws {
    let data = try WalkingCopy(people)
    let slow = Data("{\"preparation\": \(Self.preparation)}".utf8)
    XCTAssertThrowsError(try TinyRun().run(data.folder, configuration: slow)) { error in
      XCTAssert("\(error)".hasPrefix("trial SYN0101_slow: "), "\(error)")
    }
  }

  /// A cut-off above half of the recordings' rate.
  private static let preparation = """
    {"sampleRateHz": 100, "motionCutoffHz": 60, "envelope": \(envelope)}
    """
  private static let envelope = """
    {"bandOrder": 2, "lowHz": 20, "highHz": 450, "smoothingOrder": 2,
     "smoothingHz": 6}
    """
}
