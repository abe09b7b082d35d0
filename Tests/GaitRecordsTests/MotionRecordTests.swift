import GaitRecords
import XCTest

final class MotionRecordTests: XCTestCase {
  func testChannelsCountSideThenJointThenPlane() {
    XCTAssertEqual(MotionRecord.channel(.left, .hip, AnatomicalPlane.sagittal), 0)
    XCTAssertEqual(MotionRecord.channel(.left, .ankle, AnatomicalPlane.transverse), 8)
    XCTAssertEqual(MotionRecord.channel(.right, .hip, AnatomicalPlane.sagittal), 9)
    XCTAssertEqual(MotionRecord.channel(.right, .knee, LaboratoryAxis.z), 14)
    XCTAssertEqual(MotionRecord.channel(.right, .z), 5)
    XCTAssertEqual(MotionRecord.channel(.right), 1)
  }

  func testTheWalkingReaderKeepsToThatOrder() throws {
    let (trials, _) = try WalkingFolder(walkingFixture).read()
    let motion = try XCTUnwrap(trials.first).motion
    for side in Side.allCases {
      for (joint, centre) in zip(Joint.allCases, ["HJC", "FEO", "AJC"]) {
        let name = joint.rawValue.capitalized
        for (plane, letter) in zip(AnatomicalPlane.allCases, ["X", "Y", "Z"]) {
          let channel = MotionRecord.channel(side, joint, plane)
          XCTAssertEqual(
            motion.jointAngles.channels[channel].name, "\(side.letter)\(name)Angles_\(letter)")
          XCTAssertEqual(
            motion.jointMoments.channels[channel].name, "\(side.letter)\(name)Moment_\(letter)")
        }
        for (axis, letter) in zip(LaboratoryAxis.allCases, ["X", "Y", "Z"]) {
          XCTAssertEqual(
            motion.jointCentres.channels[MotionRecord.channel(side, joint, axis)].name,
            "\(side.letter)\(centre)_\(letter)")
          XCTAssertEqual(
            motion.groundReaction.channels[MotionRecord.channel(side, axis)].name,
            "\(side.letter)GroundReactionForce_\(letter)")
        }
      }
      XCTAssertEqual(
        motion.stance.channels[MotionRecord.channel(side)].name, "\(side.letter)_stance")
    }
  }
}
