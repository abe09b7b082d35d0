import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

final class KeypointRecordingTests: XCTestCase {
  func testAFolderOfFramesBecomesTracksWithFramesLeftOutMissing() throws {
    let expected = try TextRecordings()
    let (recording, report) = try KeypointRecording.readOpenPose(
      Fixture.url("records/openpose/walk"), frameRateHz: 25)
    XCTAssertEqual(recording.points.count, 25)
    XCTAssertEqual(recording.points[8], "midHip")
    XCTAssertEqual(recording.people.map(\.person), [0, 1])
    let track = recording.people[0]
    XCTAssertEqual(track.places.frameCount, 6)
    for frame in [10, 11, 12, 15] {
      let numbers = try expected.values("openpose/walk", "\(frame)").map { Float($0 ?? .nan) }
      for point in 0..<25 {
        let isSeen = numbers[3 * point + 2] > 0
        XCTAssertEqual(
          track.places[frame - 10, 2 * point], isSeen ? numbers[3 * point] : nil)
        XCTAssertEqual(
          track.places[frame - 10, 2 * point + 1], isSeen ? numbers[3 * point + 1] : nil)
        XCTAssertEqual(track.confidence[frame - 10, point], numbers[3 * point + 2])
      }
    }
    XCTAssertNil(track.places[3, 0])
    XCTAssertEqual(report.gaps.map(\.firstFrame), [3])
    XCTAssertEqual(report.gaps.map(\.frameCount), [2])
    XCTAssertEqual(report.warnings.count, 1)
  }

  func testOneFileMayHoldAnArrayOfFrames() throws {
    let text = """
      [{"people":[{"person_id":[7],"pose_keypoints_2d":[1,2,0.9,3,4,0.1]}]},
       {"people":[]},
       {"people":[{"person_id":[7],"pose_keypoints_2d":[5,6,0.8,7,8,0.7]}]}]
      """
    let (recording, _) = try KeypointRecording.readOpenPose(
      Data(text.utf8), name: "walk.json", frameRateHz: 30, minimumConfidence: 0.3)
    let track = recording.people[0]
    XCTAssertEqual(track.person, 7)
    XCTAssertEqual(track.places[0, 0], 1)
    XCTAssertNil(track.places[0, 2], "a point below the least confidence is missing")
    XCTAssertNil(track.places[1, 0])
    XCTAssertEqual(track.places[2, 3], 8)
  }

  func testThePointsOfAModelAreNamed() {
    for count in [15, 18, 25, 4] {
      let names = KeypointRecording.pointNames(count: count)
      XCTAssertEqual(names.count, count)
      XCTAssertEqual(Set(names).count, count)
    }
  }
}
