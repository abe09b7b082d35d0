import GaitRecords
import GaitTestSupport
import XCTest

/// The bundled synthetic trials.
let walkingFixture = Fixture.url("records/walking")

final class WalkingFolderTests: XCTestCase {
  func testReadsTheBundledTrialsInSIUnits() throws {
    let (trials, report) = try WalkingFolder(walkingFixture).read()
    XCTAssertEqual(trials.count, 12)
    XCTAssertEqual(Set(trials.map(\.participant)).count, 6)
    XCTAssertTrue(trials.allSatisfy(\.participant.isSynthetic))
    let trial = try XCTUnwrap(trials.first)
    XCTAssertEqual(trial.name, "SYN0101_slow")
    XCTAssertEqual(trial.condition, "Slow")
    XCTAssertEqual(trial.anthropometry.heightM ?? 0, 1.8225, accuracy: 1e-12)
    // The first line of the file: 28.678 deg, 257.29 N mm/kg, -95.088 mm.
    let motion = trial.motion
    XCTAssertEqual(motion.jointAngles[0, 0], Float(28.678 * Double.pi / 180))
    XCTAssertEqual(motion.jointMoments[0, 0], Float(257.29 * 1e-3))
    XCTAssertEqual(motion.jointCentres[0, 0], Float(-95.088 * 1e-3))
    XCTAssertNil(motion.groundReaction[0, 0])
    XCTAssertEqual(motion.jointMoments.channels[0].unit, .newtonMetrePerKilogram)
    XCTAssertEqual(motion.jointMoments.channels[0].sourceUnit, .newtonMillimetrePerKilogram)
    XCTAssertEqual(motion.startTimeS, 1.02)
    XCTAssertEqual(motion.sampleRateHz, 100)
    let emg = try XCTUnwrap(trial.emg)
    XCTAssertEqual(emg.signal.frameCount, 10 * motion.frameCount)
    XCTAssertEqual(emg.signal.startTimeS, motion.startTimeS)
    XCTAssertEqual(emg.signal[0, 1], -0.0073)
    XCTAssertEqual(trial.forcePlates.map(\.number), [1, 2])
    XCTAssertEqual(trial.forcePlates[0].signal.channels[3].unit, .newtonMetre)
    XCTAssertEqual(
      trial.events.first, GaitEvent(timeS: 1.16, side: .left, kind: .footStrike))
    XCTAssertTrue(
      report.conversions.contains {
        $0.quantity == "joint angles" && $0.from == .degree && $0.to == .radian
      })
  }

  func testTheBundledTrialsReportTheirFlatSidesAndTheirGap() throws {
    let (trials, report) = try WalkingFolder(walkingFixture).read()
    XCTAssertEqual(
      report.warnings.map(\.description),
      [
        "SYN0201_slow_analog1000Hz.csv: all EMG channels of the left side are flat",
        "SYN0202_fast_analog1000Hz.csv: all EMG channels of the left side are flat",
      ])
    XCTAssertEqual(report.gaps.count, 6)
    XCTAssertEqual(
      report.gaps.first?.description,
      "SYN0302_fast_kin100Hz.csv: RHipAngles: 12 frames missing from 0.22 s (frame 20)")
    for trial in trials {
      let emg = try XCTUnwrap(trial.emg)
      for (channel, electrode) in emg.electrodes.enumerated() {
        let estimate = EMGQuality.estimated(from: emg.signal.values(ofChannel: channel))
        XCTAssertEqual(estimate, electrode.quality, "\(trial.name) \(channel)")
      }
    }
  }

  func testTheBundledForcesCarryTheBody() throws {
    // Over whole strides the ground carries the body; a stance is 63 % of a stride or less.
    let (trials, _) = try WalkingFolder(walkingFixture).read()
    for trial in trials {
      let vertical = trial.motion.groundReaction.values(
        ofChannel: MotionRecord.channel(.left, .z)
      ).filter { !$0.isNaN }
      let strikes = trial.events.filter { $0.kind == .footStrike }
      let bySide = Dictionary(grouping: strikes, by: \.side).values.first { $0.count == 2 }
      let pair = try XCTUnwrap(bySide, trial.name)
      let strideFrames = Float((pair[1].timeS - pair[0].timeS) * 100)
      let mean = 2 * vertical.reduce(0, +) / strideFrames
      XCTAssertEqual(mean, 9.81, accuracy: 0.05 * 9.81, trial.name)
    }
  }

  func testASingleTrialFindsItsSiblings() throws {
    let file = walkingFixture.appendingPathComponent("csv/SYN0302_fast_kin100Hz.csv")
    let (trial, report) = try WalkingFolder.readTrial(file)
    let (trials, _) = try WalkingFolder(walkingFixture).read()
    XCTAssertEqual(trial, trials.first { $0.name == "SYN0302_fast" })
    XCTAssertEqual(report.gaps.count, 6)
  }

  func testASingleTrialNeedsNothingButItsJointAngles() throws {
    let source = walkingFixture.appendingPathComponent("csv/SYN0101_slow_kin100Hz.csv")
    let lines = try String(contentsOf: source, encoding: .utf8).split(separator: "\n")
    let narrow = lines.map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let header = lines[0].split(separator: ",")
      return zip(header, cells).filter { $0.0 == "time_s" || $0.0.contains("Angles") }
        .map { String($0.1) }.joined(separator: ",")
    }
    let file = try temporaryFolder(self).appendingPathComponent("walk.csv")
    try Data(narrow.joined(separator: "\n").utf8).write(to: file)
    let (trial, report) = try WalkingFolder.readTrial(file)
    let (whole, _) = try WalkingFolder.readTrial(source)
    XCTAssertEqual(trial.motion.jointAngles, whole.motion.jointAngles)
    XCTAssertTrue(trial.motion.jointMoments.samples.allSatisfy(\.isNaN))
    XCTAssertEqual(trial.participant, "walk")
    XCTAssertNil(trial.emg)
    XCTAssertEqual(
      report.warnings.prefix(2).map(\.description),
      [
        "walk.csv: no trials.csv lists this trial; the participant is named after the file",
        "walk.csv: no columns of LHipMoment; it is missing throughout",
      ])
    XCTAssertEqual(
      report.warnings.suffix(2).map(\.message),
      ["no analog file: the trial has no EMG and no force plates", "no events file"])
  }

  func testReadsTheRealStudyAndNamesWhatItLacks() throws {
    let (trials, report) = try WalkingFolder(realData("biomechzoo-gait")).read()
    XCTAssertEqual(trials.count, 18)
    XCTAssertEqual(trials.map(\.motion.frameCount).reduce(0, +), 5179)
    XCTAssertEqual(Set(trials.map(\.participant)).count, 9)
    let usable = trials.filter { $0.emg?.isUsable(.left) ?? false }.map(\.participant)
    XCTAssertEqual(Set(usable), ["HC030A", "HC032A", "HC036A", "HC039A"])
    XCTAssertTrue(
      report.gaps.contains {
        $0.description
          == "HC040A14_straight_kin100Hz.csv: LHipAngles: 218 frames missing from 4.35 s (frame 435)"
      })
    XCTAssertTrue(
      report.warnings.contains {
        $0.description == "HC036A23_turn_kin100Hz.csv: the columns of LGroundReactionForce are "
          + "blank; it is missing throughout"
      })
    var onPlate = 0
    for trial in trials {
      for side in Side.allCases {
        let vertical = MotionRecord.channel(side, .z)
        let hip = MotionRecord.channel(side, .hip, AnatomicalPlane.sagittal)
        for frame in 0..<trial.motion.frameCount {
          guard let force = trial.motion.groundReaction[frame, vertical], abs(force) > 0.3,
            trial.motion.jointMoments[frame, hip] != nil
          else { continue }
          onPlate += 1
        }
      }
    }
    XCTAssertEqual(onPlate, 1896)
  }
}
