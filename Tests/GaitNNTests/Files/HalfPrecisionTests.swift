import GaitNN
import XCTest

final class HalfPrecisionTests: XCTestCase {
  /// The definition of binary16, in double precision.
  func testEveryBinary16HasTheValueOfItsDefinition() {
    for bits in UInt16.min...UInt16.max {
      let exponent = Int(bits >> 10 & 31)
      let fraction = Double(bits & 1023) / 1024
      let value = HalfPrecision.value(binary16: bits)
      if exponent == 31 {
        XCTAssertEqual(value.isNaN, fraction != 0)
        XCTAssertEqual(value.isInfinite, fraction == 0)
      } else {
        let scaled = exponent == 0 ? fraction * 0x1p-14 : (1 + fraction) * scale(exponent - 15)
        XCTAssertEqual(Double(value.magnitude), scaled)
      }
      XCTAssertEqual(value.sign == .minus, bits >> 15 == 1)
      if !value.isNaN { XCTAssertEqual(HalfPrecision.binary16(value), bits) }
    }
    XCTAssertTrue(HalfPrecision.value(binary16: HalfPrecision.binary16(.nan)).isNaN)
  }

  #if !(os(macOS) && arch(x86_64))
    /// Swift's own type rounds independently of ours.
    func testRoundsToBinary16AsTheStandardLibraryDoes() {
      for upper in UInt32(0)...0xFFFF {
        for lower in [0, 1, 0xFFF, 0x1000, 0x1001, 0x2FFF, 0x3000, 0x3001, 0xFFFF] as [UInt32] {
          let value = Float(bitPattern: upper << 16 | lower)
          guard !value.isNaN else { continue }
          let bits = HalfPrecision.binary16(value)
          XCTAssertEqual(bits, Float16(value).bitPattern, "\(value)")
        }
      }
    }
  #endif

  func testRoundsToTheNearestBfloat16AndTiesToEven() {
    for upper in UInt32(0)...0xFFFF {
      let value = Float(bitPattern: upper << 16)
      guard value.isFinite else { continue }
      let here = UInt16(upper)
      XCTAssertEqual(HalfPrecision.bfloat16(value), here)
      XCTAssertEqual(HalfPrecision.value(bfloat16: here), value)
      let below = Float(bitPattern: upper << 16 | 0x7FFF)
      let tie = Float(bitPattern: upper << 16 | 0x8000)
      let above = Float(bitPattern: upper << 16 | 0x8001)
      XCTAssertEqual(HalfPrecision.bfloat16(below), here)
      XCTAssertEqual(HalfPrecision.bfloat16(tie), here + here % 2)
      XCTAssertEqual(HalfPrecision.bfloat16(above), here + 1)
    }
    for bits in [0x7F80_0001, 0x7FC0_0000, 0xFF80_0001, 0xFFFF_FFFF] as [UInt32] {
      let stored = HalfPrecision.bfloat16(Float(bitPattern: bits))
      XCTAssertTrue(HalfPrecision.value(bfloat16: stored).isNaN)
    }
    XCTAssertEqual(HalfPrecision.bfloat16(.infinity), 0x7F80)
  }

  private func scale(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
