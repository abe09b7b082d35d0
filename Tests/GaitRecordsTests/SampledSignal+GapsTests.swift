import GaitRecords
import XCTest

final class SampledSignalGapsTests: XCTestCase {
  private let signal = SampledSignal(
    channels: [Channel(name: "a", unit: .one), Channel(name: "b", unit: .one)],
    sampleRateHz: 10, startTimeS: 1,
    samples: [.nan, 1, 2, .nan, .nan, .nan, 4, 5, .nan, 6])

  func testFindsTheGapsAndSegmentsOfAChannel() {
    XCTAssertEqual(signal.gaps(ofChannel: 0), [0..<1, 2..<3, 4..<5])
    XCTAssertEqual(signal.gaps(ofChannel: 1), [1..<3])
    XCTAssertEqual(signal.segments(ofChannel: 1), [0..<1, 3..<5])
    XCTAssertEqual(signal.segments(ofChannel: 0), [1..<2, 3..<4])
  }

  func testTakesOutChannelsAndFrames() {
    let part = signal.selecting(channels: [1]).selecting(frames: 3..<5)
    XCTAssertEqual(part.samples, [5, 6])
    XCTAssertEqual(part.channels.map(\.name), ["b"])
    XCTAssertEqual(part.startTimeS, 1.3)
    XCTAssertNil(part.isMissing)
    let swapped = signal.selecting(channels: [1, 0])
    XCTAssertEqual(swapped[0, 0], 1)
    XCTAssertNil(swapped[0, 1])
  }

  func testKnowsAChannelWithoutAnySample() {
    XCTAssertFalse(signal.isEntirelyMissing(channel: 0))
    XCTAssertTrue(signal.selecting(frames: 1..<3).isEntirelyMissing(channel: 1))
  }
}
