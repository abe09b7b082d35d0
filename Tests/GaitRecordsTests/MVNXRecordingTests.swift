import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

final class MVNXRecordingTests: XCTestCase {
  private func read() throws -> (recording: MVNXRecording, report: ImportReport) {
    try MVNXRecording.read(Fixture.url("records/mvnx/walk.mvnx"))
  }

  func testEveryQuantityHoldsTheNumbersOfTheNormalFrames() throws {
    let expected = try TextRecordings()
    let (recording, report) = try read()
    XCTAssertEqual(recording.signals.count, 7)
    for (quantity, signal) in recording.signals {
      let factor = quantity == .jointAngle ? Double.pi / 180 : 1
      let values = try expected.values("mvnx/walk.mvnx", quantity.rawValue)
      assertClose(
        signal.samples, values.map { ($0 ?? .nan) * factor }, relative: 1e-6, quantity.rawValue)
      XCTAssertEqual(signal.frameCount, 5)
      XCTAssertEqual(signal.sampleRateHz, 60)
    }
    XCTAssertEqual(report.droppedRows, 3)
    XCTAssertEqual(
      report.warnings.map(\.message), ["3 frames of calibration poses are left out"])
  }

  func testNamesAreThoseOfTheFileAndPickTheirChannels() throws {
    let recording = try read().recording
    XCTAssertEqual(recording.subject, "Suit & one")
    XCTAssertEqual(recording.segments, ["Pelvis", "L5", "RightFoot"])
    XCTAssertEqual(recording.joints, ["jL5S1", "jRightKnee"])
    XCTAssertEqual(recording.sensors, ["Pelvis", "RightFoot"])
    let knee = try XCTUnwrap(recording.signal(.jointAngle, of: "jRightKnee"))
    XCTAssertEqual(knee.channels.map(\.name), ["jRightKnee_x", "jRightKnee_y", "jRightKnee_z"])
    XCTAssertEqual(knee.channels[0].sourceUnit, .degree)
    XCTAssertEqual(recording.signal(.orientation, of: "L5")?.channelCount, 4)
    XCTAssertNil(recording.signal(.position, of: "LeftFoot"))
    XCTAssertNil(recording.signal(.velocity, of: "Pelvis"))
  }

  func testAQuantityAbsentFromAFrameIsMissingThere() throws {
    let text = """
      <mvnx><subject frameRate="100"><segments><segment label="A"/></segments><frames>
      <frame time="0" type="normal"><position>1 2 3</position></frame>
      <frame time="10" type="normal"><acceleration>4 5 6</acceleration></frame>
      </frames></subject></mvnx>
      """
    let recording = try MVNXRecording.read(Data(text.utf8), name: "a.mvnx").recording
    XCTAssertEqual(recording.signals[.position]?[0, 2], 3)
    XCTAssertNil(recording.signals[.position]?[1, 2])
    XCTAssertNil(recording.signals[.acceleration]?[0, 0])
    XCTAssertEqual(recording.signals[.acceleration]?[1, 0], 4)
  }
}
