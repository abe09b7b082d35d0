import GaitRecords
import XCTest

/// What a folder can lack and still be read, and what the report says about it.
final class WalkingFolderReportTests: XCTestCase {
  func testTheUntouchedFolderIsClean() throws {
    XCTAssertTrue(try TrialFolder(self).read().report.isClean)
  }

  func testATrialWithoutItsFileIsLeftOutWithAWarning() throws {
    let folder = try TrialFolder(self)
    try folder.edit("trials.csv") { rows in
      var other = rows[1]
      other[2] = "SYN0199.c3d"
      rows.append(other)
    }
    XCTAssertEqual(
      try folder.warnings(),
      [
        "trials.csv, line 3: trial SYN0199_slow is left out: there is no file "
          + "SYN0199_slow_kin*Hz.csv"
      ])
  }

  func testAFileThatNoTrialListsIsReported() throws {
    let folder = try TrialFolder(self)
    try FileManager.default.copyItem(
      at: folder.url.appendingPathComponent(TrialFolder.motion),
      to: folder.url.appendingPathComponent("csv/X_kin100Hz.csv"))
    XCTAssertEqual(
      try folder.warnings(), ["X: trial X is left out: trials.csv does not list it"])
  }

  func testAnAnalogFileThatIsALittleShortIsFilledUpAsMissing() throws {
    let folder = try TrialFolder(self)
    try folder.edit(TrialFolder.analog) { $0.removeLast(15) }
    let (trials, report) = try folder.read()
    let emg = try XCTUnwrap(trials[0].emg)
    XCTAssertEqual(emg.signal.frameCount, 1790)
    XCTAssertEqual(emg.signal.gaps(ofChannel: 0), [1775..<1790])
    XCTAssertEqual(
      report.warnings.map(\.message),
      [
        "expected 1790 samples for the 179 frames of SYN0101_slow_kin100Hz.csv, found 1775 samples; "
          + "the end is missing"
      ])
  }

  func testAnEMGSideThatIsAllFlat() throws {
    let folder = try TrialFolder(self)
    try folder.edit("trials.csv") { rows in
      for place in 16..<20 { rows[1][place] = "flat" }
    }
    let (trials, report) = try folder.read()
    XCTAssertEqual(
      report.warnings.map(\.description),
      ["SYN0101_slow_analog1000Hz.csv: all EMG channels of the right side are flat"])
    XCTAssertEqual(trials[0].emg?.isFlat(.right), true)
    XCTAssertEqual(trials[0].emg?.isUsable(.left), true)
  }

  func testUnstatedEMGQualityIsToldFromTheSamples() throws {
    let folder = try TrialFolder(self)
    try folder.remove("trials.csv") { $0.hasPrefix("emg_") }
    try folder.edit(TrialFolder.analog) { rows in
      for row in 1..<rows.count { rows[row][13] = "0.001" }
    }
    let (trials, report) = try folder.read()
    XCTAssertEqual(trials[0].emg?.electrodes[0].quality, .flat)
    XCTAssertEqual(trials[0].emg?.electrodes[1].quality, .ok)
    XCTAssertEqual(
      report.warnings.map(\.message),
      ["the quality of the EMG is not stated throughout; it is told from the samples"])
  }

  func testAChannelStatedOkThatNeverChanges() throws {
    let folder = try TrialFolder(self)
    try folder.edit(TrialFolder.analog) { rows in
      for row in 1..<rows.count { rows[row][14] = "0" }
    }
    XCTAssertEqual(
      try folder.read().report.warnings.map(\.message),
      ["channel EMG_LHams is stated ok but never changes"])
  }

  func testMissingEMGColumns() throws {
    let folder = try TrialFolder(self)
    try folder.remove(TrialFolder.analog) { $0.hasPrefix("EMG_R") }
    let (trials, report) = try folder.read()
    XCTAssertEqual(trials[0].emg?.electrodes.map(\.side), Array(repeating: .left, count: 4))
    XCTAssertEqual(
      report.warnings.map(\.message), ["no columns of EMG_RRect; it is missing throughout"])
    try folder.remove(TrialFolder.analog) { $0 == "EMG_LGast_V" }
    XCTAssertThrowsError(try folder.read()) { error in
      guard case .missingColumn(_, "EMG_LGast_V", _)? = error as? RecordError else {
        return XCTFail("\(error)")
      }
    }
  }

  func testAMissingJointCentre() throws {
    let folder = try TrialFolder(self)
    try folder.blank(TrialFolder.motion) { $0.hasPrefix("LAJC") }
    let (trials, report) = try folder.read()
    let channel = MotionRecord.channel(.left, .ankle, LaboratoryAxis.y)
    XCTAssertTrue(trials[0].motion.jointCentres.isEntirelyMissing(channel: channel))
    XCTAssertEqual(
      report.warnings.map(\.description),
      ["SYN0101_slow_kin100Hz.csv: the columns of LAJC are blank; it is missing throughout"])
    XCTAssertTrue(report.gaps.isEmpty)
    try folder.remove(TrialFolder.motion) { $0.hasPrefix("LAJC") }
    XCTAssertEqual(
      try folder.warnings(),
      ["SYN0101_slow_kin100Hz.csv: no columns of LAJC; it is missing throughout"])
  }

  func testLeftOutRowsAreAGapInEveryChannel() throws {
    let folder = try TrialFolder(self)
    try folder.edit(TrialFolder.motion) { $0.removeSubrange(51..<54) }
    let (trials, report) = try folder.read()
    XCTAssertEqual(trials[0].motion.frameCount, 179)
    XCTAssertEqual(trials[0].motion.jointAngles.gaps(ofChannel: 7), [50..<53])
    XCTAssertEqual(
      report.gaps.first?.description,
      "SYN0101_slow_kin100Hz.csv: all channels: 3 frames missing from 1.52 s (frame 50)")
  }

  func testAFrameCountThatDisagreesIsAWarning() throws {
    let folder = try TrialFolder(self)
    try folder.edit("trials.csv") { $0[1][10] = "255" }
    XCTAssertEqual(
      try folder.warnings(),
      ["SYN0101_slow_kin100Hz.csv: trials.csv says 255 frames, found 179"])
  }

  func testEventsAndAnalogFilesMayBeAbsent() throws {
    let folder = try TrialFolder(self)
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent(TrialFolder.analog))
    try FileManager.default.removeItem(
      at: folder.url.appendingPathComponent("csv/SYN0101_slow_events.csv"))
    let (trials, report) = try folder.read()
    XCTAssertNil(trials[0].emg)
    XCTAssertTrue(trials[0].events.isEmpty)
    XCTAssertEqual(
      report.warnings.map(\.message),
      ["no analog file: the trial has no EMG and no force plates", "no events file"])
  }

  func testAnUnknownEventIsLeftOutWithAWarning() throws {
    let folder = try TrialFolder(self)
    try folder.write(
      "time_s,side,event\n2,Right,Foot Off\n1.5,Left,Foot Strike\n1,General,Event\n",
      to: TrialFolder.events)
    let (trials, report) = try folder.read()
    XCTAssertEqual(trials[0].events.map(\.timeS), [1.5, 2])
    XCTAssertEqual(
      report.warnings.map(\.description),
      [
        "SYN0101_slow_events.csv, line 4: the event \"General Event\" is not known and left out"
      ])
    XCTAssertEqual(report.droppedRows, 1)
  }
}
