import GaitSignal
import GaitTestSupport
import XCTest

func activity(of raw: [Double], sampleRateHz: Double) throws -> [Double] {
  let recipe = EMGEnvelope(
    lowHz: 20, highHz: 450, smoothingHz: 6,
    hum: MainsHum(fundamentalHz: 50, widthHz: 2, highestHz: 450))
  return try recipe.envelopeBetweenGaps(of: raw, sampleRateHz: sampleRateHz)
}

func fatigue(of raw: [Double], sampleRateHz: Double) throws -> Double {
  let estimator = WelchSpectrum(segments: try SpectralSegments(length: 512, window: .hann))
  return try estimator.spectrumBetweenGaps(of: raw, sampleRateHz: sampleRateHz).medianFrequencyHz
}

func withoutFinestDetails(_ signal: [Double]) throws -> [Double] {
  let transform = DiscreteWaveletTransform(try Wavelet(.symlet, order: 8), boundary: .symmetric)
  var parts = try WaveletDecomposition(of: signal, levels: 4, by: transform)
  parts.details[0] = parts.details[0].map { _ in 0 }
  return try parts.reconstructed()
}

func together(plate: [Double], insole: [Double]) throws -> AlignedStreams {
  // Two stamps on the plate, as both devices saw them, one early and one late.
  let clock = try ClockMap(fitting: [
    .init(deviceTimeS: 1.20, referenceTimeS: 3.70),
    .init(deviceTimeS: 9.20, referenceTimeS: 11.7004),
  ])
  return try AlignedStreams(
    of: [
      DeviceStream(name: "plate", channels: [plate], sampleRateHz: 1000),
      DeviceStream(name: "insole", channels: [insole], sampleRateHz: 100, clock: clock),
    ], sampleRateHz: 200)
}

final class SignalsPageTests: XCTestCase {
  func testThePageShowsWhatIsRunHere() throws {
    try assertPage("Signals", showsPartsOf: ["GaitSignalTests/SignalsPageTests.swift"])
  }

  func testTheExamplesWork() throws {
    var state: UInt64 = 7
    var raw = (0..<6000).map { index -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (Double(state >> 40) / Double(1 << 24) - 0.5) * (2 + sin(Double(index) / 150))
    }
    raw[2500] = .nan
    let envelope = try activity(of: raw, sampleRateHz: 1000)
    XCTAssertEqual(envelope.count { $0.isNaN }, 1)
    XCTAssertEqual(try fatigue(of: raw, sampleRateHz: 1000), 250, accuracy: 15)
    let smooth = (0..<300).map { sin(Double($0) / 20) }
    // At the ends the reflection has a kink, which is a detail.
    let smoothed = try withoutFinestDetails(smooth)
    assertClose(Array(smoothed[20..<280]), Array(smooth[20..<280]), absolute: 1e-3)
    let aligned = try together(
      plate: Array(repeating: 700, count: 12_000), insole: Array(repeating: 300, count: 1000))
    XCTAssertEqual(aligned.startTimeS, 2.5, accuracy: 1e-9)
    XCTAssertEqual(aligned.completeRuns, [0..<aligned.frameCount])
  }
}
