import GaitRecords
import XCTest

final class SampledSignalTests: XCTestCase {
  private let channels = [
    Channel(name: "a", unit: .radian, sourceUnit: .degree), Channel(name: "b", unit: .volt),
  ]

  func testFlagsAndNaNAreMadeToAgree() {
    let signal = SampledSignal(
      channels: channels, sampleRateHz: 100, samples: [1, .nan, 3, 4, 5, 6],
      isMissing: [false, false, true, false, false, false])
    XCTAssertEqual(signal.isMissing, [false, true, true, false, false, false])
    XCTAssertTrue(signal.samples[2].isNaN)
    XCTAssertNil(signal[1, 0])
    XCTAssertNil(signal[0, 1])
    XCTAssertEqual(signal[1, 1], 4)
  }

  func testACompleteSignalHasNoFlags() {
    let signal = SampledSignal(
      channels: channels, sampleRateHz: 100, samples: [1, 2], isMissing: [false, false])
    XCTAssertNil(signal.isMissing)
  }

  func testCountsAndTimes() {
    let signal = SampledSignal(
      channels: channels, sampleRateHz: 50, startTimeS: 2, samples: Array(repeating: 0, count: 10))
    XCTAssertEqual(signal.frameCount, 5)
    XCTAssertEqual(signal.durationS, 0.1)
    XCTAssertEqual(signal.timeS(ofFrame: 5), 2.1)
    XCTAssertEqual(signal.channelIndex(named: "b"), 1)
    XCTAssertNil(signal.channelIndex(named: "c"))
  }

  func testASignalWithoutChannelsIsEmpty() {
    let signal = SampledSignal(channels: [], sampleRateHz: 100, samples: [])
    XCTAssertEqual(signal.frameCount, 0)
    XCTAssertEqual(signal.durationS, 0)
  }

  func testEqualSignalsAreMissingInTheSamePlaces() {
    let one = SampledSignal(channels: channels, sampleRateHz: 100, samples: [1, .nan])
    let same = SampledSignal(
      channels: channels, sampleRateHz: 100, samples: [1, 7], isMissing: [false, true])
    let other = SampledSignal(channels: channels, sampleRateHz: 100, samples: [1, 0])
    XCTAssertEqual(one, same)
    XCTAssertNotEqual(one, other)
  }
}
