import Foundation
import GaitData
import GaitKernels
import GaitStudies
import GaitTestSupport
import XCTest

/// Transfer from level walking to slopes, on three people who never lived.
final class TransferStudyTests: XCTestCase {
  private static let configuration = Data(
    """
    {"stepsPerEpoch": 2, "batchSize": 4, "windowLength": 24, "hidden": 8, "heads": 2,
     "motionLags": [0], "warmUpSteps": 2,
     "transfer": {"strides": [0, 2], "folds": 2, "seeds": 2, "epochs": 2, "frozenEpochs": 1,
     "openEpochs": 1}}
    """.utf8)
  private var data = FileManager.default.temporaryDirectory

  override func setUpWithError() throws {
    data = FileManager.default.temporaryDirectory
      .appendingPathComponent("gait-tests-" + UUID().uuidString)
    try WalkingCohort(
      seed: 5, subjectCount: 3, conditions: [.level(1.2), .slope(deg: 6)], durationS: 3
    ).write(to: data)
  }

  override func tearDownWithError() throws {
    try FileManager.default.removeItem(at: data)
  }

  func testTheCohortIsAskedForTransferAloneAndDeclaredSynthetic() throws {
    let run = TinyRun()
    try run.run(data, configuration: Self.configuration)
    XCTAssertFalse(FileManager.default.fileExists(atPath: run.url("results.json").path))
    let results = try run.json("transfer.json")
    XCTAssertEqual(results["synthetic"] as? Bool, true)
    let rows = try XCTUnwrap(results["rows"] as? [[String: Any]])
    XCTAssertEqual(rows.map { $0["target"] as? String }, ["slopes", "slopes"])
    XCTAssertEqual(rows.map { $0["strides"] as? Int }, [0, 2])
    XCTAssertNil(rows[0]["scratch"], "nothing can be learned from no strides")
    func mean(_ key: String) throws -> Double {
      try XCTUnwrap((rows[1][key] as? [String: Any])?["mean"] as? Double)
    }
    XCTAssertEqual(
      try mean("difference"), try mean("transferred") - mean("scratch"), accuracy: 1e-12)
    XCTAssertEqual((rows[1]["transferred"] as? [String: Any])?["people"] as? Int, 3)
    XCTAssertEqual((rows[1]["difference_by_seed"] as? [Double])?.count, 2)
    let page = try String(contentsOf: run.url("report.html"), encoding: .utf8)
    XCTAssert(page.contains("Synthetic data"))
    XCTAssert(page.contains("From level walking to other ground"))
    XCTAssert(run.table.hasPrefix("Synthetic data: nobody was measured."))
  }

  func testThreadsAndAnInterruptionChangeNoByte() throws {
    let before = Parallel.threads
    defer { Parallel.threads = before }
    let runs = [TinyRun(), TinyRun()]
    for (run, threads) in zip(runs, [1, 2]) {
      Parallel.threads = threads
      try run.run(data, configuration: Self.configuration)
    }
    try assertSameFiles(runs[1].folder, runs[0].folder)
    for name in ["transfer.json", "jobs/transfer-fold-2-seed-1/errors.json"] {
      try FileManager.default.removeItem(at: runs[1].url(name))
    }
    try runs[1].run(data, configuration: Self.configuration, isResuming: true)
    try assertSameFiles(runs[1].folder, runs[0].folder)
  }

  func testRecordingsWithoutATargetAreRefusedWithWhatWasWanted() throws {
    let run = TinyRun()
    let wanted = String(decoding: Self.configuration, as: UTF8.self)
      .replacing("\"strides\": [0, 2]", with: "\"source\": [\"hopping\"]")
    XCTAssertThrowsError(try run.run(data, configuration: Data(wanted.utf8))) { error in
      XCTAssert("\(error)".contains("hopping"), "\(error)")
    }
  }
}
