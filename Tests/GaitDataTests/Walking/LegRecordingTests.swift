import Foundation
import GaitData
import GaitRecords
import GaitTestSupport
import XCTest

/// What a leg says of its targets: moments, force, swing.
final class LegRecordingTests: XCTestCase {
  func testAFrameIsPlateSupportedWhereTheForceCarriesTheFootAndAllMomentsAreKnown() throws {
    var made = SyntheticTrial()
    made.verticalForce = { side, time in
      side == .right ? nil : time < 0.505 ? -9 : time < 1.005 ? 0.2 : nil
    }
    made.moments = { _, joint, time in joint == .knee && time < 0.205 ? nil : 1 }
    let legs = try LegRecording.legs(of: made.trial)
    let supported = (0..<200).filter { legs[0].isPlateSupported($0) }
    XCTAssertEqual(supported, Array(21...50), "the sign of the force is the laboratory's")
    XCTAssertEqual((0..<200).filter { legs[1].isPlateSupported($0) }, [])
    XCTAssertEqual(legs[1].verticalForce, [Double](repeating: 0, count: 200))
    XCTAssertEqual((0..<200).filter { legs[0].isPlateSupported($0, aboveNPerKg: 0.1) }.last, 100)
  }

  func testAFrameIsInSwingOnlyWhereTheEventsSaySo() throws {
    var made = SyntheticTrial()
    made.stance = { side, time in
      side == .right ? nil : time < 0.505 ? 1 : 0
    }
    let legs = try LegRecording.legs(of: made.trial)
    XCTAssertEqual((0..<200).filter { legs[0].isSwing[$0] }, Array(51..<200))
    XCTAssertFalse(legs[1].isSwing.contains(true))
  }

  func testMomentsAreThoseOfTheLegItself() throws {
    var made = SyntheticTrial()
    made.moments = { side, joint, _ in
      Double(joint.position + 1) * (side == .left ? 1 : 10)
    }
    let legs = try LegRecording.legs(of: made.trial)
    XCTAssertEqual(legs[0].moments.map { $0[7] }, [1, 2, 3])
    XCTAssertEqual(legs[1].moments.map { $0[7] }, [10, 20, 30])
  }

  func testTheGroundReactionIsForwardIpsilateralAndUpWhateverTheHeading() throws {
    for (heading, sign) in [(0.0, 1.0), (0.7, 1), (-2, 1), (2.5, -1)] {
      var made = SyntheticTrial(headingRad: heading)
      // 2 forward and 1 to the left of the one who walks; some laboratories hold the opposite force.
      made.verticalForce = { _, time in time < 0.5 ? sign * 9 : nil }
      made.horizontalForce = { _, _ in
        (sign * (2 * cos(heading) - sin(heading)), sign * (2 * sin(heading) + cos(heading)))
      }
      for leg in try LegRecording.legs(of: made.trial) {
        let force = leg.groundReaction.map { $0[7] }
        XCTAssertEqual(force[0], 2, accuracy: 1e-6)
        XCTAssertEqual(force[1], leg.side == .left ? 1 : -1, accuracy: 1e-6)
        XCTAssertEqual(force[2], 9, accuracy: 1e-6)
        XCTAssert(leg.groundReaction.allSatisfy { $0[150].isNaN }, "off the plates: unknown")
      }
    }
  }

  func testEachLegSeesTheAlignmentOfBothAndWhetherItIsTheAffectedOne() throws {
    for affected in [Side.left, .right, nil] {
      var made = SyntheticTrial(headingRad: 0.4)
      made.affectedSide = affected
      let trial = made.trial
      for leg in try LegRecording.legs(of: trial) {
        let sign = affected.map { $0 == leg.side ? 1.0 : -1 } ?? 0
        XCTAssertEqual(leg.person["affected"], [Double](repeating: sign, count: 200))
        for (prefix, side) in [("ipsilateral", leg.side), ("contralateral", leg.side.opposite)] {
          let expected = try XCTUnwrap(KneeAlignment(motion: trial.motion, side: side)).varusRad
          XCTAssertEqual(leg.person["\(prefix).kneeAlignment"]?.first, expected)
        }
        XCTAssertEqual(leg.person.channels.keys.sorted(), LegRecording.personChannelNames.sorted())
      }
    }
  }

  func testChannelsAreOfTheNamesThatThereAre() throws {
    let trials = try WalkingFolder(Fixture.url("records/walking")).read().trials
    for leg in try trials.flatMap({ try LegRecording.legs(of: $0) }) {
      XCTAssertEqual(
        Set(leg.motion.channels.keys).subtracting(LegRecording.motionChannelNames), [])
      XCTAssertEqual(
        Set(leg.muscles.channels.keys).subtracting(LegRecording.muscleChannelNames), [])
    }
    let whole = try XCTUnwrap(trials.first { try LegRecording.legs(of: $0).count == 2 })
    let leg = try LegRecording.legs(of: whole)[0]
    XCTAssertEqual(Set(LegRecording.motionChannelNames), Set(leg.motion.channels.keys))
    XCTAssertEqual(
      Set(LegRecording.motionChannelNames).count, LegRecording.motionChannelNames.count)
  }
}
