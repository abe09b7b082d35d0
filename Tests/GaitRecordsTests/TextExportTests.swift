import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

final class TextExportTests: XCTestCase {
  func testLostPacketsOfATrackerAreMissingAndItsCounterMayWrap() throws {
    let expected = try TextRecordings()
    for file in ["exports/tracker.xsens", "exports/tracker-blanks.xsens"] {
      let (tracker, report) = try XsensTextFile.read(Fixture.url("records/\(file)"), segment: .foot)
      for (signal, stem) in [(tracker.imu.acceleration, "Acc"), (tracker.imu.angularRate, "Gyr")] {
        for (channel, axis) in ["X", "Y", "Z"].enumerated() {
          try expected.assertEqual(signal, channel: channel, file, "\(stem)_\(axis)")
        }
      }
      XCTAssertEqual(report.gaps.map(\.frameCount), [2])
      XCTAssertEqual(tracker.imu.segment, .foot)
      XCTAssertNil(tracker.imu.magneticField)
      XCTAssertNil(tracker.others)
      XCTAssertEqual(tracker.remarks["Filter Profile"], "human (46.1)")
    }
  }

  func testSectionsOfANexusExportHaveTheirOwnRates() throws {
    let expected = try TextRecordings()
    let file = "exports/nexus.vicon"
    let (nexus, _) = try ViconTextFile.read(Fixture.url("records/\(file)"))
    XCTAssertEqual(nexus.sections.map(\.name), ["Devices", "Trajectories"])
    XCTAssertEqual(nexus.sections.map(\.signal.sampleRateHz), [200, 100])
    XCTAssertEqual(nexus.sections.map(\.signal.startTimeS), [0.1, 0.1])
    XCTAssertEqual(nexus.markers?.names, ["Ann:RKNE", "Ann:RANK"])
    for section in nexus.sections {
      for (channel, source) in section.signal.channels.enumerated() {
        try expected.assertEqual(
          section.signal, channel: channel, file, source.name,
          factor: source.sourceUnit.siFactor)
      }
    }
  }

  func testUnitsInTheNamesOfColumnsAreRead() throws {
    let text = "Time[s]\tFx [N]\tCOPx (cm)\tnote\n0\t1\t2\ta\n0.01\t3\t4\tb\n"
    let (signal, report) = try table(text, textColumns: .detected).signal(timeColumn: "Time[s]")
    XCTAssertEqual(signal.channels.map(\.name), ["Fx", "COPx"])
    XCTAssertEqual(signal.channels.map(\.sourceUnit), [.newton, .centimetre])
    XCTAssertEqual(signal.samples, [1, 0.02, 3, 0.04])
    XCTAssertEqual(signal.sampleRateHz, 100)
    XCTAssertEqual(report.conversions.map(\.quantity), ["COPx"])
    let rows = try table("a,b\n1,2\n3,4\n").signal(
      timeColumn: nil, sampleRateHz: 50, units: ["a": .degree]
    ).signal
    XCTAssertEqual(rows.channels[0].unit, .radian)
    XCTAssertEqual(rows.durationS, 0.04)
  }

  func testAColumnWithOneWordIsOneOfWordsIfAskedFor() throws {
    let text = "id,sex,age\n1,F,30\n2,,41\n3,M,NA\n"
    let found = try table(text, textColumns: .detected)
    XCTAssertEqual(try found.text("sex"), ["F", "", "M"])
    expectEqual(try found.numbers("age"), [30, 41, nil])
    expectError("table.csv: expected a column sex of numbers, found id, sex, age") {
      try found.numbers("sex")
    }
    expectError("table.csv, line 2, column sex: expected a number, found \"F\"") {
      try table(text)
    }
  }

  func testLinesBeforeATableAreSkippedAndStillCounted() throws {
    let data = Data("File: a\n\"Channel 1: 'L', raw\",\na,b\n1,2\n3,x\n".utf8)
    expectError("log.csv, line 5, column b: expected a number, found \"x\"") {
      try DelimitedTable(data, name: "log.csv", skippedLines: 2)
    }
  }
}
