import Foundation
import GaitData
import GaitKernels
import GaitStudies
import GaitTestSupport
import XCTest

/// The study from end to end, on insoles that follow from a formula.
final class GaitSimulationStudyTests: XCTestCase {
  private static let configuration = Data(
    """
    {"folds": 2, "epochs": 3, "stepsPerEpoch": 4, "batchSize": 8, "latent": 3, "width": 8,
     "warmUpEpochs": 2, "components": 4, "trees": 10}
    """.utf8)

  private func run(
    _ insoles: SimulatedInsoles, seed: UInt64 = 3, isResuming: Bool = false, in folder: URL? = nil
  ) throws -> URL {
    let output =
      folder
      ?? FileManager.default.temporaryDirectory.appendingPathComponent(
        "simulation-\(UInt64.random(in: 0 ... .max))")
    addTeardownBlock { try? FileManager.default.removeItem(at: output) }
    _ = try GaitSimulationStudy.run(
      StudyRequest(
        data: insoles.folder, output: output, seed: seed, configuration: Self.configuration,
        isResuming: isResuming)
    ) { _ in }
    return output
  }

  private func results(_ run: URL) throws -> [String: [String: [String: Double]]] {
    try JSONDecoder().decode(
      [String: [String: [String: Double]]].self,
      from: Data(contentsOf: run.appendingPathComponent("results.json")))
  }

  func testARunComparesBothGeneratorsInEveryWay() throws {
    let folder = try run(SimulatedInsoles())
    let models = try results(folder)
    XCTAssertEqual(models.keys.sorted(), ["gait-vae", "linear-gaussian"])
    for (name, tasks) in models {
      XCTAssertEqual(
        tasks.keys.sorted(),
        ["centre_of_pressure", "novelty", "push_off_peak", "realism", "stance_time", "transfer"],
        name)
      for (task, metrics) in tasks {
        XCTAssertFalse(metrics.isEmpty, task)
        XCTAssertTrue(metrics.values.allSatisfy(\.isFinite), "\(name) \(task) \(metrics)")
      }
    }
    // The loads follow from the stage but for a wobble: a linear generator all but knows them.
    let linear = try XCTUnwrap(models["linear-gaussian"])
    XCTAssertLessThan(try XCTUnwrap(linear["push_off_peak"]?["mae"]), 0.06)
    XCTAssertLessThan(try XCTUnwrap(linear["centre_of_pressure"]?["rmse"]), 0.05)
    XCTAssertGreaterThan(try XCTUnwrap(linear["transfer"]?["auc_real"]), 0.9)
    XCTAssertGreaterThan(try XCTUnwrap(linear["transfer"]?["auc_synthetic"]), 0.9)
    let page = try String(contentsOf: folder.appendingPathComponent("report.html"), encoding: .utf8)
    for title in ["Total load over the cycle", "Real insoles", "Learning curves", "GaitVAE"] {
      XCTAssertTrue(page.contains(title), title)
    }
  }

  func testSomeoneWhoRecoversCountsAsBothKindsOfSeverity() throws {
    let data = FileManager.default.temporaryDirectory.appendingPathComponent(
      "ankles-\(UInt64.random(in: 0 ... .max))")
    let output = data.appendingPathExtension("run")
    addTeardownBlock {
      for folder in [data, output] { try? FileManager.default.removeItem(at: folder) }
    }
    try AnkleCohort(seed: 4, patientCount: 8, visitCount: 3, strideCount: 3).write(to: data)
    _ = try GaitSimulationStudy.run(
      StudyRequest(
        data: data, output: output, seed: 3, configuration: Self.configuration, isResuming: false)
    ) { _ in }
    for (name, tasks) in try results(output) {
      // Everybody's first visit is a severe one: by that visit alone there would be one kind.
      XCTAssertNotNil(tasks["transfer"]?["auc_real"], name)
      XCTAssertNotNil(tasks["transfer"]?["auc_synthetic"], name)
    }
  }

  func testThreadsAndInterruptionsChangeNoByte() throws {
    let insoles = try SimulatedInsoles()
    let threads = Parallel.threads
    defer { Parallel.threads = threads }
    Parallel.threads = 1
    let first = try run(insoles)
    Parallel.threads = 2
    let second = try run(insoles)
    try assertSameFiles(second, first)
    // What a kill between two epochs and the end leaves.
    try FileManager.default.removeItem(at: second.appendingPathComponent("results.json"))
    try FileManager.default.removeItem(at: second.appendingPathComponent("final"))
    _ = try run(insoles, isResuming: true, in: second)
    try assertSameFiles(second, first)
  }

  func testOtherPeopleAreSimulatedByAFinishedRun() throws {
    let folder = try run(SimulatedInsoles())
    let others = try SimulatedInsoles(people: 6, first: 21)
    let evaluation = try GaitSimulationStudy.evaluate(run: folder, data: others.folder) { _ in }
    XCTAssertEqual(evaluation.tasks, evaluation.models["gait-vae"])
    XCTAssertNotNil(evaluation.tasks["push_off_peak"]?["mae"])
    XCTAssertNotNil(evaluation.models["linear-gaussian"]?["transfer"]?["auc_synthetic"])
    XCTAssertNil(evaluation.tasks["novelty"], "a run keeps no stride of its people")
  }

  func testStridesAreDrawnForATableOfConditions() throws {
    let folder = try run(SimulatedInsoles())
    let input = folder.appendingPathComponent("conditions.csv")
    try Data("side,severity,mass_kg\nleft,0,70\nright,2,\n".utf8).write(to: input)
    let text = try GaitSimulationStudy.predict(run: folder, input: input) { _ in }
    let lines = text.split(separator: "\n")
    XCTAssertEqual(lines.count, 1 + 200)
    XCTAssertEqual(lines[0].split(separator: ",").count, 2 + 8)
    let loads = lines.dropFirst().flatMap { $0.split(separator: ",").dropFirst(2) }
      .compactMap { Double($0) }
    XCTAssertEqual(loads.count, 1600)
    XCTAssertTrue(loads.allSatisfy { $0 >= 0 })
    let swing = loads[80 * 8..<95 * 8]
    XCTAssertTrue(swing.allSatisfy { $0 == 0 }, "sensors are silent where they were in training")
    XCTAssertTrue(loads[30 * 8..<40 * 8].contains { $0 > 0 })
    try Data("side,severity\nmiddle,0\n".utf8).write(to: input)
    XCTAssertThrowsError(try GaitSimulationStudy.predict(run: folder, input: input) { _ in }) {
      XCTAssertTrue("\($0)".contains("line 2, column side"), "\($0)")
    }
  }

  func testTooFewPeopleAreRefused() throws {
    let insoles = try SimulatedInsoles(people: 3)
    XCTAssertThrowsError(try run(insoles)) {
      XCTAssertTrue("\($0)".contains("found 3"), "\($0)")
    }
  }
}
