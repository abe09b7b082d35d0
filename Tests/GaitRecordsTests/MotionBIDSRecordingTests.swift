import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

final class MotionBIDSRecordingTests: XCTestCase {
  private let fileName = "sub-01_ses-02_task-walk_tracksys-imu_run-1_motion.tsv"

  private func read() throws -> (recording: MotionBIDSRecording, report: ImportReport) {
    try MotionBIDSRecording.read(Fixture.url("records/motionbids/\(fileName)"))
  }

  func testSamplesAreInSIUnitsAndMissingWhereTheFileSaysSo() throws {
    let expected = try TextRecordings()
    let (recording, report) = try read()
    let factors = [9.80665, 9.80665, Double.pi / 180, 1, 1]
    for (channel, factor) in factors.enumerated() {
      try expected.assertEqual(
        recording.signal, channel: channel, "motionbids/\(fileName)",
        recording.signal.channels[channel].name, factor: factor)
    }
    XCTAssertEqual(recording.signal.gaps(ofChannel: 1), [4..<6])
    XCTAssertEqual(
      recording.notes[0],
      .init(kind: .acceleration, component: "x", trackedPoint: "LeftFoot"))
    XCTAssertEqual(recording.participant, "sub-01")
    XCTAssertEqual(recording.entities.map(\.key), ["sub", "ses", "task", "tracksys", "run"])
    XCTAssertEqual(recording.taskName, "walk")
    XCTAssertEqual(report.conversions.map(\.quantity), ["ACCEL", "GYRO"])
  }

  func testTheLatencyColumnKeepsUnevenTimes() throws {
    let expected = try TextRecordings()
    let recording = try read().recording
    XCTAssertEqual(
      recording.latenciesS,
      try expected.values("motionbids/\(fileName)", "latency").map { $0 ?? .nan })
    XCTAssertEqual(recording.signal.sampleRateHz, 50)
  }

  func testWhatIsWrittenReadsBackAsTheSameRecording() throws {
    let recording = try read().recording
    let motion = try recording.write(into: temporaryFolder(self))
    XCTAssertEqual(motion.lastPathComponent, fileName)
    let (copy, report) = try MotionBIDSRecording.read(motion)
    XCTAssertTrue(report.conversions.isEmpty)
    XCTAssertEqual(copy.notes, recording.notes)
    XCTAssertEqual(copy.entities, recording.entities)
    XCTAssertEqual(copy.latenciesS, recording.latenciesS)
    assertSameBits(
      copy.signal.samples.map { $0.isNaN ? 0 : $0 },
      recording.signal.samples.map { $0.isNaN ? 0 : $0 })
    XCTAssertEqual(copy.signal.isMissing, recording.signal.isMissing)
  }

  func testErrorsNameTheFileOfTheThreeThatIsWrong() throws {
    let channels = Data("name\tcomponent\ttype\ttracked_point\tunits\na\tx\tPOS\tp\tm\n".utf8)
    let sidecar = Data(#"{"SamplingFrequency": 100}"#.utf8)
    func read(_ motion: String, _ channels: Data, _ sidecar: Data) throws {
      _ = try MotionBIDSRecording.read(
        motion: Data(motion.utf8), channels: channels, sidecar: sidecar,
        name: "sub-1_motion.tsv")
    }
    expectError("sub-1_motion.tsv, line 2: expected 1 cell, found 2") {
      try read("1\n2\t3\n", channels, sidecar)
    }
    expectError("sub-1_motion.tsv, line 1, column a: expected a number, found \"pos\"") {
      try read("pos\n1\n", channels, sidecar)
    }
    expectError(
      "sub-1_motion.json, line 1, column SamplingFrequency: expected JSON with a number "
        + "SamplingFrequency, found no SamplingFrequency"
    ) { try read("1\n", channels, Data("{}".utf8)) }
    expectError(
      "sub-1_channels.tsv, line 2, column type: expected one of ACCEL, ANGACCEL, GYRO, JNTANG, "
        + "LATENCY, MAGN, MISC, ORNT, POS, VEL, found \"EMG\""
    ) {
      try read(
        "1\n", Data("name\tcomponent\ttype\ttracked_point\tunits\na\tx\tEMG\tp\tm\n".utf8), sidecar)
    }
  }
}
