import Foundation
import GaitData
import GaitTensor
import GaitTestSupport
import XCTest

/// Windows drawn from recordings whose frames carry their own numbers.
final class WindowSamplerTests: XCTestCase {
  private func augmentation(warp: Double) -> WindowAugmentation {
    var augmentation = WindowAugmentation.none
    augmentation.timeWarp = warp
    return augmentation
  }

  func testNoWindowLeavesItsRecordingAndEachHoldsAFrameThatCounts() {
    for (seed, warp, length) in [
      (1, 0.0, 16), (2, 0.15, 16), (3, 0.5, 9), (4, 0.9, 1), (5, 0.3, 80),
    ] {
      let examples = MarkedRecordings.random(12, seed: UInt64(seed))
      let sampler = WindowSampler(
        examples, windowLength: length, batchSize: 25, stepsPerEpoch: 20,
        augmentation: augmentation(warp: warp), seed: UInt64(seed))
      for step in 0..<sampler.stepsPerEpoch {
        let batch = sampler.batch(step: step, epoch: step % 3)
        XCTAssertEqual(batch.streams[0].shape, [25, length, 2])
        XCTAssertEqual(batch.streams[1].shape, [25, length, 1])
        XCTAssertEqual(batch.target.shape, [25, length, 2])
        for row in 0..<25 { checkWindow(batch, row, examples, length, warp: warp) }
      }
    }
  }

  private func checkWindow(
    _ batch: WindowBatch, _ row: Int, _ examples: [SequenceExample], _ length: Int, warp: Double
  ) {
    let marks = Array(batch.streams[0].elements[row * length * 2..<(row + 1) * length * 2])
    let targets = Array(batch.target.elements[row * length * 2..<(row + 1) * length * 2])
    let weights = Array(batch.weights.elements[row * length..<(row + 1) * length])
    let number = marks[0]
    XCTAssertEqual(number, number.rounded())
    let example = examples[Int(number)]
    let last = Float(example.frameCount - 1)
    var before = -Float.infinity
    for step in 0..<length {
      let place = marks[2 * step + 1]
      XCTAssertEqual(marks[2 * step], number, "one window, one recording")
      XCTAssert(place >= 0 && place <= last, "frame \(place) of a recording of \(last + 1)")
      XCTAssertGreaterThanOrEqual(place, before)
      if place > before, before >= 0, place < last {
        XCTAssertEqual(Double(place - before), 1, accuracy: warp + 1e-3)
      }
      before = place
      guard weights[step] > 0 else { continue }
      // The place is only known to float precision, so that a tie may go either way.
      let near = Set([place - 1e-3, place + 1e-3].map { min(max(0, $0.rounded()), last) })
      XCTAssert(near.contains { example.weights[Int($0)] == weights[step] })
      XCTAssertEqual(targets[2 * step], number, "an unknown target leaks in at \(place)")
      XCTAssertEqual(targets[2 * step + 1], place, accuracy: 0.501)
    }
    XCTAssert(weights.contains { $0 >= 1 }, "a window of recording \(number) without a full weight")
  }

  func testEqualSeedsEpochsAndStepsGiveEqualBits() {
    let examples = MarkedRecordings.random(6, seed: 3)
    func batch(_ seed: UInt64, _ step: Int, _ epoch: Int) -> [Float] {
      let sampler = WindowSampler(
        examples, windowLength: 12, batchSize: 8, stepsPerEpoch: 5, seed: seed)
      let batch = sampler.batch(step: step, epoch: epoch)
      return batch.streams.flatMap(\.elements) + batch.target.elements + batch.weights.elements
    }
    assertSameBits(batch(1, 2, 3), batch(1, 2, 3))
    for other in [batch(2, 2, 3), batch(1, 3, 3), batch(1, 2, 4)] {
      XCTAssertNotEqual(other, batch(1, 2, 3))
    }
  }

  func testEveryFrameThatCountsIsDrawnAboutEquallyOften() {
    // Two recordings, of one and of three frames that count: 1 to 3.
    let examples = [
      MarkedRecordings.example(0, frames: 40, weights: [20: 1]),
      MarkedRecordings.example(1, frames: 40, weights: [5: 1, 20: 1, 35: 1]),
    ]
    let sampler = WindowSampler(
      examples, windowLength: 4, batchSize: 1000, stepsPerEpoch: 4,
      augmentation: .none, seed: 8)
    var second = 0
    for step in 0..<4 {
      let marks = sampler.batch(step: step, epoch: 0).streams[0].elements
      second += stride(from: 0, to: marks.count, by: 8).count { marks[$0] == 1 }
    }
    // Four standard errors of a binomial share of .75 in 4000.
    XCTAssertEqual(Double(second) / 4000, 0.75, accuracy: 4 * (0.75 * 0.25 / 4000).squareRoot())
  }

  func testARecordingWithoutAFullWeightIsNeverDrawn() {
    let examples = [
      MarkedRecordings.example(0, frames: 30, weights: [3: 0.5]),
      MarkedRecordings.example(1, frames: 30, weights: [3: 1]),
    ]
    let sampler = WindowSampler(
      examples, windowLength: 5, batchSize: 50, stepsPerEpoch: 1, augmentation: .none, seed: 0)
    let marks = sampler.batch(step: 0, epoch: 0).streams[0].elements
    XCTAssert(stride(from: 0, to: marks.count, by: 2).allSatisfy { marks[$0] == 1 })
  }

  func testARecordingShorterThanTheWindowIsHeldAndItsEndDoesNotCount() {
    let examples = [MarkedRecordings.example(0, frames: 3, weights: [0: 1, 1: 1, 2: 1])]
    let sampler = WindowSampler(
      examples, windowLength: 6, batchSize: 4, stepsPerEpoch: 1, augmentation: .none, seed: 0)
    let batch = sampler.batch(step: 0, epoch: 0)
    for row in 0..<4 {
      let marks = batch.streams[0].sliced(axis: 0, row..<row + 1).elements
      XCTAssertEqual(marks, [0, 0, 0, 1, 0, 2, 0, 2, 0, 2, 0, 2])
      XCTAssertEqual(
        batch.weights.sliced(axis: 0, row..<row + 1).elements, [1, 1, 1, 0, 0, 0])
    }
  }

  /// A recording of zeros (ones where `level` says so) with every frame counting.
  private func constant(_ level: Float, isNoisy: [Bool]) -> SequenceExample {
    let frames = 50
    let channels = isNoisy.count
    let stream = FrameMatrix(
      frameCount: frames, channelCount: channels,
      values: [Float](repeating: level, count: frames * channels))
    return SequenceExample(
      participant: "SYN1", streams: [stream, stream], isNoisy: [isNoisy, isNoisy],
      target: FrameMatrix(
        frameCount: frames, channelCount: 1, values: [Float](repeating: 7, count: frames)),
      weights: [Float](repeating: 1, count: frames))
  }

  private func moments(_ values: [Float]) -> (mean: Double, deviation: Double) {
    let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
    let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    return (mean, (squares / Double(values.count)).squareRoot())
  }

  private func windows(_ augmentation: WindowAugmentation, level: Float) -> WindowBatch {
    WindowSampler(
      [constant(level, isNoisy: [true, false])], windowLength: 20, batchSize: 2000,
      stepsPerEpoch: 1, augmentation: augmentation, seed: 4
    ).batch(step: 0, epoch: 0)
  }

  func testNoiseHasItsDeviationAndSparesTheChannelsThatAreNotNoisy() {
    var augmentation = WindowAugmentation.none
    augmentation.noise = 0.3
    let batch = windows(augmentation, level: 2)
    let noisy = batch.streams[0].sliced(axis: 2, 0..<1).elements
    let found = moments(noisy)
    XCTAssertEqual(found.mean, 2, accuracy: 0.3 * 4 / 200)
    XCTAssertEqual(found.deviation, 0.3, accuracy: 0.3 * 4 / 280)
    XCTAssertEqual(Set(batch.streams[0].sliced(axis: 2, 1..<2).elements), [2])
    XCTAssertEqual(Set(batch.target.elements), [7], "targets stay")
  }

  func testOffsetsAndFactorsHoldOverAWindow() {
    var augmentation = WindowAugmentation.none
    augmentation.offset = 0.5
    for level in [Float(0), 2] {
      augmentation.scaling = level == 0 ? 0.25 : 0
      let values = windows(augmentation, level: level).streams[0].sliced(axis: 2, 0..<1)
      let first = values.sliced(axis: 1, 0..<1).elements
      let last = values.sliced(axis: 1, 19..<20).elements
      assertSameBits(first, last)
      let found = moments(first)
      XCTAssertEqual(found.mean, Double(level), accuracy: 4 * 0.5 / sqrt(2000.0))
      XCTAssertEqual(found.deviation, 0.5, accuracy: 4 * 0.5 / sqrt(4000.0))
    }
    augmentation.offset = 0
    augmentation.scaling = 0.25
    let scaled = windows(augmentation, level: 2).streams[0].sliced(axis: 2, 0..<1)
    let found = moments(scaled.sliced(axis: 1, 3..<4).elements)
    XCTAssertEqual(found.deviation, 0.5, accuracy: 4 * 0.5 / sqrt(4000.0))
  }

  func testAStreamOtherThanTheFirstIsAbsentWithItsProbability() {
    var augmentation = WindowAugmentation.none
    augmentation.streamDropout = 0.3
    let batch = windows(augmentation, level: 1)
    XCTAssertEqual(Set(batch.streams[0].elements), [1], "the first stream is never dropped")
    let second = batch.streams[1].elements
    let absent = stride(from: 0, to: second.count, by: 40).filter { second[$0] == 0 }
    for start in absent {
      XCTAssertEqual(Set(second[start..<start + 40]), [0], "absent as a whole")
    }
    XCTAssertEqual(
      Double(absent.count) / 2000, 0.3, accuracy: 4 * (0.3 * 0.7 / 2000).squareRoot())
  }

  func testTimeRunsFasterAndSlowerWithinTheWarp() {
    let examples = [
      MarkedRecordings.example(
        0, frames: 400, weights: Dictionary(uniqueKeysWithValues: (150..<250).map { ($0, 1) }))
    ]
    let sampler = WindowSampler(
      examples, windowLength: 21, batchSize: 2000, stepsPerEpoch: 1,
      augmentation: augmentation(warp: 0.2), seed: 6)
    let places = sampler.batch(step: 0, epoch: 0).streams[0].sliced(axis: 2, 1..<2)
    let starts = places.sliced(axis: 1, 0..<1).elements
    let ends = places.sliced(axis: 1, 20..<21).elements
    let speeds = zip(starts, ends).map { ($1 - $0) / 20 }
    XCTAssert(speeds.allSatisfy { $0 > 0.799 && $0 < 1.201 })
    let found = moments(speeds)
    // Uniform in plus or minus 0.2: its deviation is 0.4 over the root of 12.
    XCTAssertEqual(found.mean, 1, accuracy: 4 * 0.1155 / sqrt(2000.0))
    XCTAssertEqual(found.deviation, 0.4 / sqrt(12.0), accuracy: 0.005)
  }
}
