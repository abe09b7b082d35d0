import GaitSignal
import GaitTestSupport
import XCTest

/// What `signals-notches.json` holds.
struct NotchReference: Decodable {
  struct Notch: Decodable {
    let frequencyHz: Double
    let widthHz: Double
    let isComb: Bool
    let sos: [Double]
    let zeroPhase: [Double]
  }

  struct Smoother: Decodable {
    let windowLength: Int
    let degree: Int
    let derivative: Int
    let filtered: [Double]
  }

  struct Course: Decodable {
    let trend: Trend
    let breakpoints: [Int]
    let values: [Double]
  }

  struct Initial: Decodable {
    let order: Int
    let band: String
    let edgesHz: [Double]
    let steady: [Double]
    let output: [Double]
    let end: [Double]
  }

  let samples: [Double]
  let notches: [Notch]
  let smoothers: [Smoother]
  let trends: [Course]
  let initialStates: [Initial]

  static func load() throws -> NotchReference {
    try Fixture.json("reference/signals-notches.json")
  }
}

final class NotchTests: XCTestCase {
  func testSectionsAndZeroPhaseResultsEqualSciPysIirnotch() throws {
    let reference = try NotchReference.load()
    for example in reference.notches {
      let filter =
        example.isComb
        ? try Notch.harmonics(
          of: example.frequencyHz, widthHz: example.widthHz, sampleRateHz: 1000)
        : try Notch.design(
          frequencyHz: example.frequencyHz, widthHz: example.widthHz, sampleRateHz: 1000)
      let flat: [Double] = filter.sections.flatMap { [$0.b0, $0.b1, $0.b2, 1, $0.a1, $0.a2] }
      assertClose(flat, example.sos, absolute: 1e-12)
      assertClose(
        try filter.zeroPhaseFiltered(reference.samples), example.zeroPhase, absolute: 1e-9)
    }
  }

  func testHumAndItsHarmonicsVanishAndTheRestStays() throws {
    let filter = try Notch.harmonics(of: 50, widthHz: 2, sampleRateHz: 1000, upTo: 200)
    XCTAssertEqual(filter.sections.count, 4)
    let times = (0..<8000).map { Double($0) / 1000 }
    let clean = times.map { sin(2 * .pi * 83 * $0) }
    let hum = times.map { time in
      (1...4).reduce(0.0) { $0 + cos(2 * .pi * 50 * Double($1) * time) / Double($1) }
    }
    let found = try filter.zeroPhaseFiltered(zip(clean, hum).map { $0 + $1 })
    // The ends ring for a few times 1 / width.
    assertClose(found[3000..<5000], clean[3000..<5000], absolute: 0.01)
  }

  func testRefusesAFrequencyThatIsNotBelowHalfTheRate() {
    XCTAssertThrowsError(try Notch.design(frequencyHz: 50, widthHz: 1, sampleRateHz: 100)) {
      XCTAssertEqual(
        $0 as? SignalError,
        .invalidCutoff(operation: "notch filter", cutoffHz: 50, sampleRateHz: 100))
    }
    XCTAssertThrowsError(try Notch.design(frequencyHz: 50, widthHz: 0, sampleRateHz: 1000)) {
      XCTAssertEqual(
        "\($0)", "notch filter: expected a width between 0 and 500.0 Hz, found 0.0 Hz")
    }
  }

  func testInitialStatesAndOutputsEqualSciPysSosfilt() throws {
    let reference = try NotchReference.load()
    for example in reference.initialStates {
      let edges = example.edgesHz
      let band: FilterBand =
        switch example.band {
        case "lowpass": .lowPass(cutoffHz: edges[0])
        case "highpass": .highPass(cutoffHz: edges[0])
        case "bandpass": .bandPass(lowHz: edges[0], highHz: edges[1])
        default: .bandStop(lowHz: edges[0], highHz: edges[1])
        }
      let filter = try Butterworth.design(order: example.order, band, sampleRateHz: 1000)
      assertClose(
        filter.steadyStates.flatMap { [$0.first, $0.second] }, example.steady, absolute: 1e-9,
        relative: 1e-9, example.band)
      var states = filter.steadyStates.map {
        SecondOrderSections.State(
          first: $0.first * reference.samples[0], second: $0.second * reference.samples[0])
      }
      let found = filter.filtered(reference.samples, states: &states)
      assertClose(found, example.output, absolute: 1e-9, relative: 1e-9, example.band)
      assertClose(
        states.flatMap { [$0.first, $0.second] }, example.end, absolute: 1e-9, relative: 1e-9,
        example.band)
    }
  }
}
