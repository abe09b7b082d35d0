import GaitSignal
import GaitTestSupport
import XCTest

/// What `signals-features.json` holds.
struct FeatureReference: Decodable {
  struct Amplitude: Decodable {
    let threshold: Double
    let mean: Double
    let variance: Double
    let rootMeanSquare: Double
    let peakToPeak: Double
    let meanAbsoluteValue: Double
    let waveformLength: Double
    let zeroCrossings: Int
    let slopeSignChanges: Int
  }

  struct Spectral: Decodable {
    let bands: [[Double]]
    let powers: [Double]
    let relative: [Double]
    let meanFrequencyHz: Double
    let medianFrequencyHz: Double
    let entropy: Double
  }

  struct Histogram: Decodable {
    let low: Double
    let high: Double
    let counts: [Int]
    let mean: Double
    let spread: Double
  }

  struct Image: Decodable {
    let width: Int
    let height: Int
    let pixels: [Double]
    let horizontal: [Double]
    let vertical: [Double]
    let magnitude: [Double]
    let meanMagnitude: Double
    let density: Double
    let histograms: [Histogram]
  }

  let samples: [Double]
  let amplitude: [Amplitude]
  let spectral: Spectral
  let image: Image
  let envelopeWithoutHum: [Double]

  static func load() throws -> FeatureReference {
    try Fixture.json("reference/signals-features.json")
  }
}

final class AmplitudeFeaturesTests: XCTestCase {
  func testFeaturesEqualNumPys() throws {
    let reference = try FeatureReference.load()
    for example in reference.amplitude {
      let found = try AmplitudeFeatures(of: reference.samples, threshold: example.threshold)
      XCTAssertEqual(found.count, reference.samples.count)
      assertClose(
        [
          found.mean, found.variance, found.rootMeanSquare, found.peakToPeak,
          found.meanAbsoluteValue, found.waveformLength,
        ],
        [
          example.mean, example.variance, example.rootMeanSquare, example.peakToPeak,
          example.meanAbsoluteValue, example.waveformLength,
        ], absolute: 1e-15, relative: 1e-12)
      XCTAssertEqual(found.zeroCrossings, example.zeroCrossings)
      XCTAssertEqual(found.slopeSignChanges, example.slopeSignChanges)
    }
    let counts = reference.amplitude.map(\.zeroCrossings)
    XCTAssertEqual(counts, counts.sorted(by: >), "a higher threshold counts less")
  }

  func testNothingIsCountedAcrossAGap() throws {
    let found = try AmplitudeFeatures(of: [1, 2, 1, .nan, -1, -3, 0, 3])
    XCTAssertEqual(found.count, 7)
    XCTAssertEqual(found.waveformLength, 2 + 8)
    XCTAssertEqual(found.zeroCrossings, 1, "from -3 over 0 to 3; not from 1 over the gap to -1")
    XCTAssertEqual(found.slopeSignChanges, 2)
    XCTAssertEqual(found.peakToPeak, 6)
  }

  func testWithoutSamplesMeansAreMissingAndCountsAreZero() throws {
    let found = try AmplitudeFeatures(of: [.nan, .nan])
    XCTAssertTrue(found.mean.isNaN && found.rootMeanSquare.isNaN && found.peakToPeak.isNaN)
    XCTAssertEqual([found.count, found.zeroCrossings, found.slopeSignChanges], [0, 0, 0])
    XCTAssertThrowsError(try AmplitudeFeatures(of: [1], threshold: -1))
  }
}
