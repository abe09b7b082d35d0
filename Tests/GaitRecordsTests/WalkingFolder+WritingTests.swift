import GaitRecords
import GaitTestSupport
import XCTest

final class WalkingFolderWritingTests: XCTestCase {
  func testWhatIsWrittenIsReadBackBitForBit() throws {
    let (trials, _) = try WalkingFolder(walkingFixture).read()
    let folder = WalkingFolder(try temporaryFolder(self).appendingPathComponent("new"))
    try folder.write(trials)
    let (again, report) = try folder.read()
    XCTAssertEqual(again, trials)
    XCTAssertEqual(report.gaps.count, 6)
    XCTAssertEqual(report.warnings.count, 2)
  }

  func testTheColumnsAreThoseOfTheBundledFiles() throws {
    let (trials, _) = try WalkingFolder(walkingFixture).read()
    let folder = try temporaryFolder(self)
    try WalkingFolder(folder).write(Array(trials.prefix(1)))
    for file in [
      "trials.csv", "csv/SYN0101_slow_kin100Hz.csv", "csv/SYN0101_slow_analog1000Hz.csv",
      "csv/SYN0101_slow_events.csv",
    ] {
      let header = { (root: URL) in
        try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)
          .split(separator: "\n").first
      }
      XCTAssertEqual(try header(folder), try header(walkingFixture), file)
    }
  }

  func testATrialWithoutAnalogSignalsAndUnknownBodyIsWritten() throws {
    var (trials, _) = try WalkingFolder(walkingFixture).read()
    trials[0].emg = nil
    trials[0].forcePlates = []
    trials[0].events = []
    trials[0].condition = nil
    trials[0].anthropometry = Anthropometry(massKg: 70.1)
    let folder = WalkingFolder(try temporaryFolder(self))
    try folder.write([trials[0]])
    XCTAssertEqual(try folder.read().trials, [trials[0]])
  }

  func testTheAffectedSideIsWrittenWhereSomeoneStatedItAndReadBack() throws {
    var (trials, _) = try WalkingFolder(walkingFixture).read()
    XCTAssert(trials.allSatisfy { $0.affectedSide == nil })
    trials[0].affectedSide = .right
    let folder = WalkingFolder(try temporaryFolder(self))
    try folder.write(Array(trials.prefix(2)))
    XCTAssertEqual(try folder.read().trials.map(\.affectedSide), [.right, nil])
    let sheet = folder.url.appendingPathComponent("trials.csv")
    let text = try String(contentsOf: sheet, encoding: .utf8)
    try text.replacing(",right\n", with: ",L\n").write(
      to: sheet, atomically: true, encoding: .utf8)
    XCTAssertEqual(try folder.read().trials.map(\.affectedSide), [.left, nil])
    try text.replacing(",right\n", with: ",both\n").write(
      to: sheet, atomically: true, encoding: .utf8)
    XCTAssertThrowsError(try folder.read()) { error in
      XCTAssert("\(error)".contains("affected_side") && "\(error)".contains("both"), "\(error)")
    }
  }

  func testRefusesNamesThatAreNoFileNames() throws {
    var (trials, _) = try WalkingFolder(walkingFixture).read()
    let folder = WalkingFolder(try temporaryFolder(self))
    trials[1].name = "../escape"
    expectError(
      "trials.csv, line 3, column file: expected a name of its own without marks or dots, "
        + "found \"../escape\""
    ) { try folder.write(trials) }
    trials[1].name = trials[0].name
    expectError(
      "trials.csv, line 3, column file: expected a name of its own without marks or dots, "
        + "found \"SYN0101_slow\""
    ) { try folder.write(trials) }
  }

  func testRefusesPlatesAndEMGOnDifferentClocks() throws {
    var (trials, _) = try WalkingFolder(walkingFixture).read()
    let plate = trials[0].forcePlates[0]
    trials[0].forcePlates[0] = ForcePlateRecord(
      number: 1, signal: plate.signal.selecting(frames: 0..<100))
    expectError(
      "SYN0101_slow: expected 100 samples at 1000.0 Hz for Fx2, found 1790 at 1000.0 Hz"
    ) { try WalkingFolder(temporaryFolder(self)).write([trials[0]]) }
  }

  func testATrialSurvivesJSON() throws {
    let (trials, _) = try WalkingFolder(walkingFixture).read()
    let data = try JSONEncoder().encode(trials[5])
    XCTAssertEqual(try JSONDecoder().decode(WalkingTrial.self, from: data), trials[5])
  }
}
