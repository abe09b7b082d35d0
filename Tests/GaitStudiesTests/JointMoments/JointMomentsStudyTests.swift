import Foundation
import GaitKernels
import GaitNN
import GaitStudies
import GaitTestSupport
import XCTest

/// The study from end to end, on the synthetic set.
final class JointMomentsStudyTests: XCTestCase {
  private let people = ["SYN01", "SYN02", "SYN04"]
  private let predictors = [
    "boosting", "boosting-posture", "cross-lstm", "ensemble", "kernel-ridge",
    "kernel-ridge-posture", "lstm", "ridge",
  ]

  func testARunHoldsItsManifestItsResultsAndItsTable() throws {
    let data = try WalkingCopy(people)
    let run = TinyRun()
    try run.run(data.folder, seed: 9)
    let manifest = try run.json("manifest.json")
    XCTAssertEqual(manifest["study"] as? String, "joint-moments")
    XCTAssertEqual(manifest["seed"] as? Int, 9)
    XCTAssertEqual(manifest["participants"] as? [String], people)
    XCTAssertEqual(manifest["version"] as? String, GaitKitVersion.current)
    let files = try XCTUnwrap(manifest["data"] as? [String: String])
    XCTAssertEqual(files.count, 1 + 6 * 3, "trials.csv and three files of each trial")
    XCTAssert(files.values.allSatisfy { $0.count == 8 })
    let results = try run.json("results.json")
    XCTAssertEqual(results.keys.sorted(), predictors)
    for (name, entry) in results {
      let scores = try XCTUnwrap(entry as? [String: Any])
      let tasks = try XCTUnwrap(scores["tasks"] as? [String: [String: Double]])
      XCTAssertEqual(tasks.keys.sorted(), JointMomentsStudy.taskNames.sorted())
      for metrics in tasks.values {
        XCTAssertEqual(
          metrics.keys.sorted(), ["frames", "mae", "nrmse_range", "pearson", "r2", "rmse"], name)
        XCTAssert(metrics.values.allSatisfy(\.isFinite))
      }
      let byPerson = try XCTUnwrap(scores["participants"] as? [String: Any])
      XCTAssertEqual(byPerson.keys.sorted(), people)
    }
    let table = try String(contentsOf: run.url("table.md"), encoding: .utf8)
    XCTAssertEqual(table, run.table)
    // Behind the scores a line for each stream, for ten channels and for each pair of methods.
    XCTAssertEqual(
      table.split(separator: "\n").count { $0.hasPrefix("| ") }, 1 + 8 * 3 + 1 + 2 + 10 + 1 + 3)
    // Three folds and the final fit, of two networks, for two epochs.
    XCTAssertEqual(run.log.epochs.planned, 16)
    XCTAssertEqual(run.log.epochs.done, 16)
    XCTAssert(
      run.log.warnings.contains { $0.contains("left side are flat") }, "SYN02 has no left EMG")
  }

  func testTheCrossLSTMIsExplainedOnPeopleLeftOutAndTheRunHasAPage() throws {
    let data = try WalkingCopy(people)
    let run = TinyRun()
    try run.run(data.folder)
    let found = try run.json("interpretation.json")
    XCTAssertEqual(found["people"] as? [String], people)
    XCTAssertLessThanOrEqual(try XCTUnwrap(found["completeness_gap"] as? Double), 0.05)
    let streams = try XCTUnwrap(found["streams"] as? [[String: Any]])
    XCTAssertEqual(streams.map { $0["name"] as? String }, ["motion stream", "muscle stream"])
    let channels = try XCTUnwrap(found["channels"] as? [[String: Any]])
    let configuration = JointMomentsConfiguration()
    XCTAssertEqual(
      Set(channels.compactMap { $0["name"] as? String }),
      Set(configuration.motionChannels + configuration.muscleChannels))
    let agreement = try XCTUnwrap(found["agreement"] as? [String: [String: Double]])
    XCTAssertEqual(
      agreement.keys.sorted(),
      ["ablation, gradients", "permutation, ablation", "permutation, gradients"])
    XCTAssertEqual((found["attention"] as? [String: Any])?.count, 2)
    let page = try String(contentsOf: run.url("report.html"), encoding: .utf8)
    for heading in [
      "People whom the predictors have not seen", "The recommended predictor over stance",
      "What the Cross-LSTM reads", "Training", "How it was made",
    ] { XCTAssert(page.contains("<h2>\(heading)</h2>"), heading) }
    XCTAssertFalse(page.contains("\"nan\""))
  }

  func testOneAndTwoThreadsGiveEqualBytesInEveryFile() throws {
    let data = try WalkingCopy(people)
    let before = Parallel.threads
    defer { Parallel.threads = before }
    let runs = [TinyRun(), TinyRun()]
    for (run, threads) in zip(runs, [1, 2]) {
      Parallel.threads = threads
      try run.run(data.folder)
    }
    try assertSameFiles(runs[1].folder, runs[0].folder)
    let other = TinyRun()
    try other.run(data.folder, seed: 4)
    XCTAssertNotEqual(
      try Data(contentsOf: other.url("results.json")),
      try Data(contentsOf: runs[0].url("results.json")))
  }

  func testFoldsHaveNoPersonOnBothSidesAndLeaveEachOneOutOnce() throws {
    let data = Fixture.url("records/walking")
    let configuration = JointMomentsConfiguration()
    let legs = try LegData.read(data, configuration) { _ in }
    let folds = try LegData.folds(legs, configuration, data: data)
    XCTAssertEqual(folds.map(\.person), (1...6).map { "SYN0\($0)" })
    for fold in folds {
      XCTAssertEqual(Set(fold.test.map(\.participant.rawValue)), [fold.person])
      XCTAssertFalse(fold.training.contains { $0.participant.rawValue == fold.person })
      XCTAssertEqual(fold.training.count + fold.test.count, legs.count)
    }
  }

  func testAPersonLeftOutDoesNotTouchTheNetworkThatIsScoredOnThem() throws {
    let plain = try WalkingCopy(people)
    let changed = try WalkingCopy(people)
    try changed.scale(
      columns: ["LHipMoment", "RKneeAngles", "LHJC_Z", "RAnkleMoment"], by: 1.5,
      inFilesOf: "SYN04", ending: "_kin100Hz.csv")
    let runs = [TinyRun(), TinyRun()]
    try runs[0].run(plain.folder)
    try runs[1].run(changed.folder)
    func weights(_ run: TinyRun, _ job: String) throws -> [String: [Float]] {
      let file = try SafetensorsFile(
        contentsOf: run.url("jobs/\(job)/checkpoint.safetensors"))
      return try StateDictionary(file).tensors.mapValues(\.elements)
    }
    for model in ["cross-lstm", "lstm"] {
      XCTAssertEqual(
        try weights(runs[0], "without-SYN04/\(model)"),
        try weights(runs[1], "without-SYN04/\(model)"))
      for job in ["without-SYN01", "without-SYN02", "everyone"] {
        XCTAssertNotEqual(
          try weights(runs[0], "\(job)/\(model)"), try weights(runs[1], "\(job)/\(model)"), job)
      }
    }
  }

  func testAFinishedRunEvaluatesAndWarnsOfPeopleItHasSeen() throws {
    let run = TinyRun()
    let known = try WalkingCopy(["SYN01", "SYN03"])
    try run.run(known.folder)
    let log = EventLog()
    let other = try WalkingCopy(["SYN03", "SYN05"])
    let scores = try JointMomentsStudy.evaluate(run: run.folder, data: other.folder) {
      log.note($0)
    }
    XCTAssertEqual(scores.models.keys.sorted(), predictors)
    XCTAssertEqual(scores.tasks, scores.models["ensemble"])
    for (model, tasks) in scores.models {
      XCTAssertEqual(tasks.keys.sorted(), ["ankle_flexion", "hip_flexion", "knee_flexion"])
      for (task, metrics) in tasks {
        XCTAssertEqual(metrics.keys.sorted(), ["mae", "nrmse_range", "pearson", "r2", "rmse"])
        XCTAssert(metrics.values.allSatisfy(\.isFinite), "\(model) \(task)")
      }
    }
    XCTAssertEqual(log.warnings.filter { $0.contains("was trained on SYN03:") }.count, 1)
    let strangers = EventLog()
    let unseen = try WalkingCopy(["SYN06"])
    _ = try JointMomentsStudy.evaluate(run: run.folder, data: unseen.folder) { strangers.note($0) }
    XCTAssertFalse(strangers.warnings.contains { $0.contains("trained on") })
  }

  func testAPersonWithoutPlatesIsTrainedOnAndThereforeNamed() throws {
    let data = try WalkingCopy(people)
    try data.scale(
      columns: ["LGroundReactionForce_Z", "RGroundReactionForce_Z"], by: 0, inFilesOf: "SYN04",
      ending: "_kin100Hz.csv")
    let run = TinyRun()
    try run.run(data.folder)
    XCTAssertEqual(try run.json("manifest.json")["participants"] as? [String], people)
    let scores = try XCTUnwrap(try run.json("results.json")["ridge"] as? [String: Any])
    let scored = try XCTUnwrap(scores["participants"] as? [String: Any])
    XCTAssertEqual(scored.keys.sorted(), ["SYN01", "SYN02"])
  }

  func testPredictsATableOfBothLegs() throws {
    let run = TinyRun()
    let known = try WalkingCopy(["SYN01", "SYN03"])
    try run.run(known.folder)
    let input = Fixture.url("records/walking/csv/SYN0501_slow_kin100Hz.csv")
    let table = try JointMomentsStudy.predict(run: run.folder, input: input) { _ in }
    let lines = table.split(separator: "\n", omittingEmptySubsequences: false)
    XCTAssertEqual(
      lines[0],
      "time_s,left_hip_flexion_moment_Nm_per_kg,left_knee_flexion_moment_Nm_per_kg,"
        + "left_ankle_flexion_moment_Nm_per_kg,right_hip_flexion_moment_Nm_per_kg,"
        + "right_knee_flexion_moment_Nm_per_kg,right_ankle_flexion_moment_Nm_per_kg")
    XCTAssertEqual(lines.count, 1 + 178 + 1)
    let source = try String(contentsOf: input, encoding: .utf8).split(separator: "\n")
    let column = try XCTUnwrap(source[0].split(separator: ",").firstIndex(of: "time_s"))
    let start = try XCTUnwrap(Double(source[1].split(separator: ",")[column]))
    for (row, line) in lines[1..<179].enumerated() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
      XCTAssertEqual(cells.count, 7)
      XCTAssert(cells.allSatisfy { $0?.isFinite == true }, "row \(row)")
      XCTAssertEqual(try XCTUnwrap(cells[0]), start + Double(row) / 100, accuracy: 1e-6)
    }
  }

  func testPredictsFromMotionAloneAndForWindowsLongerThanTheTrial() throws {
    let run = TinyRun()
    let wide = String(decoding: TinyRun.configuration, as: UTF8.self)
      .replacing("\"windowLength\": 24", with: "\"windowLength\": 400")
    let known = try WalkingCopy(["SYN01", "SYN03"])
    try run.run(known.folder, configuration: Data(wide.utf8))
    let copy = try WalkingCopy(["SYN05"])
    for name in ["csv/SYN0501_slow_analog1000Hz.csv", "csv/SYN0501_slow_events.csv", "trials.csv"] {
      try FileManager.default.removeItem(atPath: copy.path(name))
    }
    let input = copy.folder.appendingPathComponent("csv/SYN0501_slow_kin100Hz.csv")
    let table = try JointMomentsStudy.predict(run: run.folder, input: input) { _ in }
    XCTAssertEqual(table.split(separator: "\n").count, 179)
    XCTAssertFalse(table.contains("nan"))
  }

  func testDataOfOnePersonAreRefused() throws {
    let data = try WalkingCopy(["SYN01"])
    XCTAssertThrowsError(try TinyRun().run(data.folder)) { error in
      XCTAssertEqual(
        error as? StudyError,
        .tooFewParticipants(data: data.folder.path, expected: 2, found: 1))
    }
  }

  func testDataWithoutAFullContactAreRefusedInsteadOfTrapping() throws {
    let data = try WalkingCopy(["SYN01", "SYN03"])
    // A tenth of the force: supported, but every contact is half beside the plate.
    for person in ["SYN01", "SYN03"] {
      try data.scale(
        columns: ["LGroundReactionForce_Z", "RGroundReactionForce_Z"], by: 0.1, inFilesOf: person,
        ending: "_kin100Hz.csv")
    }
    XCTAssertThrowsError(try TinyRun().run(data.folder)) { error in
      XCTAssertEqual(
        error as? StudyError,
        .tooFewParticipants(data: data.folder.path, expected: 2, found: 0))
    }
  }

  func testNobodyOnAPlateIsNothingToScore() throws {
    let run = TinyRun()
    let known = try WalkingCopy(["SYN01", "SYN03"])
    try run.run(known.folder)
    let data = try WalkingCopy(["SYN05"])
    try data.scale(
      columns: ["LGroundReactionForce_Z", "RGroundReactionForce_Z"], by: 0, inFilesOf: "SYN05",
      ending: "_kin100Hz.csv")
    XCTAssertThrowsError(
      try JointMomentsStudy.evaluate(run: run.folder, data: data.folder) { _ in }
    ) { XCTAssert("\($0)".contains("force plate"), "\($0)") }
  }

  func testNamesOfPeopleCannotLeaveTheFolderNorPassForAnotherJob() throws {
    let data = try WalkingCopy(["SYN01", "SYN03", "SYN05"])
    try data.edit("trials.csv") {
      $0.replacing("\nSYN01,", with: "\nall,").replacing("\nSYN03,", with: "\n../../out,")
        .replacing("\nSYN05,", with: "\n..,")
    }
    let run = TinyRun()
    try run.run(data.folder)
    let jobs = try FileManager.default.contentsOfDirectory(atPath: run.url("jobs").path)
    XCTAssertEqual(
      jobs.sorted(),
      ["everyone", "without-%2E%2E", "without-%2E%2E%2F%2E%2E%2Fout", "without-all"])
  }

  func testTheQuickFormTrainsLittleAndSaysSoInTheManifest() throws {
    let run = TinyRun()
    let data = try WalkingCopy(["SYN01", "SYN03"])
    let log = EventLog()
    let longer = String(decoding: TinyRun.configuration, as: UTF8.self)
      .replacing(
        "\"epochs\": 2, \"stepsPerEpoch\": 2", with: "\"epochs\": 40, \"stepsPerEpoch\": 50")
    _ = try JointMomentsStudy.run(
      StudyRequest(
        data: data.folder, output: run.folder, configuration: Data(longer.utf8), isQuick: true)
    ) { log.note($0) }
    XCTAssertEqual(log.epochs.planned, 3 * 2 * 2)
    let text = try XCTUnwrap(try run.json("manifest.json")["configuration"] as? String)
    XCTAssert(text.contains("\"isQuick\":true"))
    XCTAssert(text.contains("\"stepsPerEpoch\":5"))
  }
}
