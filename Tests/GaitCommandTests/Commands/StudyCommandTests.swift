import Foundation
import GaitTestSupport
import XCTest

/// A study on the command line: whole, refused, killed and gone on with.
final class StudyCommandTests: XCTestCase {
  private func study(
    _ data: String, _ output: String, _ configuration: String, _ more: [String] = [],
    fileLimit: Int? = nil
  ) throws -> GaitProcess {
    try GaitProcess(
      ["study", "joint-moments", "--data", data, "--out", output, "--config", configuration] + more,
      fileLimit: fileLimit)
  }

  func testAStudyIsEvaluatedAndPredictsAndShowsNoProgressWhereNobodyLooks() throws {
    let workspace = try Workspace()
    let data = try WalkingCopy(["SYN01", "SYN03"])
    let (run, json) = (workspace.path("run"), workspace.path("scores.json"))
    let ended = try study(data.folder.path, run, try workspace.configuration()).result()
    XCTAssertEqual(ended.exitCode, 0, ended.errors)
    XCTAssert(ended.output.contains("| cross-lstm | hip flexion |"), ended.output)
    XCTAssert(ended.output.hasSuffix("run written to \(run)\n"))
    for line in ended.errors.split(separator: "\n") {
      XCTAssert(line.hasPrefix("gait: warning: "), "\(line)")
    }
    XCTAssertFalse(ended.errors.contains("\r") || ended.output.contains("\r"))

    let other = try WalkingCopy(["SYN05"])
    let scored = try GaitProcess.run(
      "evaluate", "--run", run, "--data", other.folder.path, "--json", json)
    XCTAssertEqual(scored.exitCode, 0, scored.errors)
    let report = try XCTUnwrap(
      try JSONSerialization.jsonObject(with: try Data(contentsOf: URL(fileURLWithPath: json)))
        as? [String: Any])
    let tasks = try XCTUnwrap(report["tasks"] as? [String: [String: Double]])
    XCTAssertEqual(tasks.keys.sorted(), ["ankle_flexion", "hip_flexion", "knee_flexion"])
    for metrics in tasks.values {
      XCTAssert(Set(metrics.keys).isSuperset(of: ["r2", "rmse", "nrmse_range", "pearson"]))
    }

    let table = workspace.path("prediction.csv")
    let predicted = try GaitProcess.run(
      "predict", "--run", run, "--input", other.path("csv/SYN0501_slow_kin100Hz.csv"), "--output",
      table)
    XCTAssertEqual(predicted.exitCode, 0, predicted.errors)
    let lines = try String(contentsOfFile: table, encoding: .utf8).split(separator: "\n")
    XCTAssertEqual(lines.count, 179)

    assertFails(
      try GaitProcess.run(
        "predict", "--run", run, "--input", workspace.path("none_kin100Hz.csv"), "--output", table),
      74, naming: "none_kin100Hz.csv")
    assertFails(
      try GaitProcess.run("evaluate", "--run", run, "--data", workspace.url.path), 65,
      naming: "trials.csv")

    // A folder with a run is not overwritten by accident.
    assertFails(
      try study(data.folder.path, run, try workspace.configuration()).result(), 64,
      naming: run, "--resume")
    assertFails(
      try study(
        data.folder.path, run, try workspace.configuration(), ["--resume", "--seed", "8"]
      ).result(), 65, naming: "seed")
    // Weights of another model.
    let files = ["lstm", "cross-lstm"].map {
      URL(fileURLWithPath: run).appendingPathComponent("final/\($0).safetensors")
    }
    try Data(contentsOf: files[0]).write(to: files[1])
    assertFails(
      try GaitProcess.run("evaluate", "--run", run, "--data", other.folder.path), 65,
      naming: "cross-lstm.safetensors", "weights do not fit")
    // A checkpoint of another model.
    let jobs = URL(fileURLWithPath: run).appendingPathComponent("jobs/everyone")
    try Data(contentsOf: jobs.appendingPathComponent("lstm/checkpoint.safetensors"))
      .write(to: jobs.appendingPathComponent("cross-lstm/checkpoint.safetensors"))
    assertFails(
      try study(
        data.folder.path, run, try workspace.configuration(), ["--resume"]
      ).result(), 65, naming: "checkpoint.safetensors", "another run")
  }

  func testMissingFilesAndFoldersAreFileErrors() throws {
    let workspace = try Workspace()
    let (none, run) = (workspace.path("none"), workspace.path("run"))
    let configuration = try workspace.configuration()
    assertFails(try study(none, run, configuration).result(), 74, naming: none)
    assertFails(try study(workspace.url.path, run, none).result(), 74, naming: none)
    assertFails(
      try study(workspace.url.path, run, configuration).result(), 65, naming: "trials.csv")
    assertFails(
      try GaitProcess.run("evaluate", "--run", none, "--data", none), 65, naming: none,
      "finished run")
    let data = try WalkingCopy(["SYN01", "SYN03"])
    try Data().write(to: workspace.url.appendingPathComponent("file"))
    assertFails(
      try study(data.folder.path, workspace.path("file/run"), configuration).result(), 74,
      naming: workspace.path("file/run"))
    XCTAssertFalse(FileManager.default.fileExists(atPath: run), "nothing is written before")
  }

  func testDataThatCannotBeUnderstoodAreNamedWithTheirPlace() throws {
    let workspace = try Workspace()
    let configuration = try workspace.configuration()
    let kin = "csv/SYN0101_slow_kin100Hz.csv"
    func check(
      _ parts: [String], line: UInt = #line, _ damage: (WalkingCopy) throws -> Void
    ) throws {
      let data = try WalkingCopy(["SYN01", "SYN03"])
      try damage(data)
      let result = try study(data.folder.path, workspace.path("run"), configuration).result()
      assertFails(result, 65, line: line)
      for part in parts {
        XCTAssert(result.errors.contains(part), "\(result.errors) lacks \(part)", line: line)
      }
    }
    try check(["SYN0101_slow_kin100Hz.csv", "LHipAngles_X_deg"]) {
      try $0.edit(kin) { $0.replacing("LHipAngles_X_deg", with: "LHip") }
    }
    try check(["SYN0101_slow_kin100Hz.csv, line 4", "\"tall\""]) {
      try $0.edit(kin) { text in
        var lines = text.components(separatedBy: "\n")
        var cells = lines[3].components(separatedBy: ",")
        cells[5] = "tall"
        lines[3] = cells.joined(separator: ",")
        return lines.joined(separator: "\n")
      }
    }
    try check(["SYN0101_slow_kin100Hz.csv", "100 Hz", "200 Hz"]) {
      try $0.edit("trials.csv") { $0.replacing(",100.0,179,", with: ",200.0,179,") }
    }
    try check(["expected at least 2 people", "found 1"]) {
      try $0.edit("trials.csv") { text in
        text.components(separatedBy: "\n").filter { !$0.hasPrefix("SYN03") }
          .joined(separator: "\n")
      }
    }
    try Data("{\"width\": 3}".utf8).write(to: workspace.url.appendingPathComponent("bad.json"))
    let data = try WalkingCopy(["SYN01", "SYN03"])
    assertFails(
      try study(data.folder.path, workspace.path("run"), workspace.path("bad.json")).result(), 65,
      naming: "width")
  }

  func testASideWithoutEMGIsWarnedOf() throws {
    let workspace = try Workspace()
    let data = try WalkingCopy(["SYN01", "SYN02"])
    let result = try study(
      data.folder.path, workspace.path("run"), try workspace.configuration()
    ).result()
    XCTAssertEqual(result.exitCode, 0)
    XCTAssert(
      result.errors.contains("all EMG channels of the left side are flat"), result.errors)
    XCTAssert(result.errors.contains("SYN0201_slow_analog1000Hz.csv"), result.errors)
  }

  func testAFullDiskEndsTheRunWhichGoesOnWhenThereIsRoom() throws {
    let workspace = try Workspace()
    let data = try WalkingCopy(["SYN01", "SYN03"])
    // Checkpoints are larger than the limit, messages are not.
    let configuration = try workspace.configuration(hidden: 16)
    let (run, whole) = (workspace.path("run"), workspace.path("whole"))
    let full = try study(data.folder.path, run, configuration, fileLimit: 32).result()
    assertFails(full, 74, naming: "checkpoint.safetensors", "File too large")
    let rest = try study(data.folder.path, run, configuration, ["--resume"]).result()
    XCTAssertEqual(rest.exitCode, 0, rest.errors)
    _ = try study(data.folder.path, whole, configuration).result()
    try assertSameFiles(URL(fileURLWithPath: run), URL(fileURLWithPath: whole))
  }

  func testARunKilledAtAnyMomentsAndResumedEndsWithTheSameBytes() throws {
    let workspace = try Workspace()
    let data = try WalkingCopy(["SYN01", "SYN03"])
    let configuration = try workspace.configuration(epochs: 40)
    let whole = workspace.path("whole")
    let clock = ContinuousClock()
    let duration = try clock.measure {
      let result = try study(data.folder.path, whole, configuration, ["--threads", "2"]).result()
      XCTAssertEqual(result.exitCode, 0, result.errors)
    }
    var kills = 0
    for round in 0..<4 where kills < 6 {
      let run = workspace.path("run\(round)")
      for attempt in 0..<40 {
        // The number of threads changes from one attempt to the next.
        let gait = try study(
          data.folder.path, run, configuration,
          ["--threads", "\(1 + attempt % 2)"] + (attempt > 0 ? ["--resume"] : []))
        let moment = duration * Double.random(in: 0.1...0.6)
        let deadline = clock.now + (attempt < 8 ? moment : .seconds(60))
        while gait.isRunning, clock.now < deadline { usleep(500) }
        guard gait.isRunning else {
          let result = try gait.result()
          XCTAssertEqual(result.exitCode, 0, result.errors)
          break
        }
        gait.kill()
        kills += 1
      }
      try assertSameFiles(
        URL(fileURLWithPath: run), URL(fileURLWithPath: whole), "after \(kills) kills:")
    }
    XCTAssertGreaterThanOrEqual(kills, 5)
  }
}
