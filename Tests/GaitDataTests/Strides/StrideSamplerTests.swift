import GaitData
import GaitRecords
import GaitSignal
import GaitTestSupport
import XCTest

/// Strides cut from recordings whose frames carry their own numbers.
final class StrideSamplerTests: XCTestCase {
  private func strides(of number: Int, count: Int, frames: Int = 700) throws -> [SequenceExample] {
    let weights = Dictionary(uniqueKeysWithValues: (0..<frames).map { ($0, Float(1)) })
    let example = MarkedRecordings.example(number, frames: frames, weights: weights)
    let contacts = (0...count).map { stride -> FootContact in
      let start = 0.25 + Double(stride) * 1.1 + Double(number) * 0.013
      return FootContact(initialContactS: start, footOffS: start + 0.7)
    }
    let found = StrideRules().strides(of: contacts, trials: [0...Double(frames) / 100])
    XCTAssertEqual(found.cycles.count, count)
    return try example.strides(found.cycles, sampleRateHz: 100)
  }

  func testNoStrideHoldsSamplesOfTwoRecordingsAndEachStrideComesOnceAnEpoch() throws {
    let examples = try (0..<5).flatMap { try strides(of: $0, count: 3 + $0 % 3) }
    let sampler = StrideSampler(examples, batchSize: 4, seed: 9)
    XCTAssertEqual(sampler.stepsPerEpoch, (examples.count + 3) / 4)
    for epoch in 0..<3 {
      var seen: [Int] = []
      for step in 0..<sampler.stepsPerEpoch {
        let batch = sampler.batch(step: step, epoch: epoch)
        let people = sampler.participants(step: step, epoch: epoch)
        let marks = batch.streams[0].elements
        XCTAssertEqual(batch.streams[0].shape, [people.count, 101, 2])
        XCTAssertEqual(batch.weights.shape, [people.count, 101])
        for (row, person) in people.enumerated() {
          let points = (0..<101).map { 2 * (row * 101 + $0) }
          let numbers = Set(points.map { marks[$0] })
          XCTAssertEqual(numbers.map { "SYN\(Int($0))" }, [person.rawValue])
          let frames = points.map { marks[$0 + 1] }
          XCTAssert(zip(frames, frames.dropFirst()).allSatisfy(<))
          XCTAssertEqual(frames[100] - frames[0], 110, accuracy: 1e-3)
        }
        seen += sampler.indices(step: step, epoch: epoch)
      }
      XCTAssertEqual(seen.sorted(), Array(examples.indices))
    }
  }

  func testTheOrderDependsOnSeedAndEpochAlone() throws {
    let examples = try (0..<4).flatMap { try strides(of: $0, count: 4) }
    let (a, b) = (
      StrideSampler(examples, batchSize: 16, seed: 3),
      StrideSampler(examples, batchSize: 16, seed: 3)
    )
    XCTAssertEqual(a.indices(step: 0, epoch: 5), b.indices(step: 0, epoch: 5))
    XCTAssertNotEqual(a.indices(step: 0, epoch: 5), a.indices(step: 0, epoch: 6))
    let plain = StrideSampler(examples, batchSize: 16, seed: nil)
    XCTAssertEqual(Array(plain.indices(step: 0, epoch: 7)), Array(examples.indices))
  }

  func testAStrideIsTheRecordingAtItsOwnTimes() throws {
    let weights = [10: Float(1), 11: 1, 12: 0.5, 14: 1]
    let example = MarkedRecordings.example(2, frames: 20, weights: weights, unknown: 1e6)
    let cycle = GaitCycle(startS: 1.1, footOffS: nil, endS: 1.5)
    let stride = try example.strides([cycle], sampleRateHz: 10, startTimeS: 0.1, pointCount: 9)[0]
    XCTAssertEqual(stride.participant, example.participant)
    XCTAssertEqual(stride.frameCount, 9)
    assertClose(
      (0..<9).map { stride.streams[0][$0, 1] }, [10, 10.5, 11, 11.5, 12, 12.5, 13, 13.5, 14],
      absolute: 1e-4)
    // A point beside a frame that does not count does not count.
    assertClose(stride.weights, [1, 1, 1, 0.5, 0.5, 0, 0, 0, 1], absolute: 1e-6)
  }

  func testRefusesAStrideThatLeavesTheRecording() throws {
    let example = MarkedRecordings.example(1, frames: 100, weights: [3: 1])
    let cycle = GaitCycle(startS: 0.5, footOffS: nil, endS: 1.2)
    XCTAssertThrowsError(try example.strides([cycle], sampleRateHz: 100)) { error in
      XCTAssertEqual(
        "\(error)",
        "strides of a recording: expected strides within 0.0 to 0.99 s, found 0.5 to 1.2 s")
    }
    XCTAssertThrowsError(try example.strides([], sampleRateHz: 0))
  }
}
