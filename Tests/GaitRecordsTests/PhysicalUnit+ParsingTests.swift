import GaitRecords
import XCTest

final class PhysicalUnitParsingTests: XCTestCase {
  func testReadsTheSpellingsOfGaitFiles() throws {
    let spellings: [(String, PhysicalUnit)] = [
      ("deg", .degree), ("\u{B0}", .degree), ("deg/s", .degreePerSecond),
      ("dps", .degreePerSecond), ("rad/s", .radianPerSecond), ("m/s^2", .metrePerSecondSquared),
      ("m/s\u{B2}", .metrePerSecondSquared), ("g", .standardGravity), ("mm", .millimetre),
      ("N", .newton), ("N/kg", .newtonPerKilogram), ("N_per_kg", .newtonPerKilogram),
      ("Nmm_per_kg", .newtonMillimetrePerKilogram), ("N mm/kg", .newtonMillimetrePerKilogram),
      ("N\u{B7}m", .newtonMetre), ("N*m", .newtonMetre), ("Nm/kg", .newtonMetrePerKilogram),
      ("N/cm2", .newtonPerSquareCentimetre), ("N/cm\u{B2}", .newtonPerSquareCentimetre),
      ("\u{B5}V", .microvolt), ("uV", .microvolt), ("mV", .millivolt), (" V ", .volt), ("", .one),
      ("%", .percent), ("ms", .millisecond), ("kPa", .kilopascal),
    ]
    for (text, unit) in spellings {
      let found = try PhysicalUnit(parsing: text)
      XCTAssertEqual(found.dimension, unit.dimension, text)
      XCTAssertEqual(found.siFactor, unit.siFactor, accuracy: 1e-12 * unit.siFactor, text)
    }
  }

  func testRefusesWhatIsNoUnit() {
    for text in ["furlong", "N//kg", "/s", "deg^", "m^2x", "N/"] {
      XCTAssertThrowsError(try PhysicalUnit(parsing: text), text) { error in
        XCTAssertEqual("\(error)", "unit: \"\(text)\" is not a unit known here")
      }
    }
  }
}
