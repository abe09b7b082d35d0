import Foundation
import GaitData
import GaitTensor
import GaitTestSupport
import XCTest

/// Cutting a recording into windows and joining predictions again.
final class OverlappingWindowsTests: XCTestCase {
  private func stream(_ frames: Int, _ channels: Int) -> FrameMatrix {
    FrameMatrix(
      frameCount: frames, channelCount: channels,
      values: (0..<frames * channels).map { sin(Float($0)) * 3 })
  }

  func testPredictionsThatAreTheInputGiveTheInputBack() {
    for frames in [1, 2, 7, 20, 21, 63, 64, 65, 131] {
      for (length, hop) in [(1, 1), (5, 1), (20, 7), (20, 20), (64, 10), (20, 50), (8, 0)] {
        let windows = OverlappingWindows(frameCount: frames, windowLength: length, hop: hop)
        let input = stream(frames, 2)
        let joined = windows.joined(windows.windows(of: input))
        XCTAssertEqual([joined.frameCount, joined.channelCount], [frames, 2])
        // A mean of equal floats is off by their rounding at most.
        assertClose(
          joined.values, input.values, relative: 1e-6, "\(frames) frames, \(length) by \(hop)")
      }
    }
  }

  func testTheLastWindowEndsWithTheRecording() {
    XCTAssertEqual(
      OverlappingWindows(frameCount: 25, windowLength: 10, hop: 10).starts, [0, 10, 15])
    XCTAssertEqual(
      OverlappingWindows(frameCount: 30, windowLength: 10, hop: 10).starts, [0, 10, 20])
    XCTAssertEqual(OverlappingWindows(frameCount: 10, windowLength: 10, hop: 3).starts, [0])
  }

  func testARecordingShorterThanTheWindowIsOneWindowOfItsOwnLength() {
    let windows = OverlappingWindows(frameCount: 4, windowLength: 64, hop: 10)
    XCTAssertEqual(windows.starts, [0])
    XCTAssertEqual(windows.windowLength, 4)
    XCTAssertEqual(windows.windows(of: stream(4, 3)).shape, [1, 4, 3])
  }

  func testOverlapsAreWeightedByTheDistanceFromTheEnds() {
    let windows = OverlappingWindows(frameCount: 5, windowLength: 4, hop: 1)
    // Two windows that predict 0 and 1; weights rise from the ends: 1, 2, 2, 1.
    let joined = windows.joined(Tensor([0, 0, 0, 0, 1, 1, 1, 1], shape: [2, 4, 1]))
    assertClose(joined.values, [0, 1.0 / 3, 0.5, 2.0 / 3, 1], absolute: 1e-7)
  }
}
