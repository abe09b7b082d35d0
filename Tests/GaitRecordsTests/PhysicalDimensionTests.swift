import GaitRecords
import XCTest

final class PhysicalDimensionTests: XCTestCase {
  func testProductsQuotientsAndPowersAddTheirPowers() {
    let force = PhysicalDimension(mass: 1, length: 1, time: -2)
    let area = PhysicalDimension(length: 1).raised(to: 2)
    XCTAssertEqual(force / area, PhysicalDimension(mass: 1, length: -1, time: -2))
    XCTAssertEqual(
      force * PhysicalDimension(length: 1), PhysicalDimension(mass: 1, length: 2, time: -2))
    XCTAssertEqual(PhysicalDimension(angle: 1) / PhysicalDimension(angle: 1), .none)
  }

  func testDescriptionNamesBaseUnits() {
    XCTAssertEqual(
      "\(PhysicalDimension(mass: 1, length: 2, time: -3, current: -1))", "kg m^2 s^-3 A^-1")
    XCTAssertEqual("\(PhysicalDimension.none)", "1")
  }
}
