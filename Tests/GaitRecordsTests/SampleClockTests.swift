import GaitRecords
import XCTest

final class SampleClockTests: XCTestCase {
  private func clock(
    _ times: [Double], column: String = "time_s", unit: PhysicalUnit? = nil,
    declaredRateHz: Double? = nil
  ) throws -> (SampleClock, ImportReport) {
    var report = ImportReport()
    let source = SampleClock.Source(
      file: "t.csv", column: column, times: times, unit: unit, declaredRateHz: declaredRateHz,
      declaredBy: "trials.csv")
    return (try SampleClock(fitting: source, report: &report), report)
  }

  func testRoundedTimesGiveTheTrueRate() throws {
    let times = (0..<600).map { (Double($0) / 600 * 1e4).rounded() / 1e4 }
    let (clock, report) = try clock(times)
    XCTAssertEqual(clock.sampleRateHz, 600)
    XCTAssertEqual(clock.frameCount, 600)
    XCTAssertTrue(clock.isComplete)
    XCTAssertTrue(report.isClean)
  }

  func testARateThatIsNotWholeStaysAsItIs() throws {
    let (clock, _) = try clock((0..<2000).map { frame in Double(frame) * 0.00675 })
    XCTAssertEqual(clock.sampleRateHz, 4 / 0.027, accuracy: 1e-9)
  }

  func testLeftOutRowsBecomeFramesWithoutARow() throws {
    let (clock, report) = try clock([1, 1.01, 1.02, 1.05, 1.06], declaredRateHz: 100)
    XCTAssertEqual(clock.rows, [0, 1, 2, nil, nil, 3, 4])
    XCTAssertFalse(clock.isComplete)
    XCTAssertEqual(clock.startTimeS, 1)
    XCTAssertEqual(
      report.gaps.map(\.description),
      ["t.csv: all channels: 2 frames missing from 1.03 s (frame 3)"])
  }

  func testRepeatedTimesDropTheirRows() throws {
    let (clock, report) = try clock([0, 0.01, 0.01, 0.01, 0.02])
    XCTAssertEqual(clock.rows, [0, 1, 4])
    XCTAssertEqual(report.droppedRows, 2)
    XCTAssertEqual(
      report.warnings.map(\.description),
      ["t.csv, line 4: the time 0.01 is repeated; the later rows are left out"])
  }

  func testMillisecondsAreToldByNameOrBySize() throws {
    let (named, first) = try clock([0, 10, 20], column: "Time [ms]")
    XCTAssertEqual(named.sampleRateHz, 100)
    XCTAssertEqual(first.conversions.map(\.from), [.millisecond])
    let (guessed, second) = try clock([500, 510, 520, 530], column: "time")
    XCTAssertEqual(guessed.sampleRateHz, 100)
    XCTAssertEqual(guessed.startTimeS, 0.5)
    XCTAssertEqual(second.warnings.count, 1)
    let (seconds, third) = try clock([0, 1, 2], column: "time_s")
    XCTAssertEqual(seconds.sampleRateHz, 1)
    XCTAssertTrue(third.isClean)
  }

  func testUnevenTimesAreReported() throws {
    let (_, report) = try clock([0, 0.01, 0.024, 0.03, 0.04])
    XCTAssertEqual(
      report.warnings.map(\.description),
      ["t.csv, line 4: the times are uneven, up to 0.4 of a step off a regular clock"])
  }

  func testRefusesTimesThatRunBackOrAreBlank() {
    expectError("t.csv, line 4, column time_s: expected a time after 0.02, found 0.01") {
      try clock([0, 0.02, 0.01])
    }
    expectError("t.csv, line 3, column time_s: expected a time, found a blank cell") {
      try clock([0, .nan, 0.01])
    }
    expectError("t.csv, line 2, column time_s: expected a time, found inf") {
      try clock([.infinity, 1])
    }
  }

  func testRefusesARateThatContradictsTheDeclaredOne() {
    expectError("t.csv: trials.csv says 100 Hz, but column time_s runs at 200 Hz") {
      try clock([0, 0.005, 0.01, 0.015], declaredRateHz: 100)
    }
    expectError("t.csv: trials.csv says 0 Hz, but column time_s runs at 200 Hz") {
      try clock([0, 0.005, 0.01, 0.015], declaredRateHz: 0)
    }
  }

  func testASingleRowNeedsADeclaredRate() throws {
    XCTAssertEqual(try clock([3], declaredRateHz: 50).0.sampleRateHz, 50)
    let message =
      "t.csv, line 2, column time_s: expected at least two times, to tell the sampling rate, found "
    expectError(message + "1") { try clock([3]) }
    expectError(message + "0") { try clock([], declaredRateHz: 50) }
  }

  func testAGapCannotAskForUnboundedMemory() {
    expectError(
      "t.csv, line 4, column time_s: expected a gap of at most 30 rows, found a step of 1e+12 s"
    ) {
      try clock([0, 0.01, 1e12])
    }
    expectError(
      "t.csv, line 2, column time_s: expected a sampling rate below 1e9 Hz, found 1e+12 Hz"
    ) {
      try clock([0, 1e-12, 2e-12])
    }
  }

  func testATableWithoutRowsIsAnErrorOfTheLineBehindItsHeader() {
    var report = ImportReport()
    let source = SampleClock.Source(file: "a.csv", column: "t", times: [], lines: [])
    expectError(
      "a.csv, line 2, column t: expected at least two times, to tell the sampling rate, found 0"
    ) { try SampleClock(fitting: source, report: &report) }
  }
}
