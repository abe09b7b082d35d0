import GaitSignal
import XCTest

final class PolyphaseResamplerGapsTests: XCTestCase {
  func testOutputsInsideAGapAreMissingAndNoOthers() throws {
    let resampler = try PolyphaseResampler(up: 1, down: 10)
    var signal = (0..<200).map { Double($0) }
    for index in 65..<95 { signal[index] = .nan }
    let found = resampler.resampledBetweenGaps(signal, padding: .line)
    XCTAssertEqual(found.count, 20)
    XCTAssertEqual(found.indices.filter { found[$0].isNaN }, [7, 8, 9])
    // A straight line bridged by a straight line stays one.
    expectClose([found[6], found[10]], [60, 100], absolute: 1e-9)
  }

  func testRaisingTheRateMarksTheSamplesBetweenPresentOnes() throws {
    let resampler = try PolyphaseResampler(up: 2, down: 1)
    let found = resampler.resampledBetweenGaps([1, 1, Double.nan, 1, 1], padding: .line)
    XCTAssertEqual(found.indices.filter { found[$0].isNaN }, [3, 4, 5])
  }

  func testGapsAtTheEndsAndNothingButAGap() throws {
    let resampler = try PolyphaseResampler(up: 1, down: 2)
    let found = resampler.resampledBetweenGaps(
      [.nan, .nan, 5, 5, 5, .nan, .nan] as [Double], padding: .mean)
    XCTAssertEqual(found.indices.filter { found[$0].isNaN }, [0, 3])
    expectClose([found[1], found[2]], [5, 5], absolute: 1e-12)
    let nothing = resampler.resampledBetweenGaps([Double](repeating: .nan, count: 5))
    XCTAssertEqual(nothing.count, 3)
    XCTAssertTrue(nothing.allSatisfy(\.isNaN))
  }
}
