import Foundation
import GaitData
import GaitKernels
import GaitRecords
import GaitSignal
import XCTest

/// The walking cohort keeps the laws of mechanics that it states.
final class WalkingCohortTests: XCTestCase {
  private func values(_ signal: SampledSignal, _ channel: Int) -> [Double] {
    signal.values(ofChannel: channel).map(Double.init)
  }

  /// The frames between the first and the last strike of the left foot: whole strides.
  private func strides(_ walk: SimulatedWalk) -> Range<Int> {
    let strikes = walk.trial.events.filter { $0.side == .left && $0.kind == .footStrike }
    return Int(strikes[0].timeS * 100)..<Int(strikes[strikes.count - 1].timeS * 100)
  }

  private func mean(_ values: some Collection<Double>) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  func testEqualSeedsGiveEqualBitsOnAnyNumberOfThreads() throws {
    let before = Parallel.threads
    defer { Parallel.threads = before }
    let conditions = [WalkingCondition.level(1.2), .stairs(up: true)]
    Parallel.threads = 1
    let serial = try WalkingCohort(
      seed: 5, subjectCount: 3, conditions: conditions, durationS: 3
    ).walks()
    Parallel.threads = 2
    let parallel = try WalkingCohort(
      seed: 5, subjectCount: 3, conditions: conditions, durationS: 3
    ).walks()
    XCTAssertEqual(serial, parallel)
    let other = try WalkingCohort(seed: 6, subjectCount: 1, durationS: 3)
      .walk(ofSubject: 0, .level(1.2))
    XCTAssertNotEqual(other, serial[0])
  }

  func testTheFirstPeopleOfALargerCohortAreThoseOfASmallerOne() throws {
    let few = WalkingCohort(seed: 5, subjectCount: 4)
    let many = WalkingCohort(seed: 5, subjectCount: 30)
    XCTAssertEqual(few.subjects, Array(many.subjects.prefix(4)))
    XCTAssertEqual(
      try few.walk(ofSubject: 3, .level(0.9)), try many.walk(ofSubject: 3, .level(0.9)))
    XCTAssert(few.subjects.allSatisfy { $0.participant.rawValue.hasPrefix("SYN-W") })
  }

  func testTheGroundBearsTheBodyOverWholeStridesOnEveryTerrain() throws {
    let cohort = WalkingCohort(seed: 11, subjectCount: 4)
    for subject in 0..<4 {
      for walk in try cohort.walks(ofSubject: subject) {
        let range = strides(walk)
        let force = walk.trial.motion.groundReaction
        let total = { (axis: LaboratoryAxis) in
          self.mean(
            range.map { frame in
              Side.allCases.reduce(0.0) {
                $0 + Double(force[frame, MotionRecord.channel($1, axis)] ?? .nan)
              }
            })
        }
        XCTAssertEqual(total(.z) / 9.80665, 1, accuracy: 0.02, walk.trial.name)
        XCTAssertEqual(total(.x), 0, accuracy: 0.2, walk.trial.name)
        XCTAssertEqual(total(.y), 0, accuracy: 0.2, walk.trial.name)
      }
    }
  }

  func testForcesAndTheBodysAccelerationObeyNewtonInEveryFrame() throws {
    let subject = WalkingSubject(seed: 3, index: 0)
    var random = CohortRandom(seed: 3, cohort: .walking, subject: 0, .trial(1))
    let walk = try WalkMechanics(subject, .level(1.3), durationS: 4, using: &random)
    let (left, right) = (walk.legs[0].foot, walk.legs[1].foot)
    for frame in 1..<walk.frameCount - 1 {
      let up = left.forceZ[frame] + right.forceZ[frame]
      XCTAssertEqual(up, walk.body.az[frame] + 9.80665, accuracy: 1e-9)
      XCTAssertEqual(
        left.forceX[frame] + right.forceX[frame], walk.body.ax[frame], accuracy: 1e-9)
      XCTAssertEqual(
        left.forceY[frame] + right.forceY[frame], walk.body.ay[frame], accuracy: 1e-9)
    }
  }

  func testAPlantedFootDoesNotSlideAndTheLegReachesIt() throws {
    let subject = WalkingSubject(seed: 3, index: 1)
    var random = CohortRandom(seed: 3, cohort: .walking, subject: 1, .trial(1))
    let walk = try WalkMechanics(subject, .level(1.1), durationS: 4, using: &random)
    for leg in walk.legs {
      for frame in 0..<walk.frameCount {
        let phase = leg.foot.phase[frame]
        guard phase > 0.15, phase < 0.33, frame > 10 else { continue }
        // Flat on the ground, the ankle stands still but for the laboratory's smoothing.
        XCTAssertEqual(leg.foot.ankleX[frame], leg.foot.ankleX[frame - 1], accuracy: 3e-3)
        let reach = hypot(
          leg.hip.x[frame] - leg.foot.ankleX[frame], leg.hip.z[frame] - leg.foot.ankleZ[frame])
        XCTAssertLessThan(reach, 1.02 * (subject.thighM + subject.shankM))
      }
    }
  }

  func testLevelWalkingHasTheRangesOfTheLiterature() throws {
    let cohort = WalkingCohort(seed: 2, subjectCount: 10)
    for index in 0..<10 {
      let subject = cohort.subjects[index]
      let walk = try cohort.walk(ofSubject: index, .level(1.2))
      let motion = walk.trial.motion
      for side in Side.allCases {
        let name = "\(subject.participant) \(side)"
        func angles(_ joint: Joint) -> [Double] {
          values(motion.jointAngles, MotionRecord.channel(side, joint, .sagittal))
        }
        func moments(_ joint: Joint, _ plane: AnatomicalPlane = .sagittal) -> [Double] {
          values(motion.jointMoments, MotionRecord.channel(side, joint, plane))
        }
        let knee = angles(.knee)
        XCTAssert((0.6...1.5).contains(knee.max() ?? 0), "\(name) knee \(knee.max() ?? 0)")
        XCTAssertGreaterThan(knee.min() ?? -1, -0.05, name)
        let hip = angles(.hip)
        XCTAssert((0.45...1.4).contains((hip.max() ?? 0) - (hip.min() ?? 0)), "\(name) hip")
        XCTAssert((0.7...2.2).contains(moments(.ankle).max() ?? 0), "\(name) ankle moment")
        XCTAssert((0.4...1.8).contains(moments(.hip, .frontal).max() ?? 0), "\(name) abduction")
        for joint in Joint.allCases {
          XCTAssertLessThan(moments(joint).map(abs).max() ?? 9, 3, "\(name) \(joint)")
        }
        let force = values(motion.groundReaction, MotionRecord.channel(side, LaboratoryAxis.z))
        XCTAssert((0.85...1.5).contains((force.max() ?? 0) / 9.81), "\(name) peak")
      }
    }
  }

  func testStairsAndRampsMoveTheWorkBetweenTheJoints() throws {
    let cohort = WalkingCohort(seed: 4, subjectCount: 6)
    for index in 0..<6 {
      func peak(_ condition: WalkingCondition, _ joint: Joint, angle: Bool) throws -> Double {
        let motion = try cohort.walk(ofSubject: index, condition).trial.motion
        let channel = MotionRecord.channel(Side.right, joint, .sagittal)
        return values(angle ? motion.jointAngles : motion.jointMoments, channel).max() ?? .nan
      }
      XCTAssertGreaterThan(
        try peak(.stairs(up: true), .knee, angle: true), try peak(.level(1.2), .knee, angle: true))
      XCTAssertGreaterThan(
        try peak(.stairs(up: true), .hip, angle: true), try peak(.level(1.2), .hip, angle: true))
      XCTAssertGreaterThan(
        try peak(.slope(deg: 8), .hip, angle: true), try peak(.slope(deg: -8), .hip, angle: true))
    }
  }

  func testKneeAlignmentCanBeMeasuredAndShiftsTheForceTowardsTheMidline() throws {
    let cohort = WalkingCohort(seed: 8, subjectCount: 60, durationS: 5)
    var (x, y): ([Double], [Double]) = ([], [])
    var errors: [Double] = []
    for index in 0..<60 {
      let subject = cohort.subjects[index]
      let walk = try cohort.walk(ofSubject: index, .level(1.2))
      let motion = walk.trial.motion
      let range = strides(walk)
      for side in Side.allCases {
        let measured = try XCTUnwrap(KneeAlignment(motion: motion, side: side)).varusRad
        // The turn of the pelvis projects some knee flexion into the frontal plane.
        XCTAssertEqual(measured, subject.varusRad(side), accuracy: 0.07)
        errors.append(measured - subject.varusRad(side))
      }
      let force = motion.groundReaction
      let up = values(force, MotionRecord.channel(.left, LaboratoryAxis.z))[range]
      let side = values(force, MotionRecord.channel(.left, LaboratoryAxis.y))[range]
      x.append(0.5 * (sin(subject.leftVarusRad) + sin(subject.rightVarusRad)))
      y.append(-mean(side) / mean(up))
    }
    XCTAssertEqual(mean(errors), 0, accuracy: 0.02)
    let (mx, my) = (mean(x), mean(y))
    let cross: Double = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) }
    let square: Double = x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) }
    let slope = cross / square
    // Both feet share the lean, for sideways nothing may accelerate for long.
    XCTAssertEqual(slope, WalkMechanics.alignmentShift, accuracy: 0.12)
  }

  func testTheElectromechanicalDelayIsFoundByCrossCorrelation() throws {
    let cohort = WalkingCohort(seed: 9, subjectCount: 8, durationS: 10)
    for index in 0..<8 {
      let walk = try cohort.walk(ofSubject: index, .level(1.2))
      let emg = try XCTUnwrap(walk.trial.emg)
      let channel = try XCTUnwrap(emg.channel(of: .soleus, .right))
      let envelope = try EMGEnvelope().envelope(
        of: values(emg.signal, channel), sampleRateHz: 1000)
      let moment = values(
        walk.trial.motion.jointMoments, MotionRecord.channel(.right, .ankle, .sagittal))
      let last = moment.count - 1
      var best = (delay: 0, score: -Double.infinity)
      for delay in stride(from: 0, through: 150, by: 2) {
        let (a, b) = (200..<9800).reduce(into: ([Double](), [Double]())) { pair, sample in
          guard sample % 10 == 0 else { return }
          let place = Double(sample + delay) / 10
          let low = min(Int(place), last - 1)
          let value = moment[low] + (place - Double(low)) * (moment[low + 1] - moment[low])
          pair.0.append(envelope[sample])
          pair.1.append(max(0, value))
        }
        let (ma, mb) = (mean(a), mean(b))
        let score: Double = zip(a, b).reduce(0) { $0 + ($1.0 - ma) * ($1.1 - mb) }
        let square: Double = b.reduce(0) { $0 + ($1 - mb) * ($1 - mb) }
        let norm = square.squareRoot()
        if score / norm > best.score { best = (delay, score / norm) }
      }
      XCTAssertEqual(
        Double(best.delay) / 1000, cohort.subjects[index].electromechanicalDelayS, accuracy: 0.02)
    }
  }

  func testSensorsAtRestWouldFeelGravityAndFeetSwingFast() throws {
    let cohort = WalkingCohort(seed: 2, subjectCount: 4)
    for index in 0..<4 {
      let walk = try cohort.walk(ofSubject: index, .level(1.2))
      XCTAssertEqual(walk.imu.count, 7)
      let pelvis = try XCTUnwrap(walk.imu(.pelvis)?.acceleration)
      let up = values(pelvis, 2)
      XCTAssertEqual(mean(up), 9.7, accuracy: 0.4)
      let foot = try XCTUnwrap(walk.imu(.foot, .left)?.angularRate)
      let swing = values(foot, 1).map(abs).max() ?? 0
      // 200 to 1000 degrees a second.
      XCTAssert((3.5...17.5).contains(swing), "\(swing)")
    }
  }
}
