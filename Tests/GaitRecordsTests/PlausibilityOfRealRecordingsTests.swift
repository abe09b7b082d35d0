import Foundation
import GaitRecords
import XCTest

/// Real recordings in the right units raise no alarm.
final class PlausibilityOfRealRecordingsTests: XCTestCase {
  func testWalksOfTheParkinsonDatabase() throws {
    let (walks, participants, _) = try GaitPDBFolder(realData("gaitpdb")).read()
    XCTAssertGreaterThan(walks.count, 100)
    for person in participants { XCTAssertEqual(person.implausibilities, [], "\(person.id)") }
    for walk in walks { XCTAssertEqual(walk.implausibilities, [], walk.name) }
  }

  func testTrialsOfTheMotionLaboratory() throws {
    let (trials, _) = try WalkingFolder(realData("biomechzoo-gait")).read()
    XCTAssertGreaterThan(trials.count, 10)
    for trial in trials { XCTAssertEqual(trial.implausibilities, [], trial.name) }
  }

  func testSensorsOnFeetAndBacks() throws {
    let folder = try realData("xsens-gait")
    var count = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    where name.hasSuffix(".txt") {
      let isFoot = !name.contains("_lb")
      let imu = try XsensTextFile.read(
        folder.appendingPathComponent(name), segment: isFoot ? .foot : .lowerBack,
        side: isFoot ? (name.contains("_lf") ? .left : .right) : nil
      ).file.imu
      count += 1
      XCTAssertEqual(imu.implausibilities, [], name)
    }
    XCTAssertGreaterThan(count, 5)
  }
}
