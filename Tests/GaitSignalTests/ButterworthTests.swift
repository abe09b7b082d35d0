import GaitSignal
import GaitTestSupport
import XCTest

/// What `signal-filters.json` holds.
struct FilterReference: Decodable {
  struct Case: Decodable {
    let order: Int
    let band: String
    let edgesHz: [Double]
    let sos: [Double]
    let forward: [Double]
    let zeroPhase: [Double]

    var filterBand: FilterBand {
      switch band {
      case "lowPass": .lowPass(cutoffHz: edgesHz[0])
      case "highPass": .highPass(cutoffHz: edgesHz[0])
      case "bandPass": .bandPass(lowHz: edgesHz[0], highHz: edgesHz[1])
      default: .bandStop(lowHz: edgesHz[0], highHz: edgesHz[1])
      }
    }

    var name: String { "\(band) \(edgesHz) order \(order)" }
  }

  let samples: [Double]
  let step: Int
  let cases: [Case]
}

final class ButterworthTests: XCTestCase {
  func testSectionsEqualSciPysForEveryOrderAndBand() throws {
    let reference: FilterReference = try Fixture.json("reference/signal-filters.json")
    XCTAssertGreaterThan(reference.cases.count, 50)
    for example in reference.cases {
      let filter = try Butterworth.design(
        order: example.order, example.filterBand, sampleRateHz: 1000)
      let flat: [Double] = filter.sections.flatMap { [$0.b0, $0.b1, $0.b2, 1, $0.a1, $0.a2] }
      // The gain of a sharp filter is tiny and stands alone in the first section.
      expectClose(flat, example.sos, absolute: 1e-9, relative: 1e-9, example.name)
    }
  }

  func testMagnitudeAtTheCutoffIsMinusThreeDecibels() throws {
    let filter = try Butterworth.design(
      order: 5, .lowPass(cutoffHz: 40), sampleRateHz: 1000)
    var impulse = [Double](repeating: 0, count: 4000)
    impulse[0] = 1
    let response = filter.filtered(impulse)
    var real = 0.0
    var imaginary = 0.0
    for (index, value) in response.enumerated() {
      let angle = 2 * Double.pi * 40 / 1000 * Double(index)
      real += value * cos(angle)
      imaginary -= value * sin(angle)
    }
    XCTAssertEqual(hypot(real, imaginary), 0.5.squareRoot(), accuracy: 1e-9)
  }

  func testRefusesACutoffThatIsNotBelowHalfTheRate() {
    for band in [
      FilterBand.lowPass(cutoffHz: 500), .highPass(cutoffHz: 0), .lowPass(cutoffHz: .nan),
      .bandPass(lowHz: 20, highHz: 500),
    ] {
      XCTAssertThrowsError(try Butterworth.design(order: 4, band, sampleRateHz: 1000)) { error in
        guard case .invalidCutoff? = error as? SignalError else { return XCTFail("\(error)") }
      }
    }
    XCTAssertThrowsError(
      try Butterworth.design(order: 4, .lowPass(cutoffHz: 500), sampleRateHz: 1000)
    ) { error in
      XCTAssertEqual(
        "\(error)",
        "Butterworth filter: a cut-off must lie between 0 and half of 1000.0 Hz, found 500.0 Hz")
    }
  }

  func testRefusesAnEmptyBand() {
    XCTAssertThrowsError(
      try Butterworth.design(order: 2, .bandPass(lowHz: 50, highHz: 20), sampleRateHz: 1000)
    ) { error in
      XCTAssertEqual(
        "\(error)",
        "Butterworth filter: expected a band above 50.0 Hz, found an upper edge of 20.0 Hz")
    }
  }

  func testRefusesAnOrderOutsideOfOneToTen() {
    for order in [-1, 0, 11] {
      XCTAssertThrowsError(
        try Butterworth.design(order: order, .lowPass(cutoffHz: 5), sampleRateHz: 100)
      ) { error in
        XCTAssertEqual(
          "\(error)", "Butterworth filter: expected an order from 1 to 10, found \(order)")
      }
    }
  }
}
