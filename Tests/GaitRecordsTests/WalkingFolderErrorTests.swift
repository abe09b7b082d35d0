import GaitRecords
import XCTest

/// What a folder can get so wrong that it is not read, and what the reader says.
final class WalkingFolderErrorTests: XCTestCase {
  func testAMissingFolder() throws {
    let path = try temporaryFolder(self).appendingPathComponent("none")
    expectError("\(path.path): expected a folder of trials, found no folder there") {
      try WalkingFolder(path).read()
    }
  }

  func testAFolderWithoutTrials() throws {
    let folder = try TrialFolder(empty: self)
    expectError(
      "\(folder.url.path): holds no trials: there is no trials.csv, which says who walked which trial"
    ) { try folder.read() }
    try folder.write("subject,file\n", to: "trials.csv")
    expectError("\(folder.url.path): holds no trials: trials.csv has no rows") { try folder.read() }
    try folder.write("subject,condition,file\nA,Slow,A01.c3d\n", to: "trials.csv")
    expectError(
      "\(folder.url.path): holds no trials: none of the 1 trials of trials.csv has its file"
    ) { try folder.read() }
  }

  func testAMissingColumn() throws {
    for column in ["time_s", "LKneeAngles_X_deg", "RHipMoment_X_Nmm_per_kg", "LAJC_Y_mm"] {
      let folder = try TrialFolder(self)
      try folder.remove(TrialFolder.motion) { $0 == column }
      let header = try DelimitedTable(
        contentsOf: folder.url.appendingPathComponent(TrialFolder.motion)
      ).columnNames
      expectError(
        "SYN0101_slow_kin100Hz.csv: expected a column \(column), found "
          + header.prefix(8).joined(separator: ", ") + " and 55 more"
      ) { try folder.read() }
    }
  }

  func testMissingColumnsOfTheSheetAndTheEvents() throws {
    let folder = try TrialFolder(self)
    try folder.write("time_s,side\n1,Left\n", to: "csv/SYN0101_slow_events.csv")
    expectError("SYN0101_slow_events.csv: expected a column event, found time_s, side") {
      try folder.read()
    }
    try folder.remove("trials.csv") { $0 == "subject" }
    XCTAssertThrowsError(try folder.read()) { error in
      guard case .missingColumn(let file, let column, _)? = error as? RecordError else {
        return XCTFail("\(error)")
      }
      XCTAssertEqual([file, column], ["trials.csv", "subject"])
    }
  }

  func testANonNumericCellIsNamedWithItsLine() throws {
    let folder = try TrialFolder(self)
    try folder.edit(TrialFolder.motion) { $0[41][4] = "3.5x" }
    expectError(
      "SYN0101_slow_kin100Hz.csv, line 42, column LHipAngles_Y_deg: expected a number, "
        + "found \"3.5x\""
    ) { try folder.read() }
  }

  func testANonNumericCellOfTheSheetIsNamedWithItsLine() throws {
    let folder = try TrialFolder(self)
    try folder.edit("trials.csv") { $0[1][3] = "heavy" }
    expectError("trials.csv, line 2, column mass_kg: expected a positive number, found \"heavy\"") {
      try folder.read()
    }
    try folder.edit("trials.csv") {
      $0[1][3] = "70"
      $0[1][12] = "fine"
    }
    expectError(
      "trials.csv, line 2, column emg_LRect: expected ok, flat or saturated, found \"fine\""
    ) { try folder.read() }
  }

  func testRatesThatDisagree() throws {
    let folder = try TrialFolder(self)
    try folder.edit("trials.csv") { $0[1][9] = "200.0" }
    expectError(
      "SYN0101_slow_kin100Hz.csv: trials.csv says 200 Hz, but the file by its name runs at 100 Hz"
    ) { try folder.read() }
    try folder.edit("trials.csv") { $0[1][9] = "100.0" }
    try folder.edit(TrialFolder.motion) { rows in
      for row in 1..<rows.count { rows[row][1] = "\(Double(row) / 50)" }
    }
    expectError(
      "SYN0101_slow_kin100Hz.csv: trials.csv says 100 Hz, but column time_s runs at 50 Hz"
    ) { try folder.read() }
  }

  func testAnAnalogFileOnAnotherClock() throws {
    let folder = try TrialFolder(self)
    try folder.edit(TrialFolder.analog) { rows in
      for row in 1..<rows.count { rows[row][0] = "\(1.02 + Double(row - 1) / 2000)" }
    }
    expectError(
      "SYN0101_slow_analog1000Hz.csv: trials.csv says 1000 Hz, but column time_s runs at 2000 Hz"
    ) { try folder.read() }
    try folder.edit(TrialFolder.analog) { rows in
      for row in 1..<rows.count { rows[row][0] = "\(7 + Double(row - 1) / 1000)" }
    }
    expectError(
      "SYN0101_slow_analog1000Hz.csv: expected a start at 1.02 s as in SYN0101_slow_kin100Hz.csv, "
        + "found 7 s"
    ) { try folder.read() }
    try folder.edit(TrialFolder.analog) { rows in
      for row in 1..<rows.count { rows[row][0] = "\(1.02 + Double(row - 1) / 1000)" }
      rows.removeLast(400)
    }
    expectError(
      "SYN0101_slow_analog1000Hz.csv: expected 1790 samples for the 179 frames of "
        + "SYN0101_slow_kin100Hz.csv, found 1390 samples"
    ) { try folder.read() }
  }

  func testATrialListedTwice() throws {
    let folder = try TrialFolder(self)
    try folder.edit("trials.csv") { $0.append($0[1]) }
    expectError(
      "trials.csv, line 3, column file: expected a trial not yet listed, "
        + "found \"SYN0101_slow\" again"
    ) { try folder.read() }
  }
}
