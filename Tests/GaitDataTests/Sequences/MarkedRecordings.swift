import GaitData
import GaitKernels
import GaitRecords

/// Recordings whose every number says where it came from.
enum MarkedRecordings {
  /// The first channel is the recording's number, the second the frame; so are the targets.
  static func example(
    _ number: Int, frames: Int, weights: [Int: Float], unknown: Float = 0
  ) -> SequenceExample {
    let own = (0..<frames).map { weights[$0] ?? 0 }
    let marks = (0..<frames).flatMap { [Float(number), Float($0)] }
    let targets = (0..<frames).flatMap { frame in
      own[frame] > 0 ? [Float(number), Float(frame)] : [unknown, unknown]
    }
    return SequenceExample(
      participant: ParticipantID("SYN\(number)"),
      streams: [
        FrameMatrix(frameCount: frames, channelCount: 2, values: marks),
        FrameMatrix(
          frameCount: frames, channelCount: 1, values: (0..<frames).map { Float($0) + 1 }),
      ],
      isNoisy: [[true, true], [true]],
      target: FrameMatrix(frameCount: frames, channelCount: 2, values: targets), weights: own)
  }

  /// Recordings of random lengths with random frames that count, some of them alone.
  static func random(_ count: Int, seed: UInt64) -> [SequenceExample] {
    var random = RandomSource(seed: seed)
    return (0..<count).map { number in
      let frames = 1 + Int(random.next() % 60)
      var weights: [Int: Float] = [Int(random.next() % UInt64(frames)): 1]
      for frame in 0..<frames where random.uniform() < 0.1 {
        weights[frame] = random.uniform() < 0.5 ? 1 : 0.2
      }
      return example(number, frames: frames, weights: weights, unknown: 1e6)
    }
  }
}
