import Foundation
import GaitModels
import XCTest

final class ModelConfigurationTests: XCTestCase {
  private func decoded(_ json: String) throws -> CrossLSTM.Configuration {
    try CrossLSTM.Configuration.decoded(from: Data(json.utf8), model: "cross-lstm")
  }

  private func assertRefused(
    _ json: String, _ message: String, file: StaticString = #filePath, line: UInt = #line
  ) {
    XCTAssertThrowsError(try decoded(json), json, file: file, line: line) {
      XCTAssertEqual("\($0)", message, file: file, line: line)
    }
  }

  func testAnEmptyObjectGivesTheDefaults() throws {
    XCTAssertEqual(try decoded("{}"), CrossLSTM.Configuration())
  }

  func testValuesReplaceTheDefaultsUnderTheReferencesNames() throws {
    let configuration = try decoded(
      #"{"imu": 6, "emg": 4, "outputs": 1, "hidden": 32, "heads": 8, "dropout": 0, "causal": true}"#
    )
    XCTAssertEqual(configuration.imuChannels, 6)
    XCTAssertEqual(configuration.emgChannels, 4)
    XCTAssertEqual(configuration.outputs, 1)
    XCTAssertEqual(configuration.hidden, 32)
    XCTAssertEqual(configuration.heads, 8)
    XCTAssertEqual(configuration.dropout, 0)
    XCTAssertTrue(configuration.isCausal)
  }

  func testAConfigurationSurvivesItsOwnEncoding() throws {
    var configuration = CrossLSTM.Configuration()
    configuration.dropout = 0.35
    configuration.isCausal = true
    let data = try JSONEncoder().encode(configuration)
    XCTAssertEqual(
      try CrossLSTM.Configuration.decoded(from: data, model: "cross-lstm"), configuration)
  }

  func testAnUnknownKeyIsNamedWithTheKnownOnes() {
    assertRefused(
      #"{"hiden": 3}"#,
      "cross-lstm: unknown configuration key \"hiden\"; known are causal, dropout, emg, heads, "
        + "hidden, imu, outputs")
  }

  func testAValueOfTheWrongTypeIsNamed() {
    assertRefused(
      #"{"hidden": "wide"}"#,
      "cross-lstm: configuration key \"hidden\": expected a whole number, "
        + "found \"wide\"")
    assertRefused(
      #"{"causal": "yes"}"#,
      "cross-lstm: configuration key \"causal\": expected true or false, "
        + "found \"yes\"")
    assertRefused(
      #"{"hidden": [1]}"#,
      "cross-lstm: configuration key \"hidden\": expected a whole number, "
        + "found [1]")
    assertRefused(
      #"{"hidden": 1.5}"#,
      "cross-lstm: configuration key \"hidden\": expected a whole number, "
        + "found 1.5")
    assertRefused(
      #"{"hidden": null}"#,
      "cross-lstm: configuration key \"hidden\": expected a whole number, "
        + "found null")
    assertRefused(
      #"{"hidden": true}"#,
      "cross-lstm: configuration key \"hidden\": expected a whole number, "
        + "found true")
    assertRefused(
      #"{"hidden": 99999999999999999999}"#,
      "cross-lstm: configuration key \"hidden\": expected a whole number, "
        + "found 1e+20")
    assertRefused(
      #"{"dropout": "none"}"#,
      "cross-lstm: configuration key \"dropout\": expected a number, "
        + "found \"none\"")
    assertRefused(
      #"{"causal": 1}"#, "cross-lstm: configuration key \"causal\": expected true or false, found 1"
    )
  }

  func testAValueOutsideItsRangeIsNamed() {
    assertRefused(
      #"{"hidden": 0}"#,
      "cross-lstm: configuration key \"hidden\": expected a positive size, "
        + "found 0")
    assertRefused(
      #"{"heads": -4}"#,
      "cross-lstm: configuration key \"heads\": expected a positive size, "
        + "found -4")
    assertRefused(
      #"{"heads": 5}"#,
      "cross-lstm: configuration key \"heads\": expected a divisor of hidden, 128, found 5")
    assertRefused(
      #"{"dropout": 1}"#,
      "cross-lstm: configuration key \"dropout\": expected a rate in 0..<1, found 1.0")
    assertRefused(
      #"{"dropout": -0.5}"#,
      "cross-lstm: configuration key \"dropout\": expected a rate in 0..<1, found -0.5")
  }

  func testTextThatIsNoObjectIsShown() {
    assertRefused("[1, 2]", "cross-lstm: configuration: expected a JSON object, found [1, 2]")
    assertRefused("{oops", "cross-lstm: configuration: expected a JSON object, found {oops")
    assertRefused("", "cross-lstm: configuration: expected a JSON object, found nothing")
  }

  func testTheRecurrentBaselineChecksItsSizes() {
    XCTAssertThrowsError(
      try LSTMNetwork.Configuration.decoded(from: Data(#"{"layers": 0}"#.utf8), model: "lstm")
    ) {
      XCTAssertEqual(
        "\($0)", "lstm: configuration key \"layers\": expected a positive size, found 0")
    }
  }
}
