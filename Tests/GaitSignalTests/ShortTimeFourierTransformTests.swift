import GaitSignal
import GaitTestSupport
import XCTest

final class ShortTimeFourierTransformTests: XCTestCase {
  private func transform(
    _ example: SpectraReference.ShortTime
  ) throws -> ShortTimeFourierTransform {
    let segments = try SpectralSegments(
      length: example.length, overlap: example.overlap,
      window: SpectraReference.window(example.window), trend: example.trend,
      transformLength: example.transformLength)
    return ShortTimeFourierTransform(
      segments: segments, boundary: example.boundary, isPadded: example.isPadded,
      scaling: example.scaling)
  }

  func testFramesEqualSciPysStft() throws {
    let reference = try SpectraReference.load()
    for example in reference.shortTime {
      let found = try transform(example).forward(reference.shortSamples, sampleRateHz: 1000)
      assertClose(found.frequenciesHz, example.frequenciesHz, relative: 1e-12)
      assertClose(found.timesS, example.timesS, absolute: 1e-12)
      XCTAssertEqual(found.spectra.count, example.real.count)
      assertClose(
        found.spectra.flatMap(\.real), example.real.flatMap { $0 }, absolute: 1e-12,
        example.window)
      assertClose(
        found.spectra.flatMap(\.imaginary), example.imaginary.flatMap { $0 }, absolute: 1e-12,
        example.window)
    }
  }

  func testTheWayBackEqualsSciPysIstft() throws {
    let reference = try SpectraReference.load()
    for example in reference.shortTime {
      let transform = try transform(example)
      let frames = try transform.forward(reference.shortSamples, sampleRateHz: 1000)
      let found = try transform.inverse(frames, sampleRateHz: 1000)
      assertClose(found, example.inverse, absolute: 1e-11, relative: 1e-11, example.window)
    }
  }

  func testASignalComesBackToRounding() throws {
    let signal = try SpectraReference.load().samples
    for (length, overlap, window) in [
      (32, 16, WindowFunction.hann), (31, 20, .hamming), (64, 48, .blackman),
      (50, 10, .kaiser(beta: 4)),
    ] {
      let transform = ShortTimeFourierTransform(
        segments: try SpectralSegments(
          length: length, overlap: overlap, window: window, trend: nil))
      let frames = try transform.forward(signal, sampleRateHz: 100)
      let back = try transform.inverse(frames, sampleRateHz: 100)
      assertClose(Array(back.prefix(signal.count)), signal, absolute: 1e-12, "\(window)")
    }
  }

  func testSpectrogramEqualsSciPys() throws {
    let reference = try SpectraReference.load()
    let segments = try SpectralSegments(length: 64, overlap: 8, window: .tukey(taper: 0.25))
    let found = try Spectrogram(of: reference.samples, sampleRateHz: 1000, segments: segments)
    assertClose(found.frequenciesHz, reference.spectrogram.frequenciesHz, relative: 1e-12)
    assertClose(found.timesS, reference.spectrogram.timesS, relative: 1e-12)
    assertClose(
      found.powers.flatMap { $0 }, reference.spectrogram.powers.flatMap { $0 }, absolute: 1e-15,
      relative: 1e-9)
  }

  func testRefusesSpectraOfAnotherLength() throws {
    let transform = ShortTimeFourierTransform(segments: try SpectralSegments(length: 8))
    var frames = try transform.forward(Array(repeating: 1, count: 20), sampleRateHz: 1)
    frames.spectra[1] = ComplexVector(real: [1, 2])
    XCTAssertThrowsError(try transform.inverse(frames, sampleRateHz: 1)) { error in
      XCTAssertEqual(
        "\(error)", "inverse short-time Fourier transform: expected 5 values, found 2")
    }
  }
}
