import GaitRecords
import GaitTestSupport
import XCTest

final class OpenSimTableReadingTests: XCTestCase {
  private struct Reference: Decodable {
    struct Table: Decodable {
      let labels: [String]
      let times: [Double]
      let values: [Double]
    }

    let opensim: [String: Table]
  }

  private func read(_ name: String) throws -> (table: OpenSimTable, report: ImportReport) {
    try OpenSimTable.read(Fixture.url("records/opensim/\(name)"))
  }

  func testEveryVersionHoldsTheNumbersThatNumPyReads() throws {
    let reference: Reference = try Fixture.json("reference/text-tables.json")
    XCTAssertEqual(reference.opensim.count, 7)
    for (name, expected) in reference.opensim {
      let (table, _) = try read(name)
      XCTAssertEqual(table.labels, expected.labels, name)
      expectEqual(table.times, expected.times, name)
      expectEqual(table.values, expected.values, name)
    }
  }

  func testHeadersSayWhatTheyHold() throws {
    let (motion, report) = try read("ik-v1.mot")
    XCTAssertEqual(motion.name, "Coordinates")
    XCTAssertEqual(motion.isInDegrees, true)
    XCTAssertTrue(report.isClean)
    let (new, _) = try read("states-v3.sto")
    XCTAssertEqual(new.isInDegrees, false)
    XCTAssertEqual(new.metadata, ["OpenSimVersion": "4.5"])
    let (old, oldReport) = try read("grf-simm.mot")
    XCTAssertEqual(old.name, "walk.mot")
    XCTAssertNil(old.isInDegrees)
    XCTAssertEqual(old.metadata, ["range": "0.0 0.1"])
    XCTAssertTrue(oldReport.isClean)
    let (turning, _) = try read("orientations-v3.sto")
    XCTAssertEqual(turning.componentCount, 4)
    XCTAssertEqual(turning.dataType, "Quaternion")
    XCTAssertNil(turning.values(of: "pelvis_imu"))
  }

  func testAWrongRowCountIsAWarning() throws {
    let (table, report) = try read("id-commas.sto")
    XCTAssertEqual(table.times.count, 6)
    XCTAssertEqual(
      report.warnings.map(\.description),
      ["id-commas.sto: the header says 250 rows, found 6"])
  }

  func testRowsEndAtTheFirstBlankLine() throws {
    let text = "endheader\n\ntime\ta\n0\t1\n1\t \n\n2\t3\n"
    let (table, report) = try OpenSimTable.read(Data(text.utf8), name: "t.sto")
    XCTAssertEqual(table.times, [0, 1])
    expectEqual(table.values, [1, nil])
    XCTAssertEqual(report.droppedRows, 1)
    XCTAssertEqual(
      report.warnings.map(\.description),
      ["t.sto, line 7: 1 lines behind the first blank one are left out"])
  }

  func testRepeatedLabelsAreToldApart() throws {
    let text = "endheader\ntime\ta\ta\n0\t1\t2\n"
    let (table, _) = try OpenSimTable.read(Data(text.utf8), name: "t.sto")
    XCTAssertEqual(table.labels, ["a", "a.1"])
    XCTAssertEqual(table.values(of: "a.1"), [2])
  }

  func testEveryRealFileIsRead() throws {
    let root = try realData("")
    let files = [
      "opensim-gait/crouch/crouch1.mot": (119, 17), "opensim-gait/crouch/normal.mot": (51, 17),
      "opensim-gait/gait10dof18musc/subject01_walk_ID.sto": (151, 10),
      "opensim-gait/gait10dof18musc/subject01_walk_IK.mot": (151, 10),
      "opensim-gait/gait2354/subject01_walk1_grf.mot": (1501, 18),
      "opensim-gait/gait2354/subject01_walk1_ik.mot": (73, 23),
      "opensim-gait/hamner-run/subject02_running_grf.mot": (601, 41),
      "opensim-gait/rajagopal-walk/coordinates.sto": (1350, 31),
      "opensim-gait/rajagopal-walk/electromyography.sto": (4780, 10),
      "opensim-gait/rajagopal-walk/grf_walk.mot": (4778, 18),
      "opensim-gait/rajagopal-walk/id_walk.sto": (1350, 31),
      "formats/opensim-variants/gait10dof18musc_ik_CRLF_line_ending.mot": (15, 10),
      "formats/opensim-variants/inverse_dyn_commas.sto": (92, 25),
      "formats/opensim-variants/orientation_quats.sto": (6, 7),
      "formats/opensim-variants/weird_nRowsMismatch.mot": (3028, 18),
    ]
    for (path, size) in files {
      let (table, _) = try OpenSimTable.read(root.appendingPathComponent(path))
      XCTAssertEqual(table.times.count, size.0, path)
      XCTAssertEqual(table.labels.count, size.1, path)
      XCTAssertFalse(table.values.contains(where: \.isNaN), path)
    }
  }
}
