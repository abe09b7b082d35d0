import Foundation
import GaitData
import GaitRecords
import GaitSignal
import GaitTestSupport
import XCTest

/// Channels of walks whose numbers are known in closed form.
final class WalkingMotionTests: XCTestCase {
  /// Frames away from the ends, where the filter's padding and one-sided differences are felt.
  private let middle = 40..<160

  private func left(_ made: SyntheticTrial) throws -> LegRecording {
    try XCTUnwrap(try LegRecording.legs(of: made.trial).first)
  }

  private func channel(_ leg: LegRecording, _ name: String) throws -> [Double] {
    try XCTUnwrap(leg.motion[name], name)
  }

  /// The gain of the zero-phase filter at a frequency: Butterworth's power gain of order 2, by the
  /// bilinear transform.
  private func gain(_ frequencyHz: Double, rateHz: Double = 100) -> Double {
    let ratio = tan(.pi * frequencyHz / rateHz) / tan(.pi * 8 / rateHz)
    return 1 / (1 + pow(ratio, 4))
  }

  func testALegThatSwingsAsASineGivesTheSinesOfItsClosedForm() throws {
    let leg = try left(SyntheticTrial())
    XCTAssertEqual(leg.frameCount, 200)
    XCTAssertEqual(leg.sampleRateHz, 100)
    let times = middle.map { Double($0) / 100 }
    // A central difference of a sine is its derivative times sin(x) / x.
    let omega = 2 * Double.pi
    let slope = sin(omega / 100) / (omega / 100) * omega
    let angle = times.map { 0.4 * gain(1) * sin(omega * $0) }
    let velocity = times.map { 0.4 * gain(1) * slope * cos(omega * $0) }
    let acceleration = times.map { -0.4 * gain(1) * slope * slope * sin(omega * $0) }
    assertClose(
      try channel(leg, "ipsilateral.hip.angle")[middle], angle, absolute: 2e-6, "angle")
    assertClose(
      try channel(leg, "ipsilateral.hip.velocity")[middle], velocity, absolute: 2e-5, "velocity")
    assertClose(
      try channel(leg, "ipsilateral.hip.acceleration")[middle], acceleration, absolute: 2e-3,
      "acceleration")
    assertClose(
      try channel(leg, "contralateral.hip.angle")[middle], angle.map { -$0 }, absolute: 2e-6,
      "the other leg is half a cycle behind")
    // The unit vector from knee to hip leans back by the sine of the swing; what the filter takes of
    // each coordinate's harmonics is well below the tolerance.
    assertClose(
      try channel(leg, "ipsilateral.thigh.inclinationForward")[middle],
      times.map { -sin(0.4 * sin(omega * $0)) }, absolute: 2e-3, "thigh")
    assertClose(
      try channel(leg, "ipsilateral.thigh.inclinationIpsilateral")[middle],
      times.map { _ in 0.0 }, absolute: 1e-5, "thigh sideways")
    let pitch = times.map { -0.4 * sin(omega * $0) - 0.1 * gain(2) * sin(2 * omega * $0) }
    assertClose(
      try channel(leg, "ipsilateral.foot.pitch")[middle], pitch, absolute: 2e-3, "foot")
  }

  func testThePelvisGoesForwardAtTheWalkingSpeed() throws {
    let leg = try left(SyntheticTrial())
    let flat = [Double](repeating: 0, count: middle.count)
    assertClose(
      try channel(leg, "pelvis.velocityForward")[middle], flat.map { _ in 1.2 }, absolute: 1e-4)
    assertClose(try channel(leg, "pelvis.velocityIpsilateral")[middle], flat, absolute: 1e-4)
    assertClose(try channel(leg, "pelvis.accelerationUp")[middle], flat, absolute: 5e-3)
    assertClose(try channel(leg, "pelvis.turnRate")[middle], flat, absolute: 1e-3)
    let obliquity = middle.map { frame in
      let height = 0.02 * gain(1) * sin(2 * .pi * Double(frame) / 100)
      return height / (height * height + 0.04).squareRoot()
    }
    assertClose(try channel(leg, "pelvis.obliquity")[middle], obliquity, absolute: 1e-5)
    let height = middle.map { (0.9 + 0.01 * gain(1) * sin(2 * .pi * Double($0) / 100)) / 0.8 }
    assertClose(try channel(leg, "ipsilateral.hipCentre.height")[middle], height, absolute: 1e-5)
  }

  func testAPersonIsConstantChannels() throws {
    let leg = try left(SyntheticTrial())
    for (name, value) in [
      ("person.mass", 60.0), ("person.height", 1.7), ("person.legLength", 0.8),
      ("person.kneeWidth", 0.1),
    ] {
      XCTAssertEqual(try channel(leg, name), [Double](repeating: value, count: 200), name)
    }
  }

  func testAMirroredRightLegGivesTheNumbersOfTheLeftOneExactly() throws {
    let left = try XCTUnwrap(try LegRecording.legs(of: SyntheticTrial().trial).first)
    let right = try XCTUnwrap(
      try LegRecording.legs(of: SyntheticTrial(isMirrored: true).trial).last)
    XCTAssertEqual([left.side, right.side], [.left, .right])
    XCTAssertEqual(Set(left.motion.channels.keys), Set(right.motion.channels.keys))
    for (name, values) in left.motion.channels {
      XCTAssertEqual(try channel(right, name), values, name)
    }
  }

  func testTheDirectionOfWalkingDropsOut() throws {
    let reference = try left(SyntheticTrial())
    for heading in [0.7, .pi / 2, .pi, -2.0] {
      let turned = try left(SyntheticTrial(headingRad: heading))
      for (name, values) in reference.motion.channels {
        let isAcceleration = name.contains("cceleration")
        assertClose(
          try channel(turned, name), values, absolute: isAcceleration ? 0.02 : 2e-4,
          "\(name) at \(heading) rad")
      }
    }
  }

  func testATurnIsTheTurnRateOfTheSideItGoesTo() throws {
    var made = SyntheticTrial()
    // The hips turn on the spot to the left by 0.5 rad/s.
    for side in Side.allCases {
      let sign = side == .left ? 1.0 : -1.0
      made.centres[side]?[.hip] = { time in
        (-sign * 0.1 * sin(0.5 * time), sign * 0.1 * cos(0.5 * time), 0.9)
      }
    }
    let legs = try LegRecording.legs(of: made.trial)
    let expected = [Double](repeating: 0.5, count: middle.count)
    assertClose(try channel(legs[0], "pelvis.turnRate")[middle], expected, absolute: 1e-3)
    assertClose(
      try channel(legs[1], "pelvis.turnRate")[middle], expected.map { -$0 }, absolute: 1e-3)
  }

  func testAJointCentreThatIsNeverSeenTakesItsChannelsAlong() throws {
    var made = SyntheticTrial()
    made.centres[.left]?[.ankle] = nil
    let leg = try left(made)
    let whole = try left(SyntheticTrial())
    let missing = Set(whole.motion.channels.keys).subtracting(leg.motion.channels.keys)
    XCTAssertFalse(missing.isEmpty)
    for name in missing {
      XCTAssert(
        ["ipsilateral.ankleCentre", "ipsilateral.shank", "ipsilateral.foot"].contains {
          name.hasPrefix($0)
        }, name)
    }
    XCTAssertNil(leg.motion["ipsilateral.foot.pitch"])
    XCTAssertNil(leg.motion["ipsilateral.ankleCentre.accelerationUp"])
    XCTAssertNotNil(leg.motion["contralateral.foot.pitch"])
    XCTAssertNotNil(leg.motion["ipsilateral.ankle.angle"])
  }

  func testAnAngleThatWasNotRecordedIsAbsent() throws {
    var made = SyntheticTrial()
    made.angles[.left]?[.knee] = { _ in nil }
    let leg = try left(made)
    for quantity in ["angle", "velocity", "acceleration"] {
      XCTAssertNil(leg.motion["ipsilateral.knee.\(quantity)"])
      XCTAssertNotNil(leg.motion["contralateral.knee.\(quantity)"])
    }
  }

  func testWithoutHipsThereIsNoLeg() throws {
    var made = SyntheticTrial()
    made.centres[.right]?[.hip] = nil
    XCTAssertEqual(try LegRecording.legs(of: made.trial).count, 0)
    made = SyntheticTrial()
    // Each hip is seen for a while, never both for as long as the filter needs.
    let (left, right) = (made.centres[.left]?[.hip], made.centres[.right]?[.hip])
    made.centres[.left]?[.hip] = { $0 < 1.05 ? left?($0) : nil }
    made.centres[.right]?[.hip] = { $0 > 0.995 ? right?($0) : nil }
    XCTAssertEqual(try LegRecording.legs(of: made.trial).count, 0)
  }

  func testOnlyTheLongestStretchWithBothHipsIsUsed() throws {
    var made = SyntheticTrial()
    made.startTimeS = 3
    let hip = made.centres[.left]?[.hip]
    made.centres[.left]?[.hip] = { $0 > 3.495 && abs($0 - 4.7) > 0.004 ? hip?($0) : nil }
    let legs = try LegRecording.legs(of: made.trial)
    XCTAssertEqual(legs.map(\.frameCount), [120, 120])
    XCTAssertEqual(legs[0].startTimeS, 3.5, accuracy: 1e-9)
  }

  func testAGapIsFilledByAStraightLineBeforeSmoothing() throws {
    var gapped = SyntheticTrial()
    var drawn = SyntheticTrial()
    let angle: @Sendable (Double) -> Double = { 0.3 * cos(2 * .pi * $0) }
    let (first, last) = (angle(0.79), angle(0.90))
    gapped.angles[.left]?[.knee] = { (0.795..<0.895).contains($0) ? nil : angle($0) }
    drawn.angles[.left]?[.knee] = { time in
      guard (0.795..<0.895).contains(time) else { return angle(time) }
      return first + (last - first) * (time - 0.79) / 0.11
    }
    let name = "ipsilateral.knee.angle"
    assertClose(
      try channel(left(gapped), name), try channel(left(drawn), name), absolute: 1e-7)
    // And the line is not what was there.
    let straight = try channel(left(SyntheticTrial()), name)[84]
    XCTAssertGreaterThan(abs(try channel(left(gapped), name)[84] - straight), 0.004)
  }

  func testAGapAtAnEndHoldsTheNearestValue() throws {
    var gapped = SyntheticTrial()
    var held = SyntheticTrial()
    let angle: @Sendable (Double) -> Double = { 0.3 * cos(2 * .pi * $0) }
    gapped.angles[.left]?[.knee] = { $0 < 0.195 || $0 > 1.805 ? nil : angle($0) }
    held.angles[.left]?[.knee] = { angle(min(max($0, 0.2), 1.8)) }
    let name = "ipsilateral.knee.angle"
    assertClose(try channel(left(gapped), name), try channel(left(held), name), absolute: 1e-7)
  }

  func testOtherSamplingRatesComeOutAtAHundredHertz() throws {
    let reference = try left(SyntheticTrial())
    for rate in [120.0, 200.0, 250.0] {
      var made = SyntheticTrial()
      made.sampleRateHz = rate
      made.frameCount = Int(2 * rate)
      made.moments = { _, _, time in time }
      made.stance = { _, time in time < 1 ? 1 : 0 }
      let leg = try left(made)
      XCTAssertEqual(leg.sampleRateHz, 100)
      XCTAssertEqual(leg.frameCount, Int((2 - 1 / rate) * 100 + 1e-9) + 1, "\(rate) Hz")
      let angle = try channel(leg, "ipsilateral.hip.angle")[middle]
      let expected = middle.map { 0.4 * gain(1, rateHz: rate) * sin(2 * .pi * Double($0) / 100) }
      // What straight lines between samples leave out: (2 pi / rate)^2 / 8 of the amplitude.
      assertClose(angle, expected, absolute: 0.4 * pow(2 * .pi / rate, 2) / 8 + 1e-6, "\(rate) Hz")
      XCTAssertEqual(leg.moments[0][100], 1, accuracy: 1e-6)
      XCTAssertEqual(leg.isSwing[50], false)
      XCTAssertEqual(leg.isSwing[150], true)
      XCTAssertEqual(Set(leg.motion.channels.keys), Set(reference.motion.channels.keys))
    }
  }

  func testNoiseAboveHalfTheNewRateDoesNotFoldIntoTheBand() throws {
    var made = SyntheticTrial()
    made.sampleRateHz = 500
    made.frameCount = 1000
    // 101 Hz would look like 1 Hz to whoever takes every fifth sample.
    made.angles[.left]?[.hip] = { 0.1 * sin(2 * .pi * 101 * $0) }
    let angle = try channel(left(made), "ipsilateral.hip.angle")[middle]
    XCTAssertLessThan(angle.map(abs).max() ?? 1, 1e-4)
  }

  func testARateTooLowForTheFilterIsAnErrorNotATrap() {
    var made = SyntheticTrial()
    made.sampleRateHz = 15
    XCTAssertThrowsError(try LegRecording.legs(of: made.trial)) { XCTAssert($0 is SignalError) }
  }
}
