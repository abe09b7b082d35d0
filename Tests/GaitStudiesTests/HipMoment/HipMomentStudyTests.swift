import Foundation
import GaitKernels
import GaitModels
import GaitStudies
import GaitTestSupport
import XCTest

/// The hip-moment study from end to end, on the synthetic set.
final class HipMomentStudyTests: XCTestCase {
  private let people = ["SYN01", "SYN03", "SYN04"]

  private func configuration(_ more: String = "") -> Data {
    Data(
      """
      {"networks": ["lstam", "ffn"], "epochs": 2, "stepsPerEpoch": 2, "stepsPerEpochWithin": 1,
       "batchSize": 4, "windowLength": 16, "hop": 20, "hidden": 8, "latent": 4, "seeds": 2,
       "warmUpSteps": 2, "contextFrames": [0], "boosting": {"rounds": 3, "leaves": 4}\(more)}
      """.utf8)
  }

  private func tinyRun(_ data: WalkingCopy, _ more: String = "") throws -> TinyRun {
    let run = TinyRun(of: HipMomentStudy.self)
    try run.run(data.folder, configuration: configuration(more))
    return run
  }

  private func part(_ run: TinyRun, _ name: String) throws -> [String: [String: [String: Any]]] {
    try XCTUnwrap(try run.json("results.json")[name] as? [String: [String: [String: Any]]])
  }

  func testARunHoldsBothProtocolsTheirDifferencesAndAReport() throws {
    let run = try tinyRun(WalkingCopy(people))
    for name in ["within_subject", "unseen_people"] {
      let own = try part(run, name)
      let predictors = try XCTUnwrap(own["predictors"])
      XCTAssertEqual(
        predictors.keys.sorted(), ["boosting", "ensemble", "ffn", "kernel-ridge", "lstam", "ridge"])
      for (predictor, scores) in predictors {
        let seeds = try XCTUnwrap(scores["seeds"] as? [[String: Double]])
        XCTAssertEqual(
          seeds.count, ["lstam", "ffn", "ensemble"].contains(predictor) ? 2 : 1, predictor)
        XCTAssert(seeds.joined().allSatisfy { $0.value.isFinite })
        XCTAssertEqual(
          (scores["rmse_of_people"] as? [String: Double])?.keys.sorted(), people,
          "everyone is scored in both protocols")
      }
      let lstam = try XCTUnwrap(predictors["lstam"]?["rmse_of_people"] as? [String: Double])
      let other = try XCTUnwrap(predictors["ffn"]?["rmse_of_people"] as? [String: Double])
      let differences = try people.map { try XCTUnwrap(lstam[$0]) - XCTUnwrap(other[$0]) }
      let mean = differences.reduce(0, +) / 3
      let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2
      // The 97.5 % quantile of Student's t with two degrees of freedom.
      let width = 4.302652729911275 * (variance / 3).squareRoot()
      let found = try XCTUnwrap(own["lstam_minus"]?["ffn"] as? [String: Double])
      XCTAssertEqual(try XCTUnwrap(found["rmse"]), mean, accuracy: 1e-12)
      XCTAssertEqual(try XCTUnwrap(found["lower"]), mean - width, accuracy: 1e-9)
      XCTAssertEqual(try XCTUnwrap(found["upper"]), mean + width, accuracy: 1e-9)
      XCTAssertEqual(found["people"], 3)
    }
    let kept = try String(contentsOf: run.url("table.md"), encoding: .utf8)
    XCTAssert(kept.hasPrefix("# Hip flexion moment, within-subject"), kept)
    XCTAssert(kept.contains("## Leave-one-subject-out"), kept)
    XCTAssert(run.table.hasPrefix(kept), "times are printed, not kept: they differ between runs")
    XCTAssert(run.table.contains("one window (ms)"), run.table)
    let page = try String(contentsOf: run.url("report.html"), encoding: .utf8)
    XCTAssert(page.contains("within-subject"))
    for figure in [
      "over the gait cycle", "Agreement of peaks", "Error of each person",
      "Error of each predictor",
      "Where in the window LSTAM looks", "Learning curves, within-subject",
    ] {
      XCTAssert(page.contains(figure), figure)
    }
    XCTAssertEqual(run.log.epochs.planned, run.log.epochs.done)
  }

  func testATrialIsNeverAskedOfNetworksThatWereTrainedOnIt() throws {
    let run = try tinyRun(WalkingCopy(people), #", "networks": ["lstam"], "seeds": 1"#)
    let splits = try XCTUnwrap(try run.json("splits.json") as? [String: [String]])
    for person in people {
      let parts = try (1...2).map { try XCTUnwrap(splits["within-\(person)-\($0)"]) }
      XCTAssertEqual(parts.map(\.count), [1, 1])
      XCTAssertNotEqual(parts[0], parts[1])
      XCTAssert(parts.joined().allSatisfy { $0.hasPrefix(person) })
      XCTAssertEqual(try XCTUnwrap(splits["without-\(person)"]), parts.flatMap(\.self).sorted())
    }
  }

  func testOneAndTwoThreadsGiveEqualBytesInEveryFile() throws {
    let data = try WalkingCopy(people)
    let before = Parallel.threads
    defer { Parallel.threads = before }
    Parallel.threads = 1
    let one = try tinyRun(data)
    Parallel.threads = 2
    let two = try tinyRun(data)
    try assertSameFiles(two.folder, one.folder)
  }

  func testAnInterruptedRunGoesOnToTheSameBytes() throws {
    let data = try WalkingCopy(people)
    let whole = try tinyRun(data)
    let cut = try tinyRun(data)
    for name in [
      "results.json", "table.md", "report.html", "jobs/without-SYN03",
      "jobs/within-SYN01-1/ffn-2.json",
      "jobs/everyone/lstam-1", "jobs/everyone/lstam-1.json", "final/lstam-1.safetensors",
    ] {
      try FileManager.default.removeItem(at: cut.url(name))
    }
    try cut.run(data.folder, configuration: configuration(), isResuming: true)
    try assertSameFiles(cut.folder, whole.folder)
    XCTAssertThrowsError(try cut.run(data.folder, configuration: configuration())) {
      XCTAssert("\($0)".contains("holds a run already"), "\($0)")
    }
  }

  func testAFinishedRunEvaluatesEveryPredictorAndPredictsBothLegs() throws {
    let run = try tinyRun(WalkingCopy(["SYN01", "SYN03"]))
    let other = try WalkingCopy(["SYN05"])
    let scores = try HipMomentStudy.evaluate(run: run.folder, data: other.folder) { _ in }
    XCTAssertEqual(
      scores.models.keys.sorted(),
      ["boosting", "ensemble", "ffn", "kernel-ridge", "lstam", "ridge"])
    XCTAssertEqual(scores.tasks, scores.models["ensemble"])
    XCTAssertEqual(
      scores.tasks["hip_flexion"]?.keys.sorted(), ["mae", "nrmse_range", "pearson", "r2", "rmse"])
    let log = EventLog()
    let mixed = try WalkingCopy(["SYN01", "SYN05"])
    _ = try HipMomentStudy.evaluate(run: run.folder, data: mixed.folder) { log.note($0) }
    XCTAssert(log.warnings.contains { $0.contains("trained on SYN01") }, "\(log.warnings)")
    let input = other.folder.appendingPathComponent("csv/SYN0501_slow_kin100Hz.csv")
    let lines = try HipMomentStudy.predict(run: run.folder, input: input) { _ in }
      .split(separator: "\n")
    XCTAssertEqual(
      lines[0],
      "time_s,left_hip_flexion_moment_Nm_per_kg,right_hip_flexion_moment_Nm_per_kg")
    XCTAssertEqual(lines.count, 179)
  }

  func testAnEnsembleOfOneIsThePublishedNetworkItself() throws {
    let run = try tinyRun(
      WalkingCopy(["SYN01", "SYN03"]), #", "ensemble": ["lstam"], "seeds": 1"#)
    let other = try WalkingCopy(["SYN05"])
    let scores = try HipMomentStudy.evaluate(run: run.folder, data: other.folder) { _ in }
    XCTAssertNil(scores.models["ensemble"])
    XCTAssertEqual(scores.tasks, scores.models["lstam"])
    XCTAssertFalse(scores.tasks.isEmpty)
  }

  func testMomentsOffThePlatesAreNotScored() throws {
    // Whatever stands in the column of the moment where no plate carries the foot changes nothing.
    let plain = try WalkingCopy(people)
    let changed = try WalkingCopy(people)
    for file in try FileManager.default.contentsOfDirectory(atPath: changed.path("csv"))
    where file.hasSuffix("_kin100Hz.csv") {
      try changed.edit("csv/" + file, Self.fillingMomentsOffThePlates)
    }
    let runs = try [plain, changed].map { try tinyRun($0, #", "swingWeight": 0"#) }
    XCTAssertEqual(
      try Data(contentsOf: runs[0].url("results.json")),
      try Data(contentsOf: runs[1].url("results.json")))
  }

  /// Writes another hip moment where the plates say nothing for the leg.
  private static func fillingMomentsOffThePlates(_ text: String) -> String {
    let lines = text.components(separatedBy: "\n")
    let names = lines[0].components(separatedBy: ",")
    let pairs = ["L", "R"].compactMap { side -> (Int, Int)? in
      guard let force = names.firstIndex(where: { $0.hasPrefix("\(side)GroundReactionForce_Z") }),
        let moment = names.firstIndex(where: { $0.hasPrefix("\(side)HipMoment_X") })
      else { return nil }
      return (force, moment)
    }
    XCTAssertEqual(pairs.count, 2)
    return lines.enumerated().map { row, line in
      var cells = line.components(separatedBy: ",")
      guard row > 0, cells.count == names.count else { return line }
      for (force, moment) in pairs where cells[force].isEmpty { cells[moment] = "77" }
      return cells.joined(separator: ",")
    }
    .joined(separator: "\n")
  }

  func testSimulatedWalkingIsDeclaredInTheHeadingAndAnUnclearOriginIsRefused() throws {
    let data = try WalkingCopy(["SYN01", "SYN03"])
    try data.write("manifest.json", "{\"synthetic\": true}")
    XCTAssertThrowsError(try tinyRun(data)) {
      XCTAssert("\($0)".contains("manifest.json"), "\($0)")
    }
    try data.write(
      "manifest.json",
      """
      {"synthetic": true, "kind": "walking", "seed": 1, "subjects": 2, "modelVersion": 1,
       "bestPossible": {}}
      """)
    let run = try tinyRun(data, #", "networks": ["lstam"], "seeds": 1"#)
    XCTAssert(run.table.hasPrefix("# SYNTHETIC"), run.table)
    XCTAssert(
      try String(contentsOf: run.url("report.html"), encoding: .utf8).contains("SYNTHETIC"))
  }

  func testTheNetworksAreThePapersWithItsThreeAblations() throws {
    let configuration = HipMomentConfiguration()
    XCTAssertEqual(
      configuration.networks,
      [
        "lstam", "lstam-without-fft", "lstam-without-autoencoder", "lstam-without-attention",
        "lstm",
        "tcn", "cnn2d", "timemixer", "xpatch", "ffn", "transformer",
      ])
    XCTAssertNoThrow(try configuration.validate())
    let inputs = configuration.motionChannels + configuration.muscleChannels
    XCTAssertFalse(inputs.contains { $0.lowercased().contains("force") }, "a plate is no input")
  }

  func testEveryNetworkIsBuiltTrainedAndPredictsInTheQuickForm() throws {
    let data = try WalkingCopy(["SYN01", "SYN03"])
    let run = TinyRun(of: HipMomentStudy.self)
    _ = try HipMomentStudy.run(
      StudyRequest(
        data: data.folder, output: run.folder,
        configuration: Data(#"{"hidden": 8, "batchSize": 2, "stepsPerEpoch": 1, "hop": 40}"#.utf8),
        isQuick: true)
    ) { _ in }
    let parameters = try XCTUnwrap(try run.json("results.json")["parameters"] as? [String: Int])
    XCTAssertEqual(parameters.keys.sorted(), HipMomentConfiguration().networks.sorted())
    XCTAssert(parameters.values.allSatisfy { $0 > 0 })
  }

  func testWhatCannotBeAskedForIsRefusedByName() throws {
    func refusal(_ json: String) -> String {
      do {
        _ = try HipMomentConfiguration.decoded(from: Data(json.utf8), model: "test")
        return "accepted"
      } catch { return "\(error)" }
    }
    XCTAssert(refusal(#"{"networks": ["lstam", "rnn"]}"#).contains("rnn"))
    XCTAssert(refusal(#"{"networks": ["lstm"]}"#).contains("lstam among them"))
    XCTAssert(refusal(#"{"motionChannels": ["hip.angel"]}"#).contains("hip.angel"))
    XCTAssert(refusal(#"{"ensemble": ["forest"]}"#).contains("forest"))
    XCTAssert(refusal(#"{"ensemble": []}"#).contains("at least one name"))
    XCTAssert(refusal(#"{"seeds": 0}"#).contains("seeds"))
    XCTAssert(refusal(#"{"parts": 1}"#).contains("parts"))
    XCTAssert(refusal(#"{"delayFrames": 30}"#).contains("delayFrames"))
    XCTAssert(refusal(#"{"windowLength": 8}"#).contains("windowLength"))
    XCTAssert(refusal(#"{"reconstructionWeight": -1}"#).contains("reconstructionWeight"))
    XCTAssert(refusal(#"{"epochs": 0}"#).contains("epochs"))
  }

  func testTheMeanAbsoluteErrorStandsBesideTheOtherScores() throws {
    let scores = try TaskScores(prediction: [1, 2, 3], target: [1, 3, 5])
    XCTAssertEqual(scores.mae, 1, accuracy: 1e-15)
    XCTAssertEqual(scores.rmse, (5.0 / 3).squareRoot(), accuracy: 1e-15)
    XCTAssertEqual(scores.r2, 1 - 5.0 / 8, accuracy: 1e-15)
  }
}
