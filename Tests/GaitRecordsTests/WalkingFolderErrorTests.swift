import GaitRecords
import GaitTestSupport
import XCTest

/// What a folder can lack or get wrong, and what the reader says.
final class WalkingFolderErrorTests: XCTestCase {
  private let motion = "csv/SYN0101_slow_kin100Hz.csv"
  private let analog = "csv/SYN0101_slow_analog1000Hz.csv"

  /// A folder that holds the first trial of the bundled set.
  private func folder() throws -> URL {
    let folder = try temporaryFolder(self)
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("csv"), withIntermediateDirectories: true)
    for file in [motion, analog, "csv/SYN0101_slow_events.csv"] {
      try FileManager.default.copyItem(
        at: walkingFixture.appendingPathComponent(file), to: folder.appendingPathComponent(file))
    }
    let sheet = try String(
      contentsOf: walkingFixture.appendingPathComponent("trials.csv"), encoding: .utf8)
    let lines = sheet.split(separator: "\n").prefix(2)
    try write(lines.joined(separator: "\n"), folder, "trials.csv")
    return folder
  }

  private func write(_ text: String, _ folder: URL, _ file: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(file))
  }

  /// Rewrites a file of cells.
  private func edit(
    _ folder: URL, _ file: String, _ change: (inout [[String]]) -> Void
  ) throws {
    let url = folder.appendingPathComponent(file)
    var rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    change(&rows)
    try write(rows.map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n", folder, file)
  }

  /// Blanks the columns whose names fulfil a condition.
  private func blank(
    _ folder: URL, _ file: String, where isBlank: (String) -> Bool
  ) throws {
    try edit(folder, file) { rows in
      let places = rows[0].indices.filter { isBlank(rows[0][$0]) }
      for row in 1..<rows.count { for place in places { rows[row][place] = "" } }
    }
  }

  /// Removes the columns whose names fulfil a condition.
  private func remove(
    _ folder: URL, _ file: String, where isRemoved: (String) -> Bool
  ) throws {
    try edit(folder, file) { rows in
      let kept = rows[0].indices.filter { !isRemoved(rows[0][$0]) }
      rows = rows.map { row in kept.map { row[$0] } }
    }
  }

  private func read(_ folder: URL) throws -> (trials: [WalkingTrial], report: ImportReport) {
    try WalkingFolder(folder).read()
  }

  private func warnings(_ folder: URL) throws -> [String] {
    try read(folder).report.warnings.map(\.description)
  }

  func testTheUntouchedFolderIsClean() throws {
    XCTAssertTrue(try read(folder()).report.isClean)
  }

  func testAMissingFolder() throws {
    let path = try temporaryFolder(self).appendingPathComponent("none")
    expectError("\(path.path): expected a folder of trials, found no folder there") {
      try read(path)
    }
  }

  func testAFolderWithoutTrials() throws {
    let folder = try temporaryFolder(self)
    expectError(
      "\(folder.path): holds no trials: there is no trials.csv, which says who walked which trial"
    ) { try read(folder) }
    try write("subject,file\n", folder, "trials.csv")
    expectError("\(folder.path): holds no trials: trials.csv has no rows") { try read(folder) }
    try write("subject,condition,file\nA,Slow,A01.c3d\n", folder, "trials.csv")
    expectError(
      "\(folder.path): holds no trials: none of the 1 trials of trials.csv has its file"
    ) { try read(folder) }
  }

  func testATrialWithoutItsFileIsLeftOutWithAWarning() throws {
    let folder = try folder()
    try edit(folder, "trials.csv") { rows in
      var other = rows[1]
      other[2] = "SYN0199.c3d"
      rows.append(other)
    }
    XCTAssertEqual(
      try warnings(folder),
      [
        "trials.csv, line 3: trial SYN0199_slow is left out: there is no file "
          + "SYN0199_slow_kin*Hz.csv"
      ])
  }

  func testAFileThatNoTrialListsIsReported() throws {
    let folder = try folder()
    try FileManager.default.copyItem(
      at: folder.appendingPathComponent(motion),
      to: folder.appendingPathComponent("csv/X_kin100Hz.csv"))
    XCTAssertEqual(
      try warnings(folder), ["X: trial X is left out: trials.csv does not list it"])
  }

  func testAMissingColumn() throws {
    for column in ["time_s", "LKneeAngles_X_deg", "RHipMoment_X_Nmm_per_kg", "LAJC_Y_mm"] {
      let folder = try folder()
      try remove(folder, motion) { $0 == column }
      let header = try DelimitedTable(contentsOf: folder.appendingPathComponent(motion)).columnNames
      expectError(
        "SYN0101_slow_kin100Hz.csv: expected a column \(column), found "
          + header.prefix(8).joined(separator: ", ") + " and 55 more"
      ) { try read(folder) }
    }
  }

  func testMissingColumnsOfTheSheetAndTheEvents() throws {
    let folder = try folder()
    try write("time_s,side\n1,Left\n", folder, "csv/SYN0101_slow_events.csv")
    expectError("SYN0101_slow_events.csv: expected a column event, found time_s, side") {
      try read(folder)
    }
    try remove(folder, "trials.csv") { $0 == "subject" }
    XCTAssertThrowsError(try read(folder)) { error in
      guard case .missingColumn(let file, let column, _)? = error as? RecordError else {
        return XCTFail("\(error)")
      }
      XCTAssertEqual([file, column], ["trials.csv", "subject"])
    }
  }

  func testANonNumericCellIsNamedWithItsLine() throws {
    let folder = try folder()
    try edit(folder, motion) { $0[41][4] = "3.5x" }
    expectError(
      "SYN0101_slow_kin100Hz.csv, line 42, column LHipAngles_Y_deg: expected a number, "
        + "found \"3.5x\""
    ) { try read(folder) }
  }

  func testANonNumericCellOfTheSheetIsNamedWithItsLine() throws {
    let folder = try folder()
    try edit(folder, "trials.csv") { $0[1][3] = "heavy" }
    expectError("trials.csv, line 2, column mass_kg: expected a positive number, found \"heavy\"") {
      try read(folder)
    }
    try edit(folder, "trials.csv") {
      $0[1][3] = "70"
      $0[1][12] = "fine"
    }
    expectError(
      "trials.csv, line 2, column emg_LRect: expected ok, flat or saturated, found \"fine\""
    ) { try read(folder) }
  }

  func testRatesThatDisagree() throws {
    let folder = try folder()
    try edit(folder, "trials.csv") { $0[1][9] = "200.0" }
    expectError(
      "SYN0101_slow_kin100Hz.csv: trials.csv says 200 Hz, but the file by its name runs at 100 Hz"
    ) { try read(folder) }
    try edit(folder, "trials.csv") { $0[1][9] = "100.0" }
    try edit(folder, motion) { rows in
      for row in 1..<rows.count { rows[row][1] = "\(Double(row) / 50)" }
    }
    expectError(
      "SYN0101_slow_kin100Hz.csv: trials.csv says 100 Hz, but column time_s runs at 50 Hz"
    ) { try read(folder) }
  }

  func testAnAnalogFileOnAnotherClock() throws {
    let folder = try folder()
    try edit(folder, analog) { rows in
      for row in 1..<rows.count { rows[row][0] = "\(1.02 + Double(row - 1) / 2000)" }
    }
    expectError(
      "SYN0101_slow_analog1000Hz.csv: trials.csv says 1000 Hz, but column time_s runs at 2000 Hz"
    ) { try read(folder) }
    try edit(folder, analog) { rows in
      for row in 1..<rows.count { rows[row][0] = "\(7 + Double(row - 1) / 1000)" }
    }
    expectError(
      "SYN0101_slow_analog1000Hz.csv: expected a start at 1.02 s as in SYN0101_slow_kin100Hz.csv, "
        + "found 7 s"
    ) { try read(folder) }
    try edit(folder, analog) { rows in
      for row in 1..<rows.count { rows[row][0] = "\(1.02 + Double(row - 1) / 1000)" }
      rows.removeLast(400)
    }
    expectError(
      "SYN0101_slow_analog1000Hz.csv: expected 1790 samples for the 179 frames of "
        + "SYN0101_slow_kin100Hz.csv, found 1390 samples"
    ) { try read(folder) }
  }

  func testAnAnalogFileThatIsALittleShortIsFilledUpAsMissing() throws {
    let folder = try folder()
    try edit(folder, analog) { $0.removeLast(15) }
    let (trials, report) = try read(folder)
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
    let folder = try folder()
    try edit(folder, "trials.csv") { rows in
      for place in 16..<20 { rows[1][place] = "flat" }
    }
    let (trials, report) = try read(folder)
    XCTAssertEqual(
      report.warnings.map(\.description),
      ["SYN0101_slow_analog1000Hz.csv: all EMG channels of the right side are flat"])
    XCTAssertEqual(trials[0].emg?.isFlat(.right), true)
    XCTAssertEqual(trials[0].emg?.isUsable(.left), true)
  }

  func testUnstatedEMGQualityIsToldFromTheSamples() throws {
    let folder = try folder()
    try remove(folder, "trials.csv") { $0.hasPrefix("emg_") }
    try edit(folder, analog) { rows in
      for row in 1..<rows.count { rows[row][13] = "0.001" }
    }
    let (trials, report) = try read(folder)
    XCTAssertEqual(trials[0].emg?.electrodes[0].quality, .flat)
    XCTAssertEqual(trials[0].emg?.electrodes[1].quality, .ok)
    XCTAssertEqual(
      report.warnings.map(\.message),
      ["the quality of the EMG is not stated throughout; it is told from the samples"])
  }

  func testAChannelStatedOkThatNeverChanges() throws {
    let folder = try folder()
    try edit(folder, analog) { rows in
      for row in 1..<rows.count { rows[row][14] = "0" }
    }
    XCTAssertEqual(
      try read(folder).report.warnings.map(\.message),
      ["channel EMG_LHams is stated ok but never changes"])
  }

  func testMissingEMGColumns() throws {
    let folder = try folder()
    try remove(folder, analog) { $0.hasPrefix("EMG_R") }
    let (trials, report) = try read(folder)
    XCTAssertEqual(trials[0].emg?.electrodes.map(\.side), Array(repeating: .left, count: 4))
    XCTAssertEqual(
      report.warnings.map(\.message), ["no columns of EMG_RRect; it is missing throughout"])
    try remove(folder, analog) { $0 == "EMG_LGast_V" }
    XCTAssertThrowsError(try read(folder)) { error in
      guard case .missingColumn(_, "EMG_LGast_V", _)? = error as? RecordError else {
        return XCTFail("\(error)")
      }
    }
  }

  func testAMissingJointCentre() throws {
    let folder = try folder()
    try blank(folder, motion) { $0.hasPrefix("LAJC") }
    let (trials, report) = try read(folder)
    let channel = MotionRecord.channel(.left, .ankle, LaboratoryAxis.y)
    XCTAssertTrue(trials[0].motion.jointCentres.isEntirelyMissing(channel: channel))
    XCTAssertEqual(
      report.warnings.map(\.description),
      ["SYN0101_slow_kin100Hz.csv: the columns of LAJC are blank; it is missing throughout"])
    XCTAssertTrue(report.gaps.isEmpty)
    try remove(folder, motion) { $0.hasPrefix("LAJC") }
    XCTAssertEqual(
      try warnings(folder),
      ["SYN0101_slow_kin100Hz.csv: no columns of LAJC; it is missing throughout"])
  }

  func testLeftOutRowsAreAGapInEveryChannel() throws {
    let folder = try folder()
    try edit(folder, motion) { $0.removeSubrange(51..<54) }
    let (trials, report) = try read(folder)
    XCTAssertEqual(trials[0].motion.frameCount, 179)
    XCTAssertEqual(trials[0].motion.jointAngles.gaps(ofChannel: 7), [50..<53])
    XCTAssertEqual(
      report.gaps.first?.description,
      "SYN0101_slow_kin100Hz.csv: all channels: 3 frames missing from 1.52 s (frame 50)")
  }

  func testAFrameCountThatDisagreesIsAWarning() throws {
    let folder = try folder()
    try edit(folder, "trials.csv") { $0[1][10] = "255" }
    XCTAssertEqual(
      try warnings(folder),
      ["SYN0101_slow_kin100Hz.csv: trials.csv says 255 frames, found 179"])
  }

  func testEventsAndAnalogFilesMayBeAbsent() throws {
    let folder = try folder()
    try FileManager.default.removeItem(at: folder.appendingPathComponent(analog))
    try FileManager.default.removeItem(
      at: folder.appendingPathComponent("csv/SYN0101_slow_events.csv"))
    let (trials, report) = try read(folder)
    XCTAssertNil(trials[0].emg)
    XCTAssertTrue(trials[0].events.isEmpty)
    XCTAssertEqual(
      report.warnings.map(\.message),
      ["no analog file: the trial has no EMG and no force plates", "no events file"])
  }

  func testAnUnknownEventIsLeftOutWithAWarning() throws {
    let folder = try folder()
    try write(
      "time_s,side,event\n2,Right,Foot Off\n1.5,Left,Foot Strike\n1,General,Event\n", folder,
      "csv/SYN0101_slow_events.csv")
    let (trials, report) = try read(folder)
    XCTAssertEqual(trials[0].events.map(\.timeS), [1.5, 2])
    XCTAssertEqual(
      report.warnings.map(\.description),
      [
        "SYN0101_slow_events.csv, line 4: the event \"General Event\" is not known and left out"
      ])
    XCTAssertEqual(report.droppedRows, 1)
  }

  func testATrialListedTwice() throws {
    let folder = try folder()
    try edit(folder, "trials.csv") { $0.append($0[1]) }
    expectError(
      "trials.csv, line 3, column file: expected a trial not yet listed, "
        + "found \"SYN0101_slow\" again"
    ) { try read(folder) }
  }
}
