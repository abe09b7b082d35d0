import GaitData
import GaitRecords
import GaitSignal
import XCTest

final class InsolePlacementTests: XCTestCase {
  func testSensorsLieAtThePublishedPlaces() {
    for side in Side.allCases {
      let found = InsolePlacement.gaitPDB.positions(.gaitPDB8, side)
      for (index, place) in found.enumerated() {
        let published = InsoleLayout.gaitPDBPosition(of: index, side)
        XCTAssertEqual(place.x, published.x, accuracy: 1e-9)
        XCTAssertEqual(place.y, published.y, accuracy: 1e-9)
      }
    }
  }

  func testTheCentreLiesUnderTheLoadedSensorOfItsSide() throws {
    func insole(_ unit: PhysicalUnit) -> InsoleRecord {
      InsoleRecord(
        side: .left, layout: .gaitPDB8,
        sensors: SampledSignal(
          channels: (1...8).map { Channel(name: "L\($0)", unit: unit) }, sampleRateHz: 100,
          samples: [100, 0, 0, 0, 0, 0, 0, 0] + [100, 0, 0, 0, 0, 0, 0, 300]))
    }
    let centre = try XCTUnwrap(try CentreOfPressure(insole(.newton), placement: .gaitPDB))
    XCTAssertEqual(centre.places, [SIMD2(-500, -800), SIMD2(-500, 400)])
    XCTAssertNil(try CentreOfPressure(insole(.pascal), placement: .gaitPDB))
  }
}
