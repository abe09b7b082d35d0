import GaitSignal
import GaitTestSupport
import XCTest

final class DiscreteFourierTransformTests: XCTestCase {
  func testSpectraEqualNumPysForEveryKindOfLength() throws {
    let reference = try SpectraReference.load()
    XCTAssertGreaterThan(reference.transforms.count, 20)
    for example in reference.transforms {
      let length = example.real.count
      let transform = try DiscreteFourierTransform(length: length)
      let samples = ComplexVector(real: example.real, imaginary: example.imaginary)
      let spectrum = transform.forward(samples)
      assertClose(spectrum.real, example.complex.real, absolute: 1e-12, "length \(length)")
      assertClose(spectrum.imaginary, example.complex.imaginary, absolute: 1e-12, "\(length)")
      let half = transform.forwardReal(example.real)
      assertClose(half.real, example.half.real, absolute: 1e-12, "real, length \(length)")
      assertClose(half.imaginary, example.half.imaginary, absolute: 1e-12, "real, \(length)")
      let back = transform.inverse(spectrum)
      assertClose(back.real, example.real, absolute: 1e-13, "inverse, length \(length)")
      assertClose(back.imaginary, example.imaginary, absolute: 1e-13, "inverse, \(length)")
      assertClose(transform.inverseReal(half), example.real, absolute: 1e-13, "real inverse")
    }
  }

  func testEnergyIsKeptAtLongLengthsOfEveryKind() throws {
    // A power of two, one with many small factors, an odd one, a prime, and twice a prime.
    for length in [65536, 100_000, 59049, 65537, 20014] {
      let transform = try DiscreteFourierTransform(length: length)
      let samples = (0..<length).map { sin(Double($0 * $0 % 10007)) }
      let half = transform.forwardReal(samples)
      let isEven = length % 2 == 0
      var sum = 0.0
      for (bin, power) in half.power.enumerated() {
        sum += bin == 0 || (isEven && bin == half.count - 1) ? power : 2 * power
      }
      let energy = samples.reduce(0) { $0 + $1 * $1 }
      XCTAssertEqual(sum / Double(length) / energy, 1, accuracy: 1e-12, "length \(length)")
      assertClose(transform.inverseReal(half), samples, absolute: 1e-11, "length \(length)")
    }
  }

  func testALineStandsInItsBinAlone() throws {
    let length = 3000
    let transform = try DiscreteFourierTransform(length: length)
    let samples = (0..<length).map { cos(2 * .pi * 123 * Double($0) / 3000) }
    var magnitude = transform.forwardReal(samples).magnitude
    XCTAssertEqual(magnitude[123], 1500, accuracy: 1e-9)
    magnitude[123] = 0
    XCTAssertLessThan(magnitude.max() ?? 1, 1e-9)
    XCTAssertEqual(transform.frequenciesHz(sampleRateHz: 1000)[123], 41)
  }

  func testRefusesALengthOfZero() {
    XCTAssertThrowsError(try DiscreteFourierTransform(length: 0)) { error in
      XCTAssertEqual("\(error)", "Fourier transform: expected a length of at least 1, found 0")
    }
  }
}
