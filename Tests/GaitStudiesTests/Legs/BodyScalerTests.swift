import Foundation
import GaitData
import GaitRecords
import GaitStudies
import GaitTestSupport
import XCTest

/// Everyone seen as if their legs were as long as the training people's.
final class BodyScalerTests: XCTestCase {
  private func legs(of person: String) throws -> [LegRecording] {
    let data = try WalkingCopy([person])
    return try WalkingFolder(data.folder).read().trials.flatMap { try LegRecording.legs(of: $0) }
  }

  func testLegsAreComparedWithTheMeanOfTheTrainingPeoples() throws {
    let (tall, short) = (try legs(of: "SYN01"), try legs(of: "SYN04"))
    let scaler = BodyScaler(fittedOn: tall)
    XCTAssertEqual(try XCTUnwrap(scaler.legLengthM), (0.9567 + 0.9599) / 2, accuracy: 1e-9)
    let ratios = short.map { scaler.ratio($0) }
    for (ratio, length) in zip(ratios, [0.8763, 0.8699]) {
      XCTAssertEqual(ratio, length / 0.9583, accuracy: 1e-9)
    }
  }

  func testTimesGrowWithTheRootOfTheLengthAndMomentsWithTheLength() throws {
    let leg = try XCTUnwrap(try legs(of: "SYN01").first)
    let length = try XCTUnwrap(leg.legLengthM)
    let scaler = BodyScaler(legLengthM: length / 4)
    XCTAssertEqual(scaler.ratio(leg), 4, accuracy: 1e-12)
    XCTAssertEqual(scaler.frames([-20, -3, 0, 4], leg), [-40, -6, 0, 8])
    XCTAssertEqual(scaler.taskScale(leg, JointMomentsConfiguration.question), 4, accuracy: 1e-12)
    XCTAssertEqual(
      scaler.taskScale(leg, GroundReactionConfiguration.question), 1,
      "forces over mass are the same in all bodies that move alike")
    let names = [
      "ipsilateral.knee.velocity", "pelvis.velocityForward", "ipsilateral.hip.angle",
      "ipsilateral.hip.acceleration",
    ]
    let scaled = scaler.motion(leg, names)
    XCTAssertEqual(scaled.channels.keys.sorted(), names.sorted())
    for (name, factor) in zip(names, [2, 0.5, 1, 4.0]) {
      let expected = try XCTUnwrap(leg.motion[name]).map { $0 * factor }
      assertClose(try XCTUnwrap(scaled[name]), expected, absolute: 1e-9, name)
    }
  }

  func testALegOfUnknownLengthIsTakenAsItIs() throws {
    let leg = try XCTUnwrap(try legs(of: "SYN01").first)
    let scaler = BodyScaler(legLengthM: nil)
    XCTAssertEqual(scaler.ratio(leg), 1)
    XCTAssertEqual(scaler.frames([-7, 7], leg), [-7, 7])
    let name = "pelvis.velocityForward"
    XCTAssertEqual(scaler.motion(leg, [name])[name], leg.motion[name])
  }
}
