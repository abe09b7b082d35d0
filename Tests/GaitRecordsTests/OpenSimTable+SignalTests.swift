import GaitRecords
import GaitTestSupport
import XCTest

final class OpenSimTableSignalTests: XCTestCase {
  func testDegreesConcernRotationsOnly() throws {
    let (table, _) = try OpenSimTable.read(Fixture.url("records/opensim/ik-v1.mot"))
    let (signal, report) = try table.signal(file: "ik.mot")
    XCTAssertEqual(signal.sampleRateHz, 60)
    XCTAssertEqual(signal.channels.map(\.unit), [.radian, .metre, .radian, .radian])
    XCTAssertEqual(signal.channels[0].sourceUnit, .degree)
    XCTAssertEqual(signal[2, 0], Float(table.values[8] * .pi / 180))
    XCTAssertEqual(signal[2, 1], Float(table.values[9]))
    XCTAssertEqual(report.conversions.map(\.quantity), ["rotations"])
  }

  func testAnUnknownAngleUnitMustBeStated() throws {
    let table = OpenSimTable(
      name: "", labels: ["knee_angle_r"], times: [0, 1], values: [90, 180])
    expectError(
      "k.sto: the header has no inDegrees key; state the unit of its angles to read it"
    ) {
      try table.signal(file: "k.sto")
    }
    XCTAssertEqual(
      try table.signal(file: "k.sto", angleUnit: .degrees).signal[1, 0], Float(Double.pi))
    XCTAssertEqual(try table.signal(file: "k.sto", angleUnit: .radians).signal[1, 0], 180)
  }

  func testWithoutAnglesNoUnitNeedsToBeStated() throws {
    let (table, _) = try OpenSimTable.read(Fixture.url("records/opensim/grf-simm.mot"))
    let (signal, _) = try table.signal(file: "grf.mot")
    XCTAssertEqual(signal.channels.map(\.unit), [.newton, .metre, .newtonMetre])
  }

  func testColumnsWithoutAKnownUnitAreReported() throws {
    let table = OpenSimTable(name: "", labels: ["soleus"], times: [0, 1], values: [0, 1])
    let (signal, report) = try table.signal(file: "emg.sto")
    XCTAssertEqual(signal.channels[0].unit, .one)
    XCTAssertEqual(
      report.warnings.map(\.message), ["1 columns such as soleus have no unit known by their label"]
    )
  }

  func testSeveralComponentsAreNoSignal() throws {
    let (table, _) = try OpenSimTable.read(Fixture.url("records/opensim/orientations-v3.sto"))
    expectError("q.sto, line 1, column DataType: expected one number in a cell, found 4") {
      try table.signal(file: "q.sto")
    }
  }
}
