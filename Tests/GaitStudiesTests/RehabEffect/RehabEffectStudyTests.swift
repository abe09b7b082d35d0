import Foundation
import GaitData
import GaitKernels
import GaitStudies
import GaitTestSupport
import XCTest

/// The study from end to end, on a small synthetic cohort.
final class RehabEffectStudyTests: XCTestCase {
  private static let configuration = Data(
    """
    {"folds": 2, "innerFolds": 2, "epochs": 2, "batchSize": 8, "kernels": [3], "windowsS": [1, 2],
     "dropouts": [0.2], "imageSize": 8, "frameRateHz": 4, "trees": 10, "codes": 3, "codeEpochs": 2}
    """.utf8)

  private func cohort(_ seed: UInt64 = 5, patients: Int = 36) throws -> URL {
    let folder = temporaryFolder()
    try StrokeCohort(seed: seed, patientCount: patients).write(to: folder)
    return folder
  }

  private func temporaryFolder() -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "rehab-" + UUID().uuidString)
    addTeardownBlock { try? FileManager.default.removeItem(at: folder) }
    return folder
  }

  private func run(
    _ data: URL, configuration: Data = configuration, isResuming: Bool = false,
    in folder: URL? = nil
  ) throws -> (folder: URL, table: String) {
    let output = folder ?? temporaryFolder()
    let table = try RehabEffectStudy.run(
      StudyRequest(
        data: data, output: output, seed: 3, configuration: configuration, isResuming: isResuming)
    ) { _ in }
    return (output, table)
  }

  private struct Results: Decodable {
    struct Scores: Decodable {
      let metrics: [String: Double]
      let areaOfFold: [Double]
      let chosen: [String]

      enum CodingKeys: String, CodingKey {
        case metrics, chosen
        case areaOfFold = "area_of_fold"
      }
    }
    struct Comparison: Decodable {
      let other: String
      let difference: Double
    }
    let scores: [String: Scores]
    let comparisons: [Comparison]
    let bestPossible: Double?
    let patients: Int

    enum CodingKeys: String, CodingKey {
      case scores, comparisons, patients
      case bestPossible = "best_possible"
    }
  }

  func testARunScoresEveryLearnerGroupsThePatientsAndResumesToTheSameBytes() throws {
    let data = try cohort()
    let threads = Parallel.threads
    defer { Parallel.threads = threads }
    Parallel.threads = 1
    let (folder, table) = try run(data)
    let results = try JSONDecoder().decode(
      Results.self, from: Data(contentsOf: folder.appendingPathComponent("results.json")))
    XCTAssertEqual(
      results.scores.keys.sorted(),
      [
        "boosting", "cnn", "decision-tree", "ensemble", "hybrid", "logistic-regression", "lstm",
        "nearest-neighbours", "random-forest", "support-vectors",
      ])
    for (name, scores) in results.scores {
      XCTAssertEqual(scores.areaOfFold.count, 2, name)
      XCTAssertEqual(scores.chosen.count, 3, name)
      for metric in ["auc", "accuracy", "sensitivity", "specificity", "brier"] {
        let value = try XCTUnwrap(scores.metrics[metric], "\(name) \(metric)")
        XCTAssertTrue((0...1).contains(value), "\(name) \(metric) \(value)")
      }
    }
    XCTAssertEqual(results.comparisons.count, 9)
    XCTAssertEqual(try XCTUnwrap(results.bestPossible), 0.8996, accuracy: 1e-4)
    XCTAssertTrue(table.hasPrefix("SYNTHETIC"), "the first words of the table")
    let page = try String(contentsOf: folder.appendingPathComponent("report.html"), encoding: .utf8)
    for title in [
      "Receiver operating curves", "Calibration", "Scree", "First two principal components",
      "Missing clinical values", "What cannot be, in the published tables", "Learning curves",
    ] {
      XCTAssertTrue(page.contains(title), title)
    }
    // Other threads, and what a kill between a fit and the end leaves.
    Parallel.threads = 2
    let (second, _) = try run(data)
    try assertSameFiles(second, folder)
    try FileManager.default.removeItem(at: second.appendingPathComponent("results.json"))
    try FileManager.default.removeItem(at: second.appendingPathComponent("final"))
    try FileManager.default.removeItem(at: second.appendingPathComponent("jobs/fold-1/lstm"))
    _ = try run(data, isResuming: true, in: second)
    try assertSameFiles(second, folder)

    // Patients of another cohort, whose names are the same.
    let others = try cohort(6, patients: 24)
    let log = EventLog()
    let evaluation = try RehabEffectStudy.evaluate(run: folder, data: others) { log.note($0) }
    XCTAssertEqual(evaluation.tasks, evaluation.models["ensemble"])
    XCTAssertEqual(evaluation.models.count, 10)
    XCTAssertTrue(
      log.warnings.contains { $0.contains("names of patients") }, "\(log.warnings)")
    let text = try RehabEffectStudy.predict(run: folder, input: others) { _ in }
    let lines = text.split(separator: "\n")
    XCTAssertEqual(lines.count, 25)
    XCTAssertEqual(lines[0], "participant,probability,responder")
    for line in lines.dropFirst() {
      let probability = try XCTUnwrap(Double(line.split(separator: ",")[1]))
      XCTAssertTrue((0...1).contains(probability), String(line))
    }
  }

  func testVisitsAfterWeekZeroAndTheTruthAreNotRead() throws {
    let data = try cohort(patients: 30)
    let before = try run(data).folder
    let sheet = data.appendingPathComponent("visits.csv")
    let lines = try String(contentsOf: sheet, encoding: .utf8).split(separator: "\n")
    let kept = lines.filter { $0.hasPrefix("participant") || $0.split(separator: ",")[1] == "0" }
    try Data((kept.joined(separator: "\n") + "\n").utf8).write(to: sheet)
    try FileManager.default.removeItem(at: data.appendingPathComponent("truth.csv"))
    let after = try run(data).folder
    let name = "predictions.csv"
    XCTAssertEqual(
      try Data(contentsOf: after.appendingPathComponent(name)),
      try Data(contentsOf: before.appendingPathComponent(name)))
  }

  func testFeaturesCarryTheCourseOfThePatient() throws {
    let configuration = Data(
      """
      {"folds": 3, "innerFolds": 2, "epochs": 1, "kernels": [3], "windowsS": [1], "dropouts": [0.2],
       "imageSize": 8, "frameRateHz": 2, "trees": 40, "codes": 3, "codeEpochs": 1}
      """.utf8)
    let (folder, _) = try run(try cohort(2, patients: 120), configuration: configuration)
    let results = try JSONDecoder().decode(
      Results.self, from: Data(contentsOf: folder.appendingPathComponent("results.json")))
    let area = try XCTUnwrap(results.scores["logistic-regression"]?.metrics["auc"])
    XCTAssertGreaterThan(area, 0.65)
  }

  func testTooFewPatientsAndOtherCohortsAreRefused() throws {
    let few = try cohort(patients: 6)
    XCTAssertThrowsError(try run(few)) {
      XCTAssertTrue("\($0)".contains("at least 8"), "\($0)")
    }
    let other = temporaryFolder()
    try AnkleCohort(seed: 1, patientCount: 1).write(to: other)
    XCTAssertThrowsError(try run(other)) {
      XCTAssertTrue("\($0)".contains("not of the kind ankle"), "\($0)")
    }
    let bad = Data(#"{"kernels": [4]}"#.utf8)
    XCTAssertThrowsError(try run(few, configuration: bad)) {
      XCTAssertTrue("\($0)".contains("odd sizes"), "\($0)")
    }
  }

  func testSmallRealTablesAreAnsweredApartFromTheCohort() throws {
    let environment = ProcessInfo.processInfo.environment
    guard let data = environment["GAIT_DATA"] else {
      throw XCTSkip("GAIT_DATA is unset: no real outcome tables")
    }
    var text = String(decoding: Self.configuration, as: UTF8.self)
    text = text.replacing("{\"folds\"", with: "{\"realTables\": \"\(data)\", \"folds\"")
    let (folder, table) = try run(
      try cohort(patients: 24), configuration: Data(text.utf8))
    XCTAssertTrue(table.contains("Real people"), table)
    let file = folder.appendingPathComponent("real-tables.json")
    XCTAssertTrue(FileManager.default.fileExists(atPath: file.path))
  }
}
