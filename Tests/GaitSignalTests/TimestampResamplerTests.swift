import GaitSignal
import GaitTestSupport
import XCTest

/// What `signals-alignment.json` holds.
struct AlignmentReference: Decodable {
  struct Timestamps: Decodable {
    let stampsS: [Double]
    let values: [Double]
    let rateHz: Double
    let interpolated: [Double]
  }

  struct Lag: Decodable {
    let first: [Double]
    let second: [Double]
    let best: Int
    let correlation: Double
  }

  struct Resampled: Decodable {
    let samples: [Double]
    let halved: [Double]
    let doubled: [Double]
  }

  let timestamps: Timestamps
  let lags: [Lag]
  let resampled: Resampled

  static func load() throws -> AlignmentReference {
    try Fixture.json("reference/signals-alignment.json")
  }
}

final class TimestampResamplerTests: XCTestCase {
  func testAFasterClockReadsTheLinesThatNumPyDrawsAndKeepsTheHole() throws {
    let reference = try AlignmentReference.load().timestamps
    let resampler = try TimestampResampler(sampleRateHz: reference.rateHz)
    let found = try resampler.resampled(reference.values, timesS: reference.stampsS)
    XCTAssertEqual(found.startTimeS, reference.stampsS[0])
    XCTAssertEqual(found.values.count, reference.interpolated.count)
    let hole = (reference.stampsS[129], reference.stampsS[130])
    for (index, expected) in reference.interpolated.enumerated() {
      let time = found.startTimeS + Double(index) / 400
      if time > hole.0, time < hole.1 {
        XCTAssertTrue(found.values[index].isNaN, "\(time) s lies in the hole")
      } else {
        XCTAssertEqual(found.values[index], expected, accuracy: 1e-12)
      }
    }
  }

  func testASlowerClockDoesNotFoldHighFrequenciesDown() throws {
    let times = (0..<2000).map { (Double($0) + 0.2 * sin(Double($0))) / 1000 }
    let resampler = try TimestampResampler(sampleRateHz: 100)
    let slow = try resampler.resampled(times.map { sin(2 * .pi * 5 * $0) }, timesS: times)
    XCTAssertEqual(slow.values.count, 200)
    let expected = (0..<200).map { sin(2 * .pi * 5 * (slow.startTimeS + Double($0) / 100)) }
    assertClose(slow.values[20..<180], expected[20..<180], absolute: 0.005)
    let fast = try resampler.resampled(times.map { sin(2 * .pi * 95 * $0) }, timesS: times)
    XCTAssertLessThan(fast.values[20..<180].map(abs).max() ?? 1, 0.03)
  }

  func testAMissingSampleLeavesAHoleBetweenItsNeighbours() throws {
    let resampler = try TimestampResampler(sampleRateHz: 2)
    let found = try resampler.resampled([0, 1, .nan, 3, 4], timesS: [0, 1, 2, 3, 4])
    assertClose(found.values, [0, 0.5, 1, .nan, .nan, .nan, 3, 3.5, 4])
  }

  func testRefusesStampsThatDoNotIncrease() throws {
    let resampler = try TimestampResampler(sampleRateHz: 10)
    XCTAssertThrowsError(try resampler.resampled([1, 2, 3], timesS: [0, 1, 1])) {
      XCTAssertEqual("\($0)", "even clock: expected a time above 1.0, found 1.0 at index 2")
    }
    XCTAssertThrowsError(try resampler.resampled([1, 2], timesS: [0, .nan]))
    XCTAssertThrowsError(try resampler.resampled([1, 2], timesS: [0, 1e300]))
    XCTAssertThrowsError(try resampler.resampled([1], timesS: [0]))
    XCTAssertThrowsError(try resampler.resampled([1], timesS: [0, 1]))
    XCTAssertThrowsError(try TimestampResampler(sampleRateHz: 0))
    XCTAssertThrowsError(try TimestampResampler(sampleRateHz: 1, greatestStepS: 0))
  }
}
