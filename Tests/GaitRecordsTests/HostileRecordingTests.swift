import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

/// Damaged recordings must end in a value or in a `RecordError`, never in a trap.
final class HostileRecordingTests: XCTestCase {
  private func read(_ data: Data, _ name: String, as format: String) throws {
    switch format {
    case "opengo": _ = try OpenGoRecording.read(data, name: name)
    case "trigno": _ = try TrignoRecording.read(data, name: name)
    case "trc": _ = try TRCFile.read(data, name: name)
    case "mvnx": _ = try MVNXRecording.read(data, name: name)
    case "openpose":
      _ = try KeypointRecording.readOpenPose(data, name: name, frameRateHz: 30)
    case "xsens": _ = try XsensTextFile.read(data, name: name)
    case "vicon": _ = try ViconTextFile.read(data, name: name)
    case "apdm": _ = try APDMTextFile.read(data, name: name)
    case "anc": _ = try AnalogTextFile.read(data, name: name)
    default: XCTFail("no reader of \(format)")
    }
  }

  func testEveryDamagedRecordingEndsInItsMessage() throws {
    let expected: [String: String] = try Fixture.json("hostile/recordings/expected.json")
    XCTAssertGreaterThan(expected.count, 15)
    for (name, message) in expected {
      let format = String(name.split(separator: ".").last ?? "")
      expectError(message) {
        try read(Fixture.data("hostile/recordings/\(name)"), name, as: format)
      }
    }
  }

  func testEveryDamageToAnExportEndsInAValueOrATypedError() throws {
    let files = ["exports/tracker-blanks.xsens", "exports/nexus.vicon"]
    for file in files {
      let format = String(file.split(separator: ".").last ?? "")
      let data = try Fixture.data("records/\(file)")
      assertFuzzed(data, failingWith: RecordError.self, flippedBytes: 600, file) {
        try read($0, file, as: format)
      }
    }
    let small = [
      "apdm":
        "Test Name:,T\nSample Rate:,100,Hz\nTime,A/Acceleration/X,A/Acceleration/Y,"
        + "A/Acceleration/Z\ns,m/s^2,m/s^2,m/s^2\n0,1,2,3\n0.01,4,5,6\n",
      "anc":
        "File_Type:\tAnalog R/C ASCII\nBitDepth:\t16\tPreciseRate:\t100\n\nName\tA\t\tB\n"
        + "Rate\t100\t100\t100\nRange\t5000\t5000\t10000\n0.00\t1\t2\t3\n0.01\t4\t5\t6\n",
      "openpose": #"{"people":[{"person_id":[-1],"pose_keypoints_2d":[1.5,2,0.5,0,0,0]}]}"#,
    ]
    for (format, text) in small {
      assertFuzzed(Data(text.utf8), failingWith: RecordError.self, format) {
        try read($0, "a." + format, as: format)
      }
    }
    let mvnx = try Fixture.data("records/mvnx/walk.mvnx")
    assertFuzzed(mvnx, failingWith: RecordError.self, flippedBytes: 700, "mvnx") {
      try read($0, "a.mvnx", as: "mvnx")
    }
  }

  func testEveryDamageToAMotionRecordingEndsInAValueOrATypedError() throws {
    let stem = "records/motionbids/sub-01_ses-02_task-walk_tracksys-imu_run-1"
    let parts = try ["_motion.tsv", "_channels.tsv", "_motion.json"].map {
      try Fixture.data(stem + $0)
    }
    for place in parts.indices {
      assertFuzzed(parts[place], failingWith: RecordError.self, flippedBytes: 400) { damaged in
        var copy = parts
        copy[place] = damaged
        return try MotionBIDSRecording.read(
          motion: copy[0], channels: copy[1], sidecar: copy[2], name: "a_motion.tsv")
      }
    }
  }

  func testEveryTruncationAndBitFlipEndsInAValueOrATypedError() throws {
    let files = [
      "opengo/left-subset.txt", "trigno/plain.csv", "trigno/preamble.csv", "trigno/all-commas.csv",
      "trc/crlf-trailing-tabs.trc", "trc/blanks.trc",
    ]
    for file in files {
      // The head of a file, behind a preamble, is where its structure is; the rest repeats it.
      let whole = try Fixture.data("records/\(file)")
      let head = whole.prefix(file.contains("preamble") ? 1200 : 600)
      let end = head.lastIndex(of: 10) ?? whole.count
      let format = String(file.prefix { $0 != "/" })
      assertFuzzed(Data(whole[...end]), failingWith: RecordError.self, file) {
        try read($0, file, as: format)
      }
    }
  }
}
