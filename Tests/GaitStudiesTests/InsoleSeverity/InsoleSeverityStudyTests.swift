import Foundation
import GaitKernels
import GaitModels
import GaitNN
import GaitRecords
import GaitStudies
import GaitTestSupport
import XCTest

/// The study from end to end, on people who do not exist.
final class InsoleSeverityStudyTests: XCTestCase {
  private static let tiny = Data(
    """
    {"phases": 8, "folds": 2, "innerFolds": 2, "seeds": 2, "epochs": 2, "stepsPerEpoch": 2,
     "width": 8, "treeCount": 3, "boostingRounds": 2, "warmUpSteps": 1}
    """.utf8)

  private func temporary() -> URL {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("gait-tests-" + UUID().uuidString)
    addTeardownBlock { try? FileManager.default.removeItem(at: url) }
    return url
  }

  @discardableResult
  private func run(
    _ data: URL, _ output: URL, seed: UInt64 = 5, resuming: Bool = false,
    _ log: EventLog = EventLog()
  ) throws -> String {
    try InsoleSeverityStudy.run(
      StudyRequest(
        data: data, output: output, seed: seed, configuration: Self.tiny, isResuming: resuming)
    ) { log.note($0) }
  }

  func testARunKeepsItsSplitsItsScoresAndEachPersonsAnswers() throws {
    let walkers = try SyntheticWalkers(0..<16, for: self)
    let (output, log) = (temporary(), EventLog())
    let table = try run(walkers.folder, output, log)
    XCTAssertEqual(
      table, try String(contentsOf: output.appendingPathComponent("table.md"), encoding: .utf8))
    let splits = try JSONDecoder().decode(
      [[String]].self, from: Data(contentsOf: output.appendingPathComponent("splits.json")))
    XCTAssertEqual(splits.count, 2)
    XCTAssertEqual(splits.flatMap(\.self).sorted(), walkers.people.map(\.id.rawValue))
    let scores = try JSONDecoder().decode(
      [String: SeverityScores].self,
      from: Data(contentsOf: output.appendingPathComponent("results.json")))
    XCTAssertEqual(
      scores.keys.sorted(),
      [
        "boosting", "curves", "ensemble", "forest", "kernel", "linear", "mlp", "st-ammfn",
        "support-vectors",
      ])
    for (name, own) in scores {
      XCTAssertEqual(own.tasks.keys.sorted(), ["gait_speed", "parkinson", "updrs_motor"])
      XCTAssertEqual(own.folds["gait_speed"]?.count, 2)
      let hasSeeds = ["ensemble", "mlp", "st-ammfn"].contains(name)
      XCTAssertEqual(own.seeds["parkinson"]?.count, hasSeeds ? 2 : 0, name)
      let ends = try XCTUnwrap(own.intervals["parkinson"])
      XCTAssertLessThanOrEqual(ends[0], ends[1])
    }
    let text = try String(
      contentsOf: output.appendingPathComponent("predictions.csv"), encoding: .utf8)
    XCTAssertEqual(text.split(separator: "\n").count, 1 + 16 * 3)
    XCTAssertFalse(text.contains("nan"))
    // Three parts of one fit and two inner fits: two seeds and one, of two kinds, two epochs.
    XCTAssertEqual(log.epochs.planned, 3 * (2 + 2) * 2 * 2)
    XCTAssertEqual(log.epochs.done, log.epochs.planned)
  }

  func testOneAndTwoThreadsAndASecondRunGiveEqualBytesInEveryFile() throws {
    let walkers = try SyntheticWalkers(0..<16, for: self)
    let before = Parallel.threads
    defer { Parallel.threads = before }
    let outputs = [temporary(), temporary()]
    for (output, threads) in zip(outputs, [1, 2]) {
      Parallel.threads = threads
      try run(walkers.folder, output)
    }
    try assertSameFiles(outputs[1], outputs[0])
    let other = temporary()
    try run(walkers.folder, other, seed: 6)
    XCTAssertNotEqual(
      try Data(contentsOf: other.appendingPathComponent("results.json")),
      try Data(contentsOf: outputs[0].appendingPathComponent("results.json")))
  }

  func testAnInterruptedRunGoesOnToTheSameBytes() throws {
    let walkers = try SyntheticWalkers(0..<16, for: self)
    let (whole, broken) = (temporary(), temporary())
    try run(walkers.folder, whole)
    try run(walkers.folder, broken)
    for name in ["results.json", "table.md", "final", "jobs/fold-1", "jobs/everyone/mlp-0"] {
      try FileManager.default.removeItem(at: broken.appendingPathComponent(name))
    }
    XCTAssertThrowsError(try run(walkers.folder, broken)) {
      XCTAssertEqual($0 as? StudyError, .runExists(folder: broken.path))
    }
    let log = EventLog()
    try run(walkers.folder, broken, resuming: true, log)
    try assertSameFiles(broken, whole)
    XCTAssertEqual(log.epochs.done, log.epochs.planned)
  }

  func testAPersonLeftOutDoesNotTouchTheNetworksThatAreScoredOnThem() throws {
    let walkers = try SyntheticWalkers(0..<16, for: self)
    let outputs = [temporary(), temporary()]
    try run(walkers.folder, outputs[0])
    let splits = try JSONDecoder().decode(
      [[String]].self, from: Data(contentsOf: outputs[0].appendingPathComponent("splits.json")))
    try walkers.scaleLeftFoot(of: ParticipantID(splits[0][0]), by: 0.7)
    try run(walkers.folder, outputs[1])
    func weights(_ output: URL, _ job: String) throws -> [String: [Float]] {
      let file = try SafetensorsFile(
        contentsOf: output.appendingPathComponent("jobs/\(job)/checkpoint.safetensors"))
      return try StateDictionary(file).tensors.mapValues(\.elements)
    }
    for job in ["st-ammfn-0", "mlp-1", "inner-1/st-ammfn-0", "inner-2/mlp-0"] {
      XCTAssertEqual(
        try weights(outputs[0], "fold-1/" + job), try weights(outputs[1], "fold-1/" + job), job)
    }
    for job in ["fold-2/st-ammfn-0", "everyone/mlp-0"] {
      XCTAssertNotEqual(try weights(outputs[0], job), try weights(outputs[1], job), job)
    }
  }

  func testAFinishedRunScoresOtherPeopleWhoseTableHasHoles() throws {
    let output = temporary()
    try run(try SyntheticWalkers(0..<16, for: self).folder, output)
    let others = try SyntheticWalkers(20..<30, for: self)
    try others.write { people in
      people[0].anthropometry = Anthropometry()
      people[1].ageYears = nil
      people[2].updrsMotor = nil
      people[3].speedsMPerS = [:]
      people[4].hasParkinson = nil
      people.remove(at: 5)
    }
    let log = EventLog()
    let scores = try InsoleSeverityStudy.evaluate(run: output, data: others.folder) { log.note($0) }
    XCTAssertEqual(scores.tasks, scores.models["ensemble"])
    XCTAssertEqual(scores.models.count, 9)
    for (name, tasks) in scores.models {
      XCTAssertEqual(tasks.keys.sorted(), ["gait_speed", "parkinson", "updrs_motor"])
      XCTAssertEqual(
        tasks["parkinson"]?.keys.sorted(),
        ["accuracy", "auc", "balanced_accuracy", "brier", "sensitivity", "specificity"])
      XCTAssertEqual(tasks["gait_speed"]?.keys.sorted(), ["mae", "pearson", "r2", "rmse"])
      XCTAssert(tasks.values.allSatisfy { $0.values.allSatisfy(\.isFinite) }, name)
    }
    XCTAssertTrue(log.warnings.contains { $0.contains("does not list SYN25") })
    XCTAssertFalse(log.warnings.contains { $0.contains("was trained on") })
    // Nobody's answer to a task: the task is left out, and named.
    try others.write { people in
      for index in people.indices { people[index].updrsMotor = nil }
    }
    let fewer = EventLog()
    let rest = try InsoleSeverityStudy.evaluate(run: output, data: others.folder) { fewer.note($0) }
    XCTAssertEqual(rest.tasks.keys.sorted(), ["gait_speed", "parkinson"])
    XCTAssertTrue(fewer.warnings.contains { $0.hasPrefix("updrs_motor is left out") })
  }

  func testPredictsATableForOneRecording() throws {
    let output = temporary()
    let walkers = try SyntheticWalkers(0..<16, for: self)
    try run(walkers.folder, output)
    let log = EventLog()
    let text = try InsoleSeverityStudy.predict(
      run: output, input: walkers.folder.appendingPathComponent("walk10s/SYN03_01.txt")
    ) { log.note($0) }
    let lines = text.split(separator: "\n").map { $0.split(separator: ",") }
    XCTAssertEqual(lines.map { $0[0] }, ["task", "parkinson", "gait_speed", "updrs_motor"])
    XCTAssertEqual(lines[0][1], "ensemble")
    XCTAssertTrue(lines.allSatisfy { $0.count == 10 })
    XCTAssertTrue(log.warnings.isEmpty)
    // Without its table the walker counts as average, and that is said.
    let alone = temporary().appendingPathComponent("deep/SYN03_01.txt")
    try FileManager.default.createDirectory(
      at: alone.deletingLastPathComponent(), withIntermediateDirectories: true)
    addTeardownBlock { try? FileManager.default.removeItem(at: alone.deletingLastPathComponent()) }
    try FileManager.default.copyItem(
      at: walkers.folder.appendingPathComponent("walk10s/SYN03_01.txt"), to: alone)
    _ = try InsoleSeverityStudy.predict(run: output, input: alone) { log.note($0) }
    XCTAssertEqual(log.warnings, ["SYN03: no demographics found; taken as average"])
  }

  func testWalksThatCannotBeUsedAreLeftOutByName() throws {
    let walkers = try SyntheticWalkers(0..<16, for: self)
    let still = (["20.00"] + Array(repeating: "50", count: 16) + ["400", "400"])
      .joined(separator: "\t")
    try Data((still + "\n" + still.replacing("20.00", with: "20.01") + "\n").utf8)
      .write(to: walkers.folder.appendingPathComponent("walk10s/SYN90_01.txt"))
    let (output, log) = (temporary(), EventLog())
    try run(walkers.folder, output, log)
    XCTAssertTrue(
      log.warnings.contains(
        "trial SYN90_01: expected at least two strides of the left foot; left out"))
  }

  func testTooFewPeopleAndBadSettingsAreRefusedByName() throws {
    let few = try SyntheticWalkers(0..<4, for: self)
    XCTAssertThrowsError(try run(few.folder, temporary())) {
      XCTAssertTrue("\($0)".contains("people for parkinson"), "\($0)")
    }
    for (text, key) in [
      ("{\"width\": 7}", "width"), ("{\"folds\": 1}", "folds"), ("{\"dropout\": 1}", "dropout"),
      ("{\"parkinson\": {\"ensemble\": []}}", "parkinson.ensemble"),
      ("{\"updrsMotor\": {\"ensemble\": [\"mean\"]}}", "updrsMotor.ensemble"),
      ("{\"gaitSpeed\": {\"kernelPenalty\": 0}}", "gaitSpeed.kernelPenalty"),
      ("{\"contactShare\": 0}", "contactShare"), ("{\"updrs\": 1}", "updrs"),
    ] {
      XCTAssertThrowsError(
        try InsoleSeverityStudy.run(
          StudyRequest(
            data: few.folder, output: temporary(), configuration: Data(text.utf8))
        ) { _ in }, text
      ) { XCTAssertTrue("\($0)".contains(key), "\(text): \($0)") }
    }
  }
}
