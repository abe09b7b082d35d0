import GaitSignal
import GaitTestSupport
import XCTest

final class PowerSpectrumFeaturesTests: XCTestCase {
  func testFeaturesOfAWelchSpectrumEqualSciPys() throws {
    let reference = try FeatureReference.load()
    let spectrum = try WelchSpectrum(segments: SpectralSegments(length: 256))
      .spectrum(of: reference.samples, sampleRateHz: 1000)
    let expected = reference.spectral
    let bands = expected.bands.map { $0[0]...$0[1] }
    assertClose(bands.map { spectrum.power(inHz: $0) }, expected.powers, relative: 1e-9)
    assertClose(spectrum.relativePowers(inHz: bands), expected.relative, relative: 1e-9)
    XCTAssertEqual(spectrum.meanFrequencyHz, expected.meanFrequencyHz, accuracy: 1e-9)
    XCTAssertEqual(spectrum.medianFrequencyHz, expected.medianFrequencyHz)
    XCTAssertEqual(spectrum.spectralEntropy, expected.entropy, accuracy: 1e-12)
  }

  func testEntropyReachesItsBounds() {
    let frequencies = [0.0, 1, 2, 3]
    let flat = PowerSpectrum(
      frequenciesHz: frequencies, values: [2, 2, 2, 2], scaling: .density)
    XCTAssertEqual(flat.spectralEntropy, 1, accuracy: 1e-15)
    let line = PowerSpectrum(
      frequenciesHz: frequencies, values: [0, 0, 5, 0], scaling: .density)
    XCTAssertEqual(line.spectralEntropy, 0)
    XCTAssertEqual([line.meanFrequencyHz, line.medianFrequencyHz], [2, 2])
    let silent = PowerSpectrum(
      frequenciesHz: frequencies, values: [0, 0, 0, 0], scaling: .density)
    XCTAssertTrue(silent.spectralEntropy.isNaN && silent.medianFrequencyHz.isNaN)
  }
}
