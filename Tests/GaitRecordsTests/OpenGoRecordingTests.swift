import Foundation
import GaitRecords
import GaitTestSupport
import XCTest

final class OpenGoRecordingTests: XCTestCase {
  private func read(_ name: String) throws -> (recording: OpenGoRecording, report: ImportReport) {
    try OpenGoRecording.read(Fixture.url("records/\(name)"))
  }

  private func check(_ name: String, centreFactor: Double = 1, unit: String, centre: String) throws
  {
    let expected = try TextRecordings()
    let recording = try read(name).recording
    let names = Set(expected.channels(name))
    for insole in recording.insoles {
      let side = insole.side.rawValue
      func verify(
        _ column: String, _ signal: SampledSignal?, _ channel: Int, _ factor: Double,
        isMasked: (Int) -> Bool = { _ in false }
      ) throws {
        if !names.contains("\(side) \(column)") { return }
        try expected.assertEqual(
          signal, channel: channel, name, "\(side) \(column)", factor: factor, isMasked: isMasked)
      }
      for sensor in 0..<16 {
        try verify("pressure \(sensor + 1)[\(unit)]", insole.sensors, sensor, 1e4)
      }
      let force = try expected.values(name, "\(side) total force[N]")
      for (place, axis) in ["X", "Y", "Z"].enumerated() {
        try verify("acceleration \(axis)[g]", insole.acceleration, place, 9.80665)
        try verify("angular \(axis)[dps]", insole.angularRate, place, .pi / 180)
        if place < 2 {
          try verify(
            "center of pressure \(axis)[\(centre)]", insole.centreOfPressure, place, centreFactor
          ) { (force[$0] ?? 0) < 20 }
        }
      }
      try verify("total force[N]", insole.totalForce, 0, 1)
    }
  }

  func testBothGenerationsOfTheHeaderGiveTheSameQuantities() throws {
    try check("opengo/fraction.txt", unit: "N/cm\u{B2}", centre: "-0.5...+0.5")
    try check("opengo/percent-latin1.txt", centreFactor: 0.01, unit: "N/cm\u{B2}", centre: "%")
    let fraction = try read("opengo/fraction.txt").recording
    let percent = try read("opengo/percent-latin1.txt").recording
    XCTAssertEqual(fraction.generation, .fraction)
    XCTAssertEqual(percent.generation, .percent)
    XCTAssertEqual(fraction.remark("Size"), "42/43")
    XCTAssertEqual(fraction.remark("Start time"), "2024-03-01 10:20:30")
    for side in Side.allCases {
      XCTAssertEqual(fraction.insole(side)?.sensors, percent.insole(side)?.sensors)
      assertClose(
        percent.insole(side)?.centreOfPressure?.samples ?? [],
        fraction.insole(side)?.centreOfPressure?.samples ?? [], absolute: 1e-6)
    }
  }

  func testRadioLossOfOneFootIsAGapOfThatFootAlone() throws {
    let (recording, report) = try read("opengo/fraction.txt")
    XCTAssertEqual(report.gaps.map(\.channel), ["right insole"])
    XCTAssertEqual(report.gaps.first?.firstFrame, 7)
    XCTAssertEqual(report.gaps.first?.frameCount, 3)
    XCTAssertEqual(report.gaps.first?.startTimeS, 0.07)
    XCTAssertNotNil(recording.insole(.left)?.sensors[8, 0])
    XCTAssertNil(recording.insole(.right)?.sensors[8, 0])
    XCTAssertTrue(report.warnings.contains { $0.message.contains("left steps[]") })
  }

  func testASubsetOfChannelsWithDecimalCommasReads() throws {
    try check("opengo/left-subset.txt", unit: "N/cm2", centre: "-0.5...+0.5")
    let (recording, report) = try read("opengo/left-subset.txt")
    XCTAssertNil(recording.insole(.right))
    let left = try XCTUnwrap(recording.insole(.left))
    XCTAssertNil(left.angularRate)
    XCTAssertTrue(left.sensors.isEntirelyMissing(channel: 1))
    XCTAssertNil(left.acceleration?[0, 0])
    XCTAssertNotNil(left.acceleration?[0, 2])
    XCTAssertTrue(
      report.warnings.contains { $0.message.hasPrefix("no columns of left pressure 2, 3, 4, 5, 7") }
    )
  }

  func testWhatIsWrittenReadsBackAsTheSameRecording() throws {
    for name in ["opengo/fraction.txt", "opengo/percent-latin1.txt", "opengo/left-subset.txt"] {
      let recording = try read(name).recording
      let copy = try OpenGoRecording.read(recording.encoded(), name: name).recording
      XCTAssertEqual(copy.remarks, recording.remarks)
      XCTAssertEqual(copy.generation, recording.generation)
      for (found, wanted) in zip(copy.insoles, recording.insoles) {
        assertClose(found.sensors.samples, wanted.sensors.samples, relative: 1e-7)
        assertClose(
          found.centreOfPressure?.samples ?? [], wanted.centreOfPressure?.samples ?? [],
          relative: 1e-7)
        assertClose(
          found.angularRate?.samples ?? [], wanted.angularRate?.samples ?? [], relative: 1e-7)
      }
    }
  }

  func testForcesAreNotWrittenAsPressures() throws {
    let sensors = SampledSignal(
      channels: (1...8).map { Channel(name: "L\($0)", unit: .newton) }, sampleRateHz: 100,
      samples: [Float](repeating: 1, count: 8))
    let insole = InsoleRecord(side: .left, layout: .gaitPDB8, sensors: sensors)
    expectError(
      "OpenGo export, line 1, column left pressure: expected sensors of pressure, "
        + "found sensors of force"
    ) { try OpenGoRecording(insoles: [insole]).encoded() }
  }
}
