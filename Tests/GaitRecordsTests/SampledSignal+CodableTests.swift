import GaitRecords
import XCTest

final class SampledSignalCodableTests: XCTestCase {
  func testSurvivesJSONWithMissingSamplesAsNulls() throws {
    let signal = SampledSignal(
      channels: [Channel(name: "knee", unit: .radian, sourceUnit: .degree)], sampleRateHz: 148.148,
      startTimeS: 0.5, samples: [0.1, .nan, -3e-9])
    let data = try JSONEncoder().encode(signal)
    XCTAssertTrue(String(decoding: data, as: UTF8.self).contains("null"))
    XCTAssertEqual(try JSONDecoder().decode(SampledSignal.self, from: data), signal)
  }

  func testRefusesJSONWhoseCountsMakeNoSense() {
    let head = "{\"channels\":[],\"startTimeS\":0,"
    for tail in ["\"sampleRateHz\":100,\"samples\":[1]}", "\"sampleRateHz\":-1,\"samples\":[]}"] {
      let data = Data((head + tail).utf8)
      XCTAssertThrowsError(try JSONDecoder().decode(SampledSignal.self, from: data)) { error in
        guard case .dataCorrupted? = error as? DecodingError else { return XCTFail("\(error)") }
      }
    }
  }
}
