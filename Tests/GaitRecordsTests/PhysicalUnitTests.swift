import GaitRecords
import XCTest

final class PhysicalUnitTests: XCTestCase {
  func testConvertsBetweenUnitsOfOneDimension() throws {
    XCTAssertEqual(try PhysicalUnit.millimetre.factor(to: .metre), 0.001)
    XCTAssertEqual(try PhysicalUnit.degree.factor(to: .radian), Double.pi / 180)
    XCTAssertEqual(
      try PhysicalUnit.newtonMillimetrePerKilogram.factor(to: .newtonMetrePerKilogram), 1e-3)
    XCTAssertEqual(try PhysicalUnit.microvolt.factor(to: .millivolt), 1e-3, accuracy: 1e-18)
    XCTAssertEqual(try PhysicalUnit.standardGravity.factor(to: .metrePerSecondSquared), 9.80665)
    XCTAssertEqual(try PhysicalUnit.newtonPerSquareCentimetre.factor(to: .kilopascal), 10)
  }

  func testRefusesToConvertBetweenDimensions() {
    XCTAssertThrowsError(try PhysicalUnit.degree.factor(to: .one)) { error in
      XCTAssertEqual("\(error)", "unit: deg (rad) cannot be converted to 1 (1)")
    }
    XCTAssertThrowsError(try PhysicalUnit.newtonMetre.factor(to: .newtonMetrePerKilogram)) {
      error in
      XCTAssertEqual(
        "\(error)", "unit: N m (kg m^2 s^-2) cannot be converted to N m/kg (m^2 s^-2)")
    }
  }

  func testEveryUnitKnowsItsSIUnit() {
    XCTAssertEqual(PhysicalUnit.degree.si, .radian)
    XCTAssertEqual(PhysicalUnit.newtonMillimetrePerKilogram.si, .newtonMetrePerKilogram)
    XCTAssertEqual(PhysicalUnit.millivolt.si, .volt)
    XCTAssertEqual(PhysicalUnit.newtonPerKilogram.si, .newtonPerKilogram)
    XCTAssertEqual(PhysicalUnit.percent.si, .one)
    let odd = PhysicalUnit(symbol: "cm^2", dimension: PhysicalDimension(length: 2), siFactor: 1e-4)
    XCTAssertEqual(odd.si, PhysicalUnit(symbol: "m^2", dimension: PhysicalDimension(length: 2)))
  }

  func testSurvivesJSON() throws {
    let data = try JSONEncoder().encode([PhysicalUnit.degree, .newtonMillimetrePerKilogram])
    XCTAssertEqual(
      try JSONDecoder().decode([PhysicalUnit].self, from: data),
      [.degree, .newtonMillimetrePerKilogram])
  }
}
