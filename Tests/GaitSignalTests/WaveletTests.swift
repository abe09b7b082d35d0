import GaitSignal
import GaitTestSupport
import XCTest

final class WaveletTests: XCTestCase {
  private func everyWavelet() throws -> [Wavelet] {
    try (1...10).map { try Wavelet(.daubechies, order: $0) }
      + (2...10).map { try Wavelet(.symlet, order: $0) }
      + (1...5).map { try Wavelet(.coiflet, order: $0) }
  }

  func testFiltersAreOrthonormalToTheirEvenShifts() throws {
    for wavelet in try everyWavelet() {
      let low = wavelet.scalingFilter
      let high = wavelet.reconstructionHighPass
      XCTAssertEqual(
        low.reduce(0, +), 2.0.squareRoot(), accuracy: 1e-14, "\(wavelet.family) \(wavelet.order)")
      for shift in stride(from: 0, to: low.count, by: 2) {
        let rows = [(low, low), (high, high), (low, high), (high, low)].map { first, second in
          zip(first.dropFirst(shift), second).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let own = shift == 0 ? 1.0 : 0
        assertClose(
          rows, [own, own, 0, 0], absolute: 1e-14, "\(wavelet.family) \(wavelet.order) \(shift)")
      }
    }
  }

  func testMomentsVanishUpToTheOrder() throws {
    for wavelet in try everyWavelet() {
      let high = wavelet.reconstructionHighPass
      let length = Double(high.count)
      for moment in 0..<wavelet.vanishingMoments {
        // Places within -1...1, so that high powers stay small beside the rounding of the taps.
        let sum = high.enumerated().reduce(0.0) {
          $0 + $1.element * pow(2 * Double($1.offset) / (length - 1) - 1, Double(moment))
        }
        XCTAssertEqual(
          sum, 0, accuracy: 1e-14, "\(wavelet.family) \(wavelet.order), moment \(moment)")
      }
    }
  }

  func testDaubechiesTwoHasItsClosedForm() throws {
    let root = 3.0.squareRoot()
    let scale = 4 * 2.0.squareRoot()
    let expected = [1 + root, 3 + root, 3 - root, 1 - root].map { $0 / scale }
    assertClose(try Wavelet(.daubechies, order: 2).scalingFilter, expected, absolute: 1e-15)
  }

  func testAWaveletIsCodedByItsName() throws {
    let wavelet = try Wavelet(.symlet, order: 8)
    let data = try JSONEncoder().encode(wavelet)
    XCTAssertEqual(try JSONDecoder().decode(Wavelet.self, from: data), wavelet)
    let wrong = Data(#"{"family":"symlet","order":1}"#.utf8)
    XCTAssertThrowsError(try JSONDecoder().decode(Wavelet.self, from: wrong)) { error in
      XCTAssertEqual("\(error)", "symlet wavelet: expected an order from 2 to 10, found 1")
    }
  }
}
