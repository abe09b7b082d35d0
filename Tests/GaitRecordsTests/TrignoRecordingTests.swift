import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

final class TrignoRecordingTests: XCTestCase {
  func testEveryDialectGivesTheSameTracksAtTheirOwnRates() throws {
    let expected = try TextRecordings()
    for file in expected.files(of: "trigno") {
      let (recording, report) = try TrignoRecording.read(Fixture.url("records/\(file)"))
      XCTAssertEqual(recording.tracks.count, 5, file)
      for track in recording.tracks {
        let factor = track.quantity == .emg ? 1 : 9.80665
        try expected.assertEqual(track.signal, channel: 0, file, track.label, factor: factor)
        let rate = track.quantity == .emg ? 52 / 0.027 : 4 / 0.027
        XCTAssertEqual(track.signal.sampleRateHz, rate, accuracy: 1e-3, file)
      }
      XCTAssertTrue(report.gaps.isEmpty, file)
    }
  }

  func testTheChannelsOfASensorBecomeAnInertialRecord() throws {
    let (recording, _) = try TrignoRecording.read(Fixture.url("records/trigno/plain.csv"))
    XCTAssertEqual(recording.sensors, ["Avanti sensor 1", "Avanti sensor 2"])
    let imu = try XCTUnwrap(recording.imu("Avanti sensor 1", segment: .shank, side: .left))
    XCTAssertEqual(imu.acceleration?.frameCount, 5)
    XCTAssertNil(imu.angularRate)
    XCTAssertNil(recording.imu("Avanti sensor 2"))
    XCTAssertEqual(recording.tracks.map(\.axis), [nil, 0, 1, 2, nil])
    let emg = try XCTUnwrap(recording.signal(of: .emg))
    XCTAssertEqual(emg.channels.map(\.name), ["Avanti sensor 1: EMG 1", "Avanti sensor 2: EMG 2"])
    XCTAssertEqual(emg.frameCount, 60)
  }

  func testAnExportWithoutUnitsSaysWhatItTookThemFor() throws {
    let text =
      "X[s],Avanti sensor 1: EMG 1,X[s],Avanti sensor 1: GYRO X 1\n"
      + (0..<4).map { "\(Double($0) / 1000),1e-5,\(Double($0) / 100),90\n" }.joined()
    let (recording, report) = try TrignoRecording.read(Data(text.utf8), name: "a.csv")
    XCTAssertEqual(recording.tracks[1].quantity, .angularRate)
    XCTAssertEqual(Double(recording.tracks[1].signal.samples[0]), .pi / 2, accuracy: 1e-6)
    XCTAssertEqual(
      report.warnings.map(\.message),
      [
        "channel Avanti sensor 1: EMG 1 states no unit; taken as V",
        "channel Avanti sensor 1: GYRO X 1 states no unit; taken as deg/s",
      ])
  }
}
