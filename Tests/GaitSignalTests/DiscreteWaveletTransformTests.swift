import GaitSignal
import GaitTestSupport
import XCTest

/// What `signals-wavelets.json` holds.
struct WaveletReference: Decodable {
  struct Single: Decodable {
    let family: Wavelet.Family
    let order: Int
    let mode: SignalExtension
    let count: Int
    let approximation: [Double]
    let detail: [Double]
  }

  struct Levels: Decodable {
    let family: Wavelet.Family
    let order: Int
    let mode: SignalExtension
    let count: Int
    let levels: Int
    let approximation: [Double]
    let details: [[Double]]
    let withoutFinest: [Double]
  }

  struct MaximumLevel: Decodable {
    let family: Wavelet.Family
    let order: Int
    let count: Int
    let level: Int
  }

  let samples: [Double]
  let single: [Single]
  let levels: [Levels]
  let maximumLevels: [MaximumLevel]

  static func load() throws -> WaveletReference {
    try Fixture.json("reference/signals-wavelets.json")
  }
}

final class DiscreteWaveletTransformTests: XCTestCase {
  func testCoefficientsEqualPyWaveletsForEveryWaveletAndBoundary() throws {
    let reference = try WaveletReference.load()
    XCTAssertEqual(reference.single.count, 24 * 6)
    for example in reference.single {
      let transform = DiscreteWaveletTransform(
        try Wavelet(example.family, order: example.order), boundary: example.mode)
      let found = try transform.forward(Array(reference.samples[..<example.count]))
      let name = "\(example.family) \(example.order) \(example.mode)"
      // PyWavelets' symlets are known to twelve digits.
      assertClose(found.approximation, example.approximation, absolute: 5e-11, name)
      assertClose(found.detail, example.detail, absolute: 5e-11, name)
    }
  }

  func testASignalComesBackToRoundingUnderEveryBoundary() throws {
    let samples = try WaveletReference.load().samples
    for family in Wavelet.Family.allCases {
      for order in 2...5 {
        for boundary in SignalExtension.allCases {
          for count in [1, 2, 5, 64, 101] {
            let transform = DiscreteWaveletTransform(
              try Wavelet(family, order: order), boundary: boundary)
            let back = try transform.inverse(transform.forward(Array(samples[..<count])))
            XCTAssertEqual(back.count, count + count % 2)
            assertClose(
              Array(back[..<count]), Array(samples[..<count]), absolute: 1e-13,
              "\(family) \(order) \(boundary) \(count)")
          }
        }
      }
    }
  }

  func testPeriodizationKeepsTheEnergy() throws {
    let samples = try WaveletReference.load().samples
    let transform = DiscreteWaveletTransform(
      try Wavelet(.daubechies, order: 10), boundary: .periodization)
    let halves = try transform.forward(samples)
    XCTAssertEqual(halves.approximation.count + halves.detail.count, samples.count)
    let energy = (halves.approximation + halves.detail).reduce(0) { $0 + $1 * $1 }
    XCTAssertEqual(energy / samples.reduce(0) { $0 + $1 * $1 }, 1, accuracy: 1e-14)
  }

  func testRefusesHalvesThatDoNotFit() throws {
    let transform = DiscreteWaveletTransform(try Wavelet(.daubechies, order: 2))
    XCTAssertThrowsError(try transform.forward([]))
    XCTAssertThrowsError(try transform.inverse(.init(approximation: [1, 2, 3], detail: [1, 2]))) {
      XCTAssertEqual("\($0)", "inverse wavelet transform: expected 3 values, found 2")
    }
    XCTAssertThrowsError(try transform.inverse(.init(approximation: [1], detail: [1])))
  }
}
