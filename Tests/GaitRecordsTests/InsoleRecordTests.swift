import GaitRecords
import XCTest

final class InsoleRecordTests: XCTestCase {
  private func forces(_ samples: [Float], unit: PhysicalUnit = .newton) -> SampledSignal {
    SampledSignal(
      channels: (1...8).map { Channel(name: "L\($0)", unit: unit) }, sampleRateHz: 100,
      samples: samples)
  }

  func testTheLayoutGivesThePublishedCoordinatesOfBothFeet() {
    let published: [(Double, Double)] = [
      (500, -800), (700, -400), (300, -400), (700, 0), (300, 0), (700, 400), (300, 400), (500, 800),
    ]
    for (index, place) in published.enumerated() {
      let right = InsoleLayout.gaitPDBPosition(of: index, .right)
      let left = InsoleLayout.gaitPDBPosition(of: index, .left)
      XCTAssertEqual(right.x, place.0)
      XCTAssertEqual(right.y, place.1)
      XCTAssertEqual(left.x, -place.0)
      XCTAssertEqual(left.y, place.1)
    }
  }

  func testSixteenSensorsAreCountedFromHeelToToes() {
    let layout = InsoleLayout.openGo16
    XCTAssertEqual(layout.sensors.map(\.number), Array(1...16))
    XCTAssertEqual(layout.indices(in: .hindfoot), [0, 1, 2, 3])
    XCTAssertEqual(layout.indices(in: .toes), [13, 14, 15])
    for sensor in layout.sensors {
      XCTAssertLessThanOrEqual(abs(sensor.lateral), 0.5)
      XCTAssertLessThanOrEqual(abs(sensor.anterior), 0.5)
    }
  }

  func testTheCentreOfPressureIsTheMeanPlaceWeightedByLoad() throws {
    // 300 N on sensor 2, 100 N on sensor 8; then a foot in the air; then a missing sensor.
    let samples: [Float] =
      [0, 300, 0, 0, 0, 0, 0, 100] + Array(repeating: 0, count: 8)
      + [.nan, 300, 0, 0, 0, 0, 0, 100]
    let record = InsoleRecord(side: .left, layout: .gaitPDB8, sensors: forces(samples))
    let centre = record.computedCentreOfPressure()
    XCTAssertEqual(centre[0, 0], 0.375)
    XCTAssertEqual(centre[0, 1], -0.0625)
    XCTAssertNil(centre[1, 0])
    XCTAssertNil(centre[2, 1])
    let total = try XCTUnwrap(record.totalForceOrSum())
    XCTAssertEqual(total[0, 0], 400)
    XCTAssertEqual(total[1, 0], 0)
    XCTAssertNil(total[2, 0])
  }

  func testPressureWithoutAreasGivesNoTotalForce() {
    let record = InsoleRecord(
      side: .right, layout: .gaitPDB8,
      sensors: forces(Array(repeating: 1000, count: 8), unit: .pascal))
    XCTAssertFalse(record.measuresForce)
    XCTAssertNil(record.totalForceOrSum())
  }

  func testARecordComesBackFromJSONAndAnImpossibleOneIsRefused() throws {
    let record = InsoleRecord(
      side: .left, layout: .gaitPDB8, sensors: forces([1, 2, 3, .nan, 5, 6, 7, 8]),
      bodyMassKg: 70)
    let data = try JSONEncoder().encode(record)
    XCTAssertEqual(try JSONDecoder().decode(InsoleRecord.self, from: data), record)
    let walk = InsoleWalk(name: "SYN01_01", participant: "SYN01", insoles: [record])
    let text = String(decoding: try JSONEncoder().encode(walk), as: UTF8.self)
    let damaged = text.replacing("\"name\":\"L8\"", with: "\"name\":\"L8\"")
      .replacing("[1,2,3,null,5,6,7,8]", with: "[1,2,3,null,5,6,7]")
    XCTAssertNotEqual(damaged, text)
    XCTAssertThrowsError(try JSONDecoder().decode(InsoleWalk.self, from: Data(damaged.utf8))) {
      XCTAssertTrue($0 is DecodingError)
    }
    let pascal = text.replacing("\"sideX\"", with: "")
      .replacing("\"symbol\":\"N\"", with: "\"symbol\":\"m\"")
      .replacing("\"mass\":1", with: "\"mass\":0")
    XCTAssertThrowsError(try JSONDecoder().decode(InsoleWalk.self, from: Data(pascal.utf8)))
  }
}
