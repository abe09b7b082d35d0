import GaitSignal
import GaitTestSupport
import XCTest

final class WaveletDecompositionTests: XCTestCase {
  func testLevelsEqualPyWaveletsWavedec() throws {
    let reference = try WaveletReference.load()
    for example in reference.levels {
      let transform = DiscreteWaveletTransform(
        try Wavelet(example.family, order: example.order), boundary: example.mode)
      let signal = Array(reference.samples[..<example.count])
      var found = try WaveletDecomposition(of: signal, by: transform)
      let name = "\(example.family) \(example.order) \(example.mode)"
      XCTAssertEqual(found.details.count, example.levels, name)
      assertClose(found.approximation, example.approximation, absolute: 1e-10, name)
      for (detail, expected) in zip(found.details, example.details) {
        assertClose(detail, expected, absolute: 1e-10, name)
      }
      assertClose(try found.reconstructed(), signal, absolute: 1e-12, name)
      for index in found.details[0].indices { found.details[0][index] = 0 }
      assertClose(try found.reconstructed(), example.withoutFinest, absolute: 1e-10, name)
    }
  }

  func testMaximumLevelsEqualPyWavelets() throws {
    for example in try WaveletReference.load().maximumLevels {
      let wavelet = try Wavelet(example.family, order: example.order)
      XCTAssertEqual(
        wavelet.maximumLevel(forCount: example.count), example.level,
        "\(example.family) \(example.order), \(example.count) samples")
    }
  }

  func testAPolynomialBelowTheOrderLeavesNoDetailsInside() throws {
    let transform = DiscreteWaveletTransform(try Wavelet(.symlet, order: 4), boundary: .zero)
    let cubic = (0..<200).map { pow(Double($0) / 100 - 1, 3) }
    let parts = try WaveletDecomposition(of: cubic, levels: 2, by: transform)
    assertClose(
      Array(parts.details[0][4..<96]), Array(repeating: 0, count: 92), absolute: 1e-14)
    XCTAssertEqual(parts.energies.count, 3)
  }

  func testRefusesCoefficientsThatWereTakenAway() throws {
    let transform = DiscreteWaveletTransform(try Wavelet(.daubechies, order: 1))
    var parts = try WaveletDecomposition(of: [1, 2, 3, 4, 5, 6, 7, 8], levels: 2, by: transform)
    parts.approximation.removeLast()
    XCTAssertThrowsError(try parts.reconstructed())
    XCTAssertThrowsError(try WaveletDecomposition(of: [1, 2], levels: -1, by: transform))
  }
}
