import Foundation
import GaitData
import GaitKernels
import GaitStudies
import GaitTestSupport
import XCTest

/// The study from end to end, on a small cohort and with small networks.
final class AnkleRecoveryStudyTests: XCTestCase {
  private static let configuration = Data(
    """
    {"folds": 2, "comparedFolds": 1, "members": 2, "stancePoints": 6, "epochs": 2, "batchSize": 12,
     "width": 8, "trees": 5, "resamples": 50}
    """.utf8)

  private func folder(_ name: String) -> URL {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "ankle-\(name)-\(UInt64.random(in: 0 ... .max))")
    addTeardownBlock { try? FileManager.default.removeItem(at: url) }
    return url
  }

  private func cohort(seed: UInt64 = 5, patients: Int = 48) throws -> URL {
    let url = folder("cohort")
    try AnkleCohort(seed: seed, patientCount: patients, visitCount: 2, strideCount: 3)
      .write(to: url)
    return url
  }

  private func run(
    _ data: URL, isResuming: Bool = false, in output: URL? = nil,
    configuration: Data = AnkleRecoveryStudyTests.configuration
  ) throws -> URL {
    let output = output ?? folder("run")
    _ = try AnkleRecoveryStudy.run(
      StudyRequest(
        data: data, output: output, seed: 3, configuration: configuration, isResuming: isResuming)
    ) { _ in }
    return output
  }

  private struct Results: Decodable {
    let models: [String: [String: [String: Double]]]
    let best_possible: [String: Double]
    let best_baseline: String?
  }

  func testARunAnswersThreeTasksWithEveryPredictorAndOtherPeopleAfterwards() throws {
    let run = try run(cohort())
    let results = try JSONDecoder().decode(
      Results.self, from: Data(contentsOf: run.appendingPathComponent("results.json")))
    XCTAssertEqual(results.best_possible["progress_r2"], AnkleCohort.ceiling.progressR2)
    XCTAssertNotNil(results.best_baseline)
    let everybody = ["ensemble", "st-ammfn", "ridge", "svr", "forest", "boosting"]
    for name in everybody + [
      "mlp", "lstm", "cnn-lstm", "transformer", "early-fusion", "late-fusion", "without time",
      "without modality attention", "without insoles", "without augmentation",
    ] {
      let tasks = try XCTUnwrap(results.models[name], name)
      XCTAssertEqual(tasks.keys.sorted(), ["duration", "level", "progress"], name)
      for metric in ["r2", "rmse"] { XCTAssertNotNil(tasks["progress"]?[metric], name) }
      for metric in ["accuracy", "kappa"] { XCTAssertNotNil(tasks["level"]?[metric], name) }
      for metric in ["concordance", "rmse"] { XCTAssertNotNil(tasks["duration"]?[metric], name) }
    }
    XCTAssertEqual(results.models["progress alone"].map { Array($0.keys) }, ["progress"])
    for name in everybody { XCTAssertNotNil(results.models[name]?["progress"]?["coverage"], name) }
    // 24 training people tell ridge more than the mean does, since progress is in the scores.
    XCTAssertGreaterThan(try XCTUnwrap(results.models["ridge"]?["progress"]?["r2"]), 0)
    let table = try String(contentsOf: run.appendingPathComponent("table.md"), encoding: .utf8)
    XCTAssertTrue(table.hasPrefix("SYNTHETIC: nobody was measured"))
    let page = try String(contentsOf: run.appendingPathComponent("report.html"), encoding: .utf8)
    for title in [
      "Final progress", "Level of recovery", "Is the recovery good or excellent?",
      "Error of progress without each part", "Attention to each modality by injury",
      "Attention over the stance", "What is missing", "Load under the feet, severe injuries",
      "Error of progress by person", "Learning curves",
    ] { XCTAssertTrue(page.contains(title), title) }

    let others = try cohort(seed: 6, patients: 20)
    let evaluation = try AnkleRecoveryStudy.evaluate(run: run, data: others) {
      if case .warning(let text) = $0 { XCTAssertFalse(text.contains("trained on these"), text) }
    }
    XCTAssertEqual(evaluation.models.keys.sorted(), everybody.sorted())
    XCTAssertEqual(evaluation.tasks, evaluation.models["ensemble"])
    XCTAssertNotNil(evaluation.tasks["progress"]?["coverage"])
    XCTAssertNotNil(evaluation.tasks["duration"]?["concordance"])

    let text = try AnkleRecoveryStudy.predict(run: run, input: others) { _ in }
    let lines = text.split(separator: "\n")
    XCTAssertEqual(lines.count, 21)
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      XCTAssertEqual(cells.count, 12)
      let numbers = cells.dropFirst().compactMap { Double($0) }
      XCTAssertEqual(numbers.count, 11, String(line))
      XCTAssertLessThanOrEqual(numbers[1], numbers[0])
      XCTAssertGreaterThanOrEqual(numbers[2], numbers[0])
      XCTAssertEqual(numbers[4..<8].reduce(0, +), 1, accuracy: 1e-4)
    }
  }

  func testThreadsAndInterruptionsChangeNoByte() throws {
    let data = try cohort(patients: 24)
    let threads = Parallel.threads
    defer { Parallel.threads = threads }
    Parallel.threads = 1
    let first = try run(data)
    Parallel.threads = 2
    let second = try run(data)
    try assertSameFiles(second, first)
    // What a kill between two jobs leaves.
    for name in ["results.json", "final", "jobs/fold-1"] {
      try FileManager.default.removeItem(at: second.appendingPathComponent(name))
    }
    _ = try run(data, isResuming: true, in: second)
    try assertSameFiles(second, first)
  }

  func testSettingsAndFoldersThatCannotBeUsedAreNamed() throws {
    let data = try cohort(patients: 12)
    XCTAssertThrowsError(try run(data, configuration: Data(#"{"comparedFolds": 9}"#.utf8))) {
      XCTAssertTrue("\($0)".contains("0 to the 5 folds"), "\($0)")
    }
    XCTAssertThrowsError(try run(data)) { XCTAssertTrue("\($0)".contains("found 12"), "\($0)") }
    try Data("participant,progress\nSYN-A0001,0.5\n".utf8).write(
      to: data.appendingPathComponent("outcomes.csv"))
    XCTAssertThrowsError(try run(data)) {
      XCTAssertTrue("\($0)".contains("outcomes.csv"), "\($0)")
      XCTAssertTrue("\($0)".contains("level"), "\($0)")
    }
    try FileManager.default.removeItem(at: data.appendingPathComponent("manifest.json"))
    XCTAssertThrowsError(try run(data)) {
      XCTAssertTrue("\($0)".contains("manifest.json"), "\($0)")
    }
  }
}
