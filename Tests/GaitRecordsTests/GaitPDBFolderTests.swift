import GaitRecords
import GaitTestSupport
import XCTest

final class GaitPDBFolderTests: XCTestCase {
  private let fixture = Fixture.url("records/gaitpdb")

  /// Rows, first time, mean and standard deviation of both totals, mean anterior centre of pressure.
  private func statistics(_ walk: InsoleWalk) throws -> [Double] {
    let left = try XCTUnwrap(walk.insole(.left))
    let totals = try Side.allCases.map { side in
      try XCTUnwrap(walk.insole(side)?.totalForce).samples.map(Double.init)
    }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let means = totals.map(mean)
    let deviations = zip(totals, means).map { values, middle in
      mean(values.map { ($0 - middle) * ($0 - middle) }).squareRoot()
    }
    let anterior = left.computedCentreOfPressure().values(ofChannel: 1).filter { !$0.isNaN }
    return [Double(left.sensors.frameCount), left.sensors.startTimeS] + means + deviations
      + [mean(anterior.map(Double.init))]
  }

  private func expectStatistics(_ walks: [InsoleWalk], _ key: String) throws {
    let all: [String: [String: [Double]]] = try Fixture.json("reference/gaitpdb.json")
    let expected = try XCTUnwrap(all[key])
    XCTAssertEqual(Set(walks.map { $0.name + ".txt" }), Set(expected.keys))
    for walk in walks {
      let numbers = try XCTUnwrap(expected[walk.name + ".txt"])
      for (found, value) in zip(try statistics(walk), numbers) {
        XCTAssertEqual(found, value, accuracy: 1e-5 + 2e-6 * abs(value), walk.name)
      }
    }
  }

  func testReadsForcesAndDemographicsOfTheBundledFolder() throws {
    let (walks, participants, report) = try GaitPDBFolder(fixture).read()
    try expectStatistics(walks, "synthetic")
    XCTAssertEqual(walks.map(\.participant), ["SYN01", "SYN02", "SYN03"])
    let left = try XCTUnwrap(walks[0].insole(.left))
    XCTAssertEqual(left.sensors.sampleRateHz, 100)
    XCTAssertEqual(left.sensors.channels[7], Channel(name: "L8", unit: .newton))
    XCTAssertEqual(left.bodyMassKg, 83)
    XCTAssertNil(walks[2].insole(.left)?.bodyMassKg)
    XCTAssertEqual(walks[0].condition, "usual")
    XCTAssertEqual(participants.map(\.id), ["SYN01", "SYN02", "SYN04"])
    XCTAssertEqual(participants[0].hasParkinson, true)
    XCTAssertEqual(participants[0].updrsMotor, 21)
    XCTAssertEqual(participants[0].speedsMPerS, [1: 1.075, 10: 0.93])
    XCTAssertEqual(participants[1].anthropometry.heightM, 1.74)
    XCTAssertEqual(participants[1].sex, .female)
    XCTAssertNil(participants[1].updrsMotor)
    XCTAssertNil(participants[2].anthropometry.massKg)
    XCTAssertEqual(participants[2].speedsMPerS, [:])
    XCTAssertEqual(
      report.warnings.map(\.description),
      [
        "SYN03_01.txt: demographics.txt does not list SYN03",
        "demographics.txt: SYN04 has no recording",
      ])
    XCTAssertEqual(report.conversions.map(\.quantity), ["Height"])
  }

  func testWhatIsWrittenIsReadAgain() throws {
    let (walks, participants, _) = try GaitPDBFolder(fixture).read()
    let folder = GaitPDBFolder(try temporaryFolder(self))
    try folder.write(walks, participants: participants)
    let again = try folder.read()
    XCTAssertEqual(again.walks, walks)
    XCTAssertEqual(again.participants, participants)
    var misnamed = walks[0]
    misnamed.name = "SYN01"
    XCTAssertThrowsError(try folder.write([misnamed], participants: [])) {
      XCTAssertTrue($0 is RecordError)
    }
  }

  func testAFolderWithoutDemographicsStillGivesItsWalks() throws {
    let folder = try temporaryFolder(self)
    try FileManager.default.copyItem(
      at: fixture.appendingPathComponent("walk10s/SYN01_01.txt"),
      to: folder.appendingPathComponent("SYN01_10.txt"))
    let (walks, participants, report) = try GaitPDBFolder(folder).read()
    XCTAssertEqual(walks.map(\.condition), ["dual task"])
    XCTAssertTrue(participants.isEmpty)
    XCTAssertEqual(report.warnings.count, 1)
  }

  func testDamagedFilesAreNamed() throws {
    let folder = try temporaryFolder(self)
    func write(_ text: String, _ name: String = "SYN01_01.txt") throws -> URL {
      let file = folder.appendingPathComponent(name)
      try Data(text.utf8).write(to: file)
      return file
    }
    let row = (["0.00"] + Array(repeating: "1", count: 16) + ["8", "8"]).joined(separator: "\t")
    let narrow = try write("0\t1\t2\n0.01\t1\t2\n")
    expectError(
      "SYN01_01.txt, line 1: expected 19 columns: time, 8 left, 8 right, 2 totals, found 3"
    ) { try GaitPDBFolder.readWalk(narrow) }
    let wordy = try write(row + "\n" + row.replacing("0.00\t1", with: "0.01\tx") + "\n")
    expectError("SYN01_01.txt, line 2, column column 2: expected a number, found \"x\"") {
      try GaitPDBFolder.readWalk(wordy)
    }
    let slow = try write(row + "\n" + row.replacing("0.00", with: "0.02") + "\n")
    expectError(
      "SYN01_01.txt: the format says 100 Hz, but column column 1 runs at 50 Hz"
    ) { try GaitPDBFolder.readWalk(slow) }
    let empty = try write("")
    expectError(
      "SYN01_01.txt, line 1: expected 19 columns: time, 8 left, 8 right, 2 totals, found no rows"
    ) { try GaitPDBFolder.readWalk(empty) }
    let odd = try write(
      row + "\n" + row.replacing("0.00", with: "0.01").replacing("8\t8", with: "8\t80") + "\n")
    let (_, report) = try GaitPDBFolder.readWalk(odd)
    XCTAssertEqual(
      report.warnings.map(\.description),
      ["SYN01_01.txt: the right total is not the sum of its sensors in 1 rows"])
    _ = try write("ID\tGroup\nSYN01\t3\n", "demographics.txt")
    expectError("demographics.txt, line 2, column Group: expected 1 or 2, found 3.0") {
      try GaitPDBFolder(folder).read()
    }
    _ = try write("ID\tAge\nSYN01\tx\n", "demographics.txt")
    expectError(
      "demographics.txt, line 2, column Age: expected a number from 0.0 to 130.0, found \"x\""
    ) { try GaitPDBFolder(folder).read() }
    _ = try write("ID\tAge\nSYN01\t1\nSYN01\t1\n", "demographics.txt")
    expectError(
      "demographics.txt, line 3, column ID: expected a name not yet listed, found \"SYN01\""
    ) { try GaitPDBFolder(folder).read() }
    _ = try write("Age\tGroup\n3\t1\n", "demographics.txt")
    expectError("demographics.txt: expected a column ID, found Age, Group") {
      try GaitPDBFolder(folder).read()
    }
    expectError(
      "\(folder.path)/none: expected a folder of trials, found no folder there"
    ) { try GaitPDBFolder(folder.appendingPathComponent("none")).read() }
  }

  func testEveryDamagedByteEndsInAValueOrATypedError() throws {
    let source = fixture.appendingPathComponent("walk10s/SYN02_01.txt")
    let text = try String(contentsOf: source, encoding: .utf8)
    let data = Data(text.split(separator: "\n").prefix(3).joined(separator: "\n").utf8)
    let file = try temporaryFolder(self).appendingPathComponent("SYN02_01.txt")
    var failures = 0
    for place in stride(from: 0, to: data.count, by: 3) {
      for bit in [0, 3, 6, 7] {
        var damaged = data
        damaged[place] ^= 1 << UInt8(bit)
        try damaged.write(to: file)
        do {
          _ = try GaitPDBFolder.readWalk(file)
        } catch {
          failures += 1
          XCTAssertFalse(error.description.isEmpty)
        }
      }
    }
    XCTAssertGreaterThan(failures, 0)
  }

  func testReadsEveryRealRecordingAsNumPyDoes() throws {
    let folder = GaitPDBFolder(try realData("gaitpdb"))
    let (walks, participants, report) = try folder.read()
    XCTAssertEqual(walks.count, 118)
    try expectStatistics(walks, "recordings")
    XCTAssertEqual(participants.count, 118)
    XCTAssertEqual(participants.count { $0.hasParkinson == true }, 63)
    XCTAssertEqual(Set(walks.map(\.participant)), Set(participants.map(\.id)))
    XCTAssertTrue(report.gaps.isEmpty)
    XCTAssertEqual(report.warnings, [])
    let heights = participants.compactMap(\.anthropometry.heightM)
    XCTAssertEqual(heights.count, 117)
    XCTAssertTrue(heights.allSatisfy { (1.4...2).contains($0) })
    let long = try folder.read(from: "full").walks
    XCTAssertEqual(long.map(\.name), ["JuPt01_01"])
    XCTAssertEqual(long[0].insoles[0].sensors.startTimeS, 0)
    XCTAssertGreaterThan(long[0].insoles[0].sensors.durationS, 60)
  }
}
