import GaitSignal
import GaitTestSupport
import XCTest

final class WelchSpectrumTests: XCTestCase {
  func testSpectraEqualSciPysWelch() throws {
    let reference = try SpectraReference.load()
    for example in reference.welch {
      let segments = try SpectralSegments(
        length: example.length, overlap: example.overlap,
        window: SpectraReference.window(example.window), trend: example.trend,
        transformLength: example.transformLength)
      let estimator = WelchSpectrum(
        segments: segments, scaling: example.scaling, averaging: example.averaging)
      let found = try estimator.spectrum(of: reference.samples, sampleRateHz: 1000)
      assertClose(found.frequenciesHz, example.frequenciesHz, relative: 1e-12, example.window)
      assertClose(found.values, example.power, absolute: 1e-14, relative: 1e-9, example.window)
    }
  }

  func testDensityIntegratesToTheVariance() throws {
    let signal = (0..<4096).map { sin(Double($0 * $0 % 4099)) }
    let segments = try SpectralSegments(length: 4096, overlap: 0, window: .rectangular)
    let found = try WelchSpectrum(segments: segments).spectrum(of: signal, sampleRateHz: 2000)
    let mean = signal.reduce(0, +) / 4096
    let variance = signal.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4096
    XCTAssertEqual(found.values.reduce(0, +) * 2000 / 4096, variance, accuracy: 1e-12)
  }

  func testStretchesNeverCrossAGap() throws {
    let samples = try SpectraReference.load().samples
    let estimator = WelchSpectrum(segments: try SpectralSegments(length: 64))
    var broken = samples
    for index in 100..<110 { broken[index] = .nan }
    for index in 150..<155 { broken[index] = .nan }
    let found = try estimator.spectrumBetweenGaps(of: broken, sampleRateHz: 1000)
    // 100 samples hold two stretches, the 40 between the gaps none, the 245 behind them six.
    let parts = try [Array(samples[..<100]), Array(samples[155...])].map {
      try estimator.spectrum(of: $0, sampleRateHz: 1000).values
    }
    let expected = zip(parts[0], parts[1]).map { (2 * $0 + 6 * $1) / 8 }
    assertClose(found.values, expected, relative: 1e-12)
    XCTAssertThrowsError(
      try estimator.spectrumBetweenGaps(of: Array(broken[110..<160]), sampleRateHz: 1000)
    ) { error in
      XCTAssertEqual("\(error)", "Welch spectrum: needs at least 64 samples, found 40")
    }
  }

  func testRefusesSegmentsThatDoNotFitTogether() {
    XCTAssertThrowsError(try SpectralSegments(length: 64, overlap: 64))
    XCTAssertThrowsError(try SpectralSegments(length: 0))
    XCTAssertThrowsError(try SpectralSegments(length: 64, transformLength: 32)) { error in
      XCTAssertEqual(
        "\(error)", "spectral segments: expected a transform of at least 64 samples, found 32")
    }
    XCTAssertThrowsError(
      try WelchSpectrum(segments: SpectralSegments(length: 64))
        .spectrum(of: [1, 2, 3], sampleRateHz: 10)
    ) { error in
      XCTAssertEqual("\(error)", "spectral segments: needs at least 64 samples, found 3")
    }
  }
}
