import GaitSignal
import GaitTestSupport
import XCTest

final class EMGEnvelopeTests: XCTestCase {
  private struct Reference: Decodable {
    struct Case: Decodable {
      let lowHz: Double
      let highHz: Double
      let bandOrder: Int
      let smoothingHz: Double
      let envelope: [Double]
    }

    let samples: [Double]
    let step: Int
    let cases: [Case]
  }

  func testEqualsSciPysFiltersInARow() throws {
    let reference: Reference = try Fixture.json("reference/signal-envelope.json")
    for example in reference.cases {
      let recipe = EMGEnvelope(
        lowHz: example.lowHz, highHz: example.highHz, bandOrder: example.bandOrder,
        smoothingHz: example.smoothingHz)
      let found = try recipe.envelope(of: reference.samples, sampleRateHz: 1000)
      expectClose(thinned(found, reference.step), example.envelope, absolute: 1e-9)
    }
    XCTAssertEqual(reference.cases.first?.bandOrder, EMGEnvelope().bandOrder)
  }

  func testWithoutTheMainsHumEqualsSciPysFiltersInARow() throws {
    let reference = try FeatureReference.load()
    let recipe = EMGEnvelope(hum: MainsHum(fundamentalHz: 50, widthHz: 2, highestHz: 150))
    let found = try recipe.envelope(of: reference.samples, sampleRateHz: 1000)
    expectClose(thinned(found, 8), reference.envelopeWithoutHum, absolute: 1e-9)
    let between = try recipe.envelopeBetweenGaps(of: reference.samples, sampleRateHz: 1000)
    XCTAssertEqual(between, found)
  }

  func testARecipeWrittenBeforeThereWereNotchesStillReads() throws {
    let text = """
      {"lowHz":20,"highHz":450,"bandOrder":4,"smoothingHz":6,"smoothingOrder":4}
      """
    let recipe = try JSONDecoder().decode(EMGEnvelope.self, from: Data(text.utf8))
    XCTAssertEqual(recipe, EMGEnvelope())
  }

  func testRunsBetweenGapsAreIndependent() throws {
    let reference: Reference = try Fixture.json("reference/signal-envelope.json")
    var broken = Array(reference.samples[..<700])
    for index in 300..<320 { broken[index] = .nan }
    let recipe = EMGEnvelope()
    let found = try recipe.envelopeBetweenGaps(of: broken, sampleRateHz: 1000)
    let before = try recipe.envelope(of: Array(broken[..<300]), sampleRateHz: 1000)
    let after = try recipe.envelope(of: Array(broken[320...]), sampleRateHz: 1000)
    XCTAssertEqual(Array(found[..<300]), before)
    XCTAssertTrue(found[300..<320].allSatisfy(\.isNaN))
    XCTAssertEqual(Array(found[320...]), after)
  }

  func testRefusesABandThatReachesHalfTheRate() {
    XCTAssertThrowsError(
      try EMGEnvelope().envelope(of: Array(repeating: 0, count: 900), sampleRateHz: 900)
    ) { error in
      XCTAssertEqual(
        error as? SignalError,
        .invalidCutoff(operation: "Butterworth filter", cutoffHz: 450, sampleRateHz: 900))
    }
  }

  func testRefusesASignalThatIsTooShort() {
    XCTAssertThrowsError(
      try EMGEnvelope().envelope(of: [0, 1, 0], sampleRateHz: 1000)
    ) { error in
      guard case .tooShort? = error as? SignalError else { return XCTFail("\(error)") }
    }
  }
}
