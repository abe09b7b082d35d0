import GaitRecords
import XCTest

final class NumberScannerTests: XCTestCase {
  private func number(_ text: String, separator: String = ".") -> Double? {
    let byte = Array(separator.utf8)[0]
    return NumberScanner(decimalSeparator: byte).number(Array(text.utf8)[...])
  }

  private func expectStandardLibrarysValue(
    _ text: String, file: StaticString = #filePath, line: UInt = #line
  ) {
    XCTAssertEqual(
      number(text)?.bitPattern, Double(text)?.bitPattern, text, file: file, line: line)
  }

  func testRoundsHardCasesToTheNearestDouble() {
    for text in [
      "0", "-0", "+1.5", "1.", ".5", "-.5e-3", "9007199254740993", "9007199254740992",
      "9007199254740995", "18446744073709551615", "18446744073709551616", "1e22", "1e23", "8.5e22",
      "1.00000000000000011102230246251565404236316680908203125",
      "1.00000000000000011102230246251565404236316680908203124",
      "2.2250738585072014e-308", "4.9e-324", "1.7976931348623157e308", "123456789012345678e-5",
      "5e-324", "0.000000000000000000000000000000000000000000000000000001", "7.2057594037927933e16",
      "1e60", "1e-60", "1e61", "9999999999999999999e-60", "1448997445238699e0", "0e400",
      "0.1e-00001", "000000000000000000000000001",
    ] {
      expectStandardLibrarysValue(text)
    }
  }

  func testEqualsTheStandardLibraryOnNumbersOfEveryLength() {
    var state: UInt64 = 42
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
    for round in 0..<60_000 {
      let digits = next() >> (next() % 64)
      let exponent = Int(next() % 140) - 70
      switch round % 4 {
      case 0: expectStandardLibrarysValue("\(digits)e\(exponent)")
      case 1: expectStandardLibrarysValue("\(Double(digits) / 1e9)")
      case 2: expectStandardLibrarysValue("-\(next() % 1000).\(digits)")
      default:
        // One more bit than a Double has, so halfway between two of them.
        let halfway = (1 << 53 | (digits >> 11)) | 1
        expectStandardLibrarysValue("\(halfway)\(["", "e3", "e-7", "0"][Int(next() % 4)])")
      }
    }
  }

  func testRefusesWhatIsNoNumber() {
    for text in [
      "", "-", "+", ".", "e5", "1e", "1e+", "0x10", "0x1p3", "1..2", "1.2.3", "1,5", "nan", "inf",
      "--1", "1 ", " 1", "1f", "1e400", "1_000",
    ] {
      XCTAssertNil(number(text), text)
    }
  }

  func testReadsDecimalCommas() {
    XCTAssertEqual(number("-1,25e2", separator: ","), -125)
    XCTAssertEqual(number("0,12345678901234567890123", separator: ","), 0.12345678901234567890123)
    XCTAssertNil(number("1.25", separator: ","))
  }
}
