import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

/// Formats are told by their bytes, and every fixture's content is summed up.
final class RecordContentsTests: XCTestCase {
  private func contents(_ path: String) throws -> RecordContents {
    try RecordContents(reading: Fixture.url("records/\(path)"))
  }

  func testFormatsAreToldByContentWhateverTheName() throws {
    let folder = try temporaryFolder(self)
    let expected: [(String, RecordFormat)] = [
      ("c3d/sgi-integer.c3d", .c3d), ("edf/plus.edf", .edf), ("edf/plus.bdf", .bdf),
      ("numpy/version2.npy", .npy), ("numpy/deflated.npz", .npz), ("images/type0-1.png", .png),
      ("images/plain.pgm", .pgm), ("opensim/ik-v1-crlf.mot", .openSim), ("trc/blanks.trc", .trc),
      ("opengo/percent-latin1.txt", .openGo), ("trigno/semicolon.csv", .trigno),
      ("trigno/preamble.csv", .trigno), ("mvnx/walk.mvnx", .mvnx),
      ("exports/nexus.vicon", .vicon), ("exports/tracker-blanks.xsens", .xsensTracker),
      ("tables/comma.csv", .delimited), ("tables/semicolon-decimal-comma.csv", .delimited),
    ]
    for (path, format) in expected {
      let copy = folder.appendingPathComponent("file")
      try Fixture.data("records/\(path)").write(to: copy)
      XCTAssertEqual(try RecordFormat.detected(at: copy), format, path)
    }
    for (path, format) in [
      ("gaitpdb", RecordFormat.gaitPDBFolder), ("walking", .walkingFolder),
      ("motionbids", .motionBIDSFolder), ("openpose/walk", .openPose),
    ] {
      XCTAssertEqual(try RecordFormat.detected(at: Fixture.url("records/\(path)")), format, path)
    }
  }

  func testEveryFixtureIsSummedUp() throws {
    let root = Fixture.url("records")
    var summed = 0
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted() {
      let ends = ["c3d", "edf", "bdf", "npy", "npz", "png", "pgm", "mot", "sto", "trc", "mvnx"]
      guard ends.contains(URL(fileURLWithPath: path).pathExtension) else { continue }
      let inspection = RecordInspection(try contents(path))
      XCTAssertFalse(inspection.devices.isEmpty && inspection.arrays.isEmpty, path)
      XCTAssertGreaterThan(inspection.lines.count, 1, path)
      let data = try JSONEncoder().encode(inspection)
      XCTAssertEqual(try JSONDecoder().decode(RecordInspection.self, from: data), inspection)
      summed += 1
    }
    XCTAssertGreaterThan(summed, 40)
  }

  func testAFileOfMotionCaptureTellsItsClocksPlatesAndUnits() throws {
    let inspection = RecordInspection(try contents("c3d/intel-real.c3d"))
    XCTAssertEqual(inspection.format, "C3D")
    XCTAssertEqual(inspection.version, "intel, floats")
    XCTAssertEqual(inspection.devices.map(\.name), ["points", "analog"])
    XCTAssertFalse(inspection.forcePlates.isEmpty)
    XCTAssertFalse(inspection.events.isEmpty)
    XCTAssertEqual(inspection.devices[0].channels[0].unit, "m")
    XCTAssertEqual(inspection.devices[0].channels[0].sourceUnit, "mm")
  }

  func testMissingSamplesAreCountedPerChannel() throws {
    let folder = try temporaryFolder(self)
    let url = folder.appendingPathComponent("forces.csv")
    try Data("time[s],Fz[kN],note\n0,1,a\n0.01,,b\n0.02,,c\n0.03,4,d\n".utf8).write(to: url)
    let inspection = RecordInspection(try RecordContents(reading: url))
    let device = try XCTUnwrap(inspection.devices.first)
    XCTAssertEqual(device.sampleRateHz, 100)
    let channel = try XCTUnwrap(device.channels.first)
    XCTAssertEqual(device.channels.count, 1)
    XCTAssertEqual([channel.name, channel.unit, channel.sourceUnit], ["Fz", "N", "kN"])
    XCTAssertEqual(channel.missingShare, 0.5)
    XCTAssertEqual(channel.gaps, 1)
    XCTAssertEqual(channel.range, [1000, 4000])
    XCTAssertEqual(inspection.arrays.map(\.shape), [[4, 3]])
    XCTAssert(
      inspection.lines.contains("    Fz [N] from kN, 1000 to 4000, 50 % missing in 1 gap"),
      "\(inspection.lines)")
  }

  func testImplausibleNumbersAreWarnedOf() throws {
    let folder = try temporaryFolder(self)
    let source = Fixture.url("records/gaitpdb")
    let copy = folder.appendingPathComponent("walks")
    try FileManager.default.copyItem(at: source, to: copy)
    let table = copy.appendingPathComponent("demographics.txt")
    let rows = try String(contentsOf: table, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let column = try XCTUnwrap(rows[0].firstIndex { $0.hasPrefix("Weight") })
    let heavier = rows.enumerated().map { place, cells in
      var cells = cells
      if place > 0, cells.count > column, Double(cells[column]) ?? 0 > 0 {
        cells[column] = "400"
      }
      return cells.joined(separator: "\t")
    }
    try Data(heavier.joined(separator: "\n").utf8).write(to: table)
    let warnings = try RecordContents(reading: copy).report.warnings.map(\.message)
    XCTAssert(
      warnings.contains("a body mass of 400 kg: pounds or newtons taken for kilograms?"),
      "\(warnings)")
  }

  func testWhatIsNoRecordIsRefused() throws {
    let folder = try temporaryFolder(self)
    let missing = folder.appendingPathComponent("none.c3d")
    expectError("\(missing.path): cannot be read: no such file") {
      try RecordContents(reading: missing)
    }
    let noise = folder.appendingPathComponent("noise.bin")
    try Data([200, 0, 1, 0, 7, 9, 9, 1, 1, 1, 1, 1]).write(to: noise)
    expectError(
      "noise.bin: expected text in UTF-8 or Latin-1, found a zero byte at offset 1, and no binary "
        + "format that is known"
    ) { try RecordContents(reading: noise) }
    let prose = folder.appendingPathComponent("prose.txt")
    try Data("Once upon a time\nthere was a foot\n".utf8).write(to: prose)
    XCTAssertThrowsError(try RecordContents(reading: prose)) { XCTAssert($0 is RecordError) }
    let empty = folder.appendingPathComponent("empty.csv")
    try Data().write(to: empty)
    XCTAssertThrowsError(try RecordContents(reading: empty)) { XCTAssert($0 is RecordError) }
    XCTAssertThrowsError(try RecordContents(reading: folder)) { XCTAssert($0 is RecordError) }
  }

  func testEveryTruncationEndsInContentsOrATypedError() throws {
    let folder = try temporaryFolder(self)
    var tried = 0
    for path in ["c3d/intel-integer.c3d", "edf/plus.edf", "numpy/small.npz", "opensim/ik-v1.mot"] {
      let data = try Fixture.data("records/\(path)")
      let url = folder.appendingPathComponent("cut.\(URL(fileURLWithPath: path).pathExtension)")
      for length in stride(from: 0, to: data.count, by: max(data.count / 60, 1)) {
        try data.prefix(length).write(to: url)
        // Whatever else happened would end the process: nothing but RecordError can be thrown.
        _ = (try? RecordContents(reading: url)).map { RecordInspection($0).lines }
        tried += 1
      }
    }
    XCTAssertGreaterThan(tried, 200)
  }

  func testEveryRealRecordingIsSummedUpOrRefusedWithAReason() throws {
    let root = try realData("")
    var (summed, refused) = (0, [String]())
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted() {
      let url = root.appendingPathComponent(path)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      let size = (try? url.resourceValues(forKeys: [.fileSizeKey]))?.fileSize ?? 0
      if isFolder.boolValue || path.hasSuffix(".md") || size > 600_000 { continue }
      do {
        _ = RecordInspection(try RecordContents(reading: url)).lines
        summed += 1
      } catch {
        refused.append("\(path): \(error)")
      }
    }
    print("\(summed) real files are summed up, refused are:\n\(refused.joined(separator: "\n"))")
    XCTAssertGreaterThan(summed, 200)
    XCTAssertLessThan(refused.count, 40)
  }
}
