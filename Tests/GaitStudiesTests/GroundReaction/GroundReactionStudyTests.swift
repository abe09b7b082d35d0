import Foundation
import GaitKernels
import GaitModels
import GaitStudies
import GaitTestSupport
import XCTest

/// The ground-reaction study from end to end, on the synthetic set.
final class GroundReactionStudyTests: XCTestCase {
  private let people = ["SYN01", "SYN03", "SYN04"]
  private let configuration = Data(
    """
    {"networks": ["cnn2d-lstm", "ffn"], "epochs": 2, "stepsPerEpoch": 2, "batchSize": 4,
     "windowLength": 24, "hop": 12, "hidden": 8, "warmUpSteps": 2, "comparisonFolds": 2,
     "motionLags": [0], "contextFrames": [0], "boosting": {"rounds": 3, "leaves": 4}}
    """.utf8)

  private func tinyRun(_ data: WalkingCopy, seed: UInt64 = 3) throws -> TinyRun {
    let run = TinyRun(of: GroundReactionStudy.self)
    try run.run(data.folder, seed: seed, configuration: configuration)
    return run
  }

  func testARunHoldsTheRecommendedPredictorTheComparisonAndTheCosts() throws {
    let run = try tinyRun(WalkingCopy(people))
    let results = try run.json("results.json")
    XCTAssertEqual(
      results.keys.sorted(),
      ["boosting", "cnn2d-lstm-person", "ensemble", "inception", "kernel-ridge", "ridge"],
      "a network of the ensemble need not be among the compared ones")
    for entry in results.values {
      let scores = try XCTUnwrap(entry as? [String: Any])
      let tasks = try XCTUnwrap(scores["tasks"] as? [String: [String: Double]])
      XCTAssertEqual(tasks.keys.sorted(), ["anterior_posterior", "medial_lateral", "vertical"])
      XCTAssert(tasks.values.joined().allSatisfy { $0.value.isFinite })
      XCTAssertEqual((scores["participants"] as? [String: Any])?.keys.sorted(), people)
    }
    let comparison = try run.json("comparison.json")
    let networks = try XCTUnwrap(comparison["networks"] as? [String: [String: Any]])
    XCTAssertEqual(
      networks.keys.sorted(), ["cnn2d-lstm", "cnn2d-lstm-person", "ffn", "ffn-person"])
    for scores in networks.values {
      XCTAssertEqual(
        (scores["participants"] as? [String: Any])?.keys.sorted(), people,
        "everyone is kept out of training in one fold")
    }
    let gains = try XCTUnwrap(
      comparison["gain_by_person"] as? [String: [String: [String: Double]]])
    XCTAssertEqual(gains.keys.sorted(), ["cnn2d-lstm", "ffn"])
    let gain = try XCTUnwrap(gains["ffn"]?["vertical"])
    XCTAssertEqual(gain["people"], 3)
    XCTAssertEqual(
      try XCTUnwrap(gain["mean_r2"]),
      try difference(networks, "ffn-person", "ffn", "vertical"), accuracy: 1e-12)
    let kept = try String(contentsOf: run.url("table.md"), encoding: .utf8)
    XCTAssert(run.table.hasPrefix(kept), "costs are printed, not kept: times differ between runs")
    XCTAssert(run.table.contains("| cnn2d-lstm-person | "), run.table)
    XCTAssertEqual(run.log.epochs.planned, run.log.epochs.done)
  }

  private func difference(
    _ networks: [String: [String: Any]], _ first: String, _ second: String, _ task: String
  ) throws -> Double {
    func r2(_ network: String) throws -> [Double] {
      let people = try XCTUnwrap(
        networks[network]?["participants"] as? [String: [String: [String: Double]]])
      return try self.people.map { try XCTUnwrap(people[$0]?[task]?["r2"]) }
    }
    let pairs = zip(try r2(first), try r2(second))
    return pairs.reduce(0) { $0 + $1.0 - $1.1 } / Double(people.count)
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

  func testAFinishedRunEvaluatesEveryPredictorAndPredictsBothFeet() throws {
    let run = try tinyRun(WalkingCopy(["SYN01", "SYN03"]))
    let other = try WalkingCopy(["SYN05"])
    let scores = try GroundReactionStudy.evaluate(run: run.folder, data: other.folder) { _ in }
    XCTAssertEqual(
      scores.models.keys.sorted(),
      [
        "boosting", "cnn2d-lstm", "cnn2d-lstm-person", "ensemble", "ffn", "ffn-person",
        "inception", "kernel-ridge", "ridge",
      ])
    XCTAssertEqual(scores.tasks, scores.models["ensemble"])
    XCTAssertEqual(scores.tasks.keys.sorted(), GroundReactionStudy.taskNames.sorted())
    let input = other.folder.appendingPathComponent("csv/SYN0501_slow_kin100Hz.csv")
    let table = try GroundReactionStudy.predict(run: run.folder, input: input) { _ in }
    let lines = table.split(separator: "\n")
    XCTAssertEqual(
      lines[0],
      "time_s,left_vertical_force_N_per_kg,left_anterior_posterior_force_N_per_kg,"
        + "left_medial_lateral_force_N_per_kg,right_vertical_force_N_per_kg,"
        + "right_anterior_posterior_force_N_per_kg,right_medial_lateral_force_N_per_kg")
    XCTAssertEqual(lines.count, 179)
  }

  func testForcesOffThePlatesAreNeitherTrainedNorScored() throws {
    // Whatever stands in the columns of the force where no plate carries the foot changes nothing.
    let plain = try WalkingCopy(people)
    let changed = try WalkingCopy(people)
    for person in people {
      for file in try FileManager.default.contentsOfDirectory(atPath: changed.path("csv"))
      where file.hasPrefix(person) && file.hasSuffix("_kin100Hz.csv") {
        try changed.edit("csv/" + file, Self.fillingBlankForces)
      }
    }
    let runs = try [plain, changed].map { try tinyRun($0) }
    XCTAssertEqual(
      try Data(contentsOf: runs[0].url("results.json")),
      try Data(contentsOf: runs[1].url("results.json")))
  }

  /// Writes a horizontal force where the plates say nothing.
  private static func fillingBlankForces(_ text: String) -> String {
    let lines = text.components(separatedBy: "\n")
    let names = lines[0].components(separatedBy: ",")
    let places = names.indices.filter { names[$0].contains("GroundReactionForce_X") }
    return lines.enumerated().map { row, line in
      var cells = line.components(separatedBy: ",")
      guard row > 0, cells.count == names.count else { return line }
      for place in places where cells[place].isEmpty { cells[place] = "3" }
      return cells.joined(separator: ",")
    }
    .joined(separator: "\n")
  }

  func testAPlateIsNoInputAndSwingIsNotTrainedOn() {
    let configuration = GroundReactionConfiguration()
    let inputs = configuration.motionChannels + configuration.muscleChannels
    XCTAssertFalse(inputs.contains { $0.lowercased().contains("force") })
    XCTAssertEqual(configuration.swingWeight, 0)
  }

  func testTheNetworksAreThePapersTenEachWithAndWithoutThePerson() throws {
    let configuration = GroundReactionConfiguration()
    XCTAssertEqual(
      configuration.networks,
      [
        "cnn2d-lstm", "ffn", "lstm", "bilstm", "cnn1d", "cnn2d", "cnn1d-lstm", "transformer",
        "inception", "resnet50",
      ])
    let compared = configuration.members.filter(\.isCompared).map(\.name)
    XCTAssertEqual(
      Set(compared), Set(configuration.networks.flatMap { [$0, $0 + "-person"] }))
    for name in configuration.networks { XCTAssertEqual(try ModelCatalog.entry(name).name, name) }
    XCTAssertNoThrow(try configuration.validate())
    XCTAssertNoThrow(try GroundReactionConfiguration.quick.validate())
    XCTAssertEqual(
      GroundReactionConfiguration.quick.ensemble,
      ["cnn2d-lstm-person", "kernel-ridge", "boosting"],
      "a quick run leaves nobody out for a network that it does not compare")
    var own = GroundReactionConfiguration()
    own.ensemble = ["inception"]
    own.makeQuick()
    XCTAssertEqual(own.ensemble, ["inception"], "but an ensemble is never empty")
  }

  func testEveryNetworkOfTheTenIsBuiltTrainedAndPredicts() throws {
    let data = try WalkingCopy(["SYN01", "SYN03"])
    let run = TinyRun(of: GroundReactionStudy.self)
    let all = Data(
      """
      {"epochs": 1, "residualWidth": 4, "stepsPerEpoch": 1, "batchSize": 2, "windowLength": 32,
       "hop": 100, "hidden": 8, "comparisonFolds": 2, "motionLags": [0], "contextFrames": [0],
       "motionChannels": ["ipsilateral.hip.angle", "ipsilateral.knee.angle",
       "ipsilateral.ankle.angle", "pelvis.accelerationUp"], "boosting": {"rounds": 1}}
      """.utf8)
    try run.run(data.folder, configuration: all)
    let comparison = try run.json("comparison.json")
    XCTAssertEqual((comparison["networks"] as? [String: Any])?.count, 20)
  }

  func testWhatCannotBeAskedForIsRefusedByName() throws {
    func refusal(_ json: String) -> String {
      do {
        _ = try GroundReactionConfiguration.decoded(from: Data(json.utf8), model: "test")
        return "accepted"
      } catch { return "\(error)" }
    }
    XCTAssert(refusal(#"{"networks": ["rnn"]}"#).contains("rnn"))
    XCTAssert(refusal(#"{"motionChannels": ["hip.angel"]}"#).contains("hip.angel"))
    XCTAssert(refusal(#"{"ensemble": ["ffn"]}"#).contains("accepted"), "any network may join")
    XCTAssert(
      refusal(#"{"networks": [], "ensemble": ["kernel-ridge", "boosting"]}"#).contains("accepted"))
    let unknown = refusal(#"{"networks": ["ffn"], "ensemble": ["forest"]}"#)
    XCTAssert(unknown.contains("forest") && unknown.contains("inception-person"), unknown)
    XCTAssert(refusal(#"{"comparisonFolds": 1}"#).contains("comparisonFolds"))
    XCTAssert(refusal(#"{"residualWidth": 0}"#).contains("residualWidth"))
  }
}
