import GaitSignal
import GaitTestSupport
import XCTest

final class SecondOrderSectionsFilteringTests: XCTestCase {
  private func filter(_ example: FilterReference.Case) throws -> SecondOrderSections {
    try Butterworth.design(order: example.order, example.filterBand, sampleRateHz: 1000)
  }

  func testForwardFilterEqualsSciPysSosfilt() throws {
    let reference: FilterReference = try Fixture.json("reference/signal-filters.json")
    for example in reference.cases {
      let found = try filter(example).filtered(reference.samples)
      expectClose(
        thinned(found, reference.step), example.forward, absolute: 1e-9, relative: 1e-9,
        example.name)
    }
  }

  func testZeroPhaseFilterEqualsSciPysSosfiltfilt() throws {
    let reference: FilterReference = try Fixture.json("reference/signal-filters.json")
    for example in reference.cases {
      let found = try filter(example).zeroPhaseFiltered(reference.samples)
      expectClose(
        thinned(found, reference.step), example.zeroPhase, absolute: 1e-9, relative: 1e-9,
        example.name)
    }
  }

  func testFilteringInPiecesEqualsFilteringAtOnce() throws {
    let band = FilterBand.bandPass(lowHz: 20, highHz: 200)
    let filter = try Butterworth.design(order: 3, band, sampleRateHz: 1000)
    let signal = (0..<100).map { sin(Double($0 * $0) / 37) }
    var states = Array(repeating: SecondOrderSections.State(), count: filter.sections.count)
    var pieces = [Double]()
    for range in [0..<1, 1..<40, 40..<40, 40..<100] {
      pieces += filter.filtered(Array(signal[range]), states: &states)
    }
    XCTAssertEqual(pieces, filter.filtered(signal))
  }

  func testSteadyStatesHoldAConstantFromTheFirstSample() throws {
    let filter = try Butterworth.design(order: 4, .lowPass(cutoffHz: 6), sampleRateHz: 100)
    var states = filter.steadyStates.map {
      SecondOrderSections.State(first: $0.first * 5, second: $0.second * 5)
    }
    let found = filter.filtered(Array(repeating: 5.0, count: 50), states: &states)
    expectClose(found, Array(repeating: 5.0, count: 50), absolute: 1e-12)
  }

  func testRefusesASignalThatIsNoLongerThanItsPadding() throws {
    let filter = try Butterworth.design(order: 4, .lowPass(cutoffHz: 6), sampleRateHz: 100)
    XCTAssertEqual(filter.defaultPadding, 15)
    XCTAssertNoThrow(try filter.zeroPhaseFiltered([Double](repeating: 1, count: 16)))
    XCTAssertThrowsError(try filter.zeroPhaseFiltered([Double](repeating: 1, count: 15))) { error in
      XCTAssertEqual("\(error)", "zero-phase filter: needs at least 16 samples, found 15")
    }
    XCTAssertThrowsError(try filter.zeroPhaseFiltered([Double](), padding: 0))
    XCTAssertThrowsError(try filter.zeroPhaseFiltered([1.0, 2], padding: -1)) { error in
      XCTAssertEqual(
        "\(error)", "zero-phase filter: expected a padding of at least 0, found -1")
    }
  }

  func testPaddingEqualsSciPysDefaultForOddOrders() throws {
    // SciPy subtracts the sections that lack a second-order term: 3 * (2 * 2 + 1 - 1).
    let filter = try Butterworth.design(order: 3, .lowPass(cutoffHz: 6), sampleRateHz: 100)
    XCTAssertEqual(filter.defaultPadding, 12)
  }

  func testSinglePrecisionIsTheRoundedDoubleResult() throws {
    let filter = try Butterworth.design(order: 2, .lowPass(cutoffHz: 6), sampleRateHz: 100)
    let signal = (0..<60).map { Float(sin(Double($0) / 5)) }
    let expected = try filter.zeroPhaseFiltered(signal.map(Double.init)).map { Float($0) }
    XCTAssertEqual(try filter.zeroPhaseFiltered(signal), expected)
  }
}
