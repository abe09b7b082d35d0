import GaitData
import GaitRecords
import GaitTestSupport
import XCTest

/// How the motion of bodies of different sizes compares, in closed form.
final class LengthPowerTests: XCTestCase {
  /// The same walk of a body four times as large, in twice the time: as a pendulum four times as long
  /// swings.
  private func enlarged(_ trial: SyntheticTrial) -> SyntheticTrial {
    var large = trial
    large.sampleRateHz = trial.sampleRateHz / 2
    large.legLengthM = trial.legLengthM.map { $0 * 4 }
    large.centres = trial.centres.mapValues { joints in
      joints.mapValues { path in
        { time in path(time / 2).map { (x: 4 * $0.x, y: 4 * $0.y, z: 4 * $0.z) } }
      }
    }
    large.angles = trial.angles.mapValues { joints in
      joints.mapValues { angle in { time in angle(time / 2) } }
    }
    return large
  }

  func testEveryChannelOfABodyFourTimesAsLargeIsThatOfTheSmallOneTimesItsPowerOfFour() throws {
    let small = SyntheticTrial(headingRad: 0.3)
    var slow = LegPreparation()
    slow.sampleRateHz /= 2
    slow.motionCutoffHz /= 2
    let legs = try LegRecording.legs(of: small.trial)
    let large = try LegRecording.legs(of: enlarged(small).trial, slow)
    XCTAssertEqual(legs.count, 2)
    for (own, other) in zip(legs, large) {
      XCTAssertEqual(own.legLengthM, 0.8)
      XCTAssertEqual(other.legLengthM, 3.2)
      let names = own.motion.channels.keys.filter { !$0.hasPrefix("person.") }
      XCTAssertEqual(names.count, LegRecording.motionChannelNames.count - 4)
      for name in names {
        let factor = pow(4, LegRecording.lengthPower(ofMotionChannel: name))
        let expected = try XCTUnwrap(own.motion[name]).map { $0 * factor }
        let largest = expected.map(abs).max() ?? 0
        assertClose(
          try XCTUnwrap(other.motion[name]), expected, absolute: 1e-9 + 1e-6 * largest, name)
      }
    }
  }

  func testConstantsOfThePersonAreLeftAlone() {
    for name in LegRecording.motionChannelNames where name.hasPrefix("person.") {
      XCTAssertEqual(LegRecording.lengthPower(ofMotionChannel: name), 0, name)
    }
  }

  func testALegLengthThatIsNotStatedIsNotMadeUp() throws {
    var trial = SyntheticTrial()
    trial.legLengthM = nil
    for leg in try LegRecording.legs(of: trial.trial) { XCTAssertNil(leg.legLengthM) }
  }
}
