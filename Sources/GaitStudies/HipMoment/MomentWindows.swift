import GaitData
import GaitKernels
import GaitTensor

/// Windows and the scaled moment at one frame of each.
struct MomentBatch {
  /// Signals [batch, time, channels].
  let x: Tensor
  /// Scaled moments [batch, 1].
  let moment: Tensor
}

/// Draws a frame whose moment is known and the window that leads to it.
///
/// Ends of a recording are held, so that its first frames can be predicted too. The draws of a step
/// depend on the seed, the epoch and the step alone.
struct MomentWindows: Batches {
  let stepsPerEpoch: Int
  private let examples: [SequenceExample]
  private let configuration: HipMomentConfiguration
  private let seed: UInt64
  private let supported, swinging: [(example: Int, frame: Int)]

  /// - Precondition: At least one frame of full weight.
  init(
    _ examples: [SequenceExample], _ configuration: HipMomentConfiguration, stepsPerEpoch: Int,
    seed: UInt64
  ) {
    self.examples = examples
    self.configuration = configuration
    self.stepsPerEpoch = stepsPerEpoch
    self.seed = seed
    func frames(_ isWanted: (Float) -> Bool) -> [(Int, Int)] {
      examples.enumerated().flatMap { index, example in
        example.weights.indices.filter { isWanted(example.weights[$0]) }.map { (index, $0) }
      }
    }
    supported = frames { $0 >= 1 }
    swinging = frames { $0 > 0 && $0 < 1 }
    precondition(!supported.isEmpty, "MomentWindows: no frame of full weight in any recording")
  }

  func batch(step: Int, epoch: Int) -> MomentBatch {
    var random = RandomSource(seed: seed &+ UInt64(epoch * stepsPerEpoch + step) &* 0x9E37_79B9)
    let swing = configuration.swingWeight * Float(swinging.count)
    let swingShare = swing / (swing + Float(supported.count))
    var values: [Float] = []
    values.reserveCapacity(
      configuration.batchSize * configuration.windowLength * configuration.channelCount)
    var moments: [Float] = []
    for _ in 0..<configuration.batchSize {
      let frames = random.uniform() < swingShare ? swinging : supported
      let place = frames[Int(random.next() % UInt64(frames.count))]
      let example = examples[place.example]
      append(example, leadingTo: place.frame, to: &values, &random)
      moments.append(example.target[place.frame, 0])
    }
    return MomentBatch(
      x: Tensor(
        values,
        shape: [configuration.batchSize, configuration.windowLength, configuration.channelCount]),
      moment: Tensor(moments, shape: [configuration.batchSize, 1]))
  }

  private func append(
    _ example: SequenceExample, leadingTo frame: Int, to values: inout [Float],
    _ random: inout RandomSource
  ) {
    let augmentation = configuration.augmentation
    let speed = 1 + augmentation.timeWarp * Double(random.uniform(in: -1...1))
    let (length, channels) = (configuration.windowLength, configuration.channelCount)
    let start = values.count
    for step in 0..<length {
      example.appendRow(
        at: Double(frame) + Double(step - configuration.predictedStep) * speed, to: &values)
    }
    var offset = 0
    for (index, stream) in example.streams.enumerated() {
      defer { offset += stream.channelCount }
      if index > 0, random.uniform() < augmentation.streamDropout {
        for step in 0..<length {
          let row = start + step * channels + offset
          for channel in 0..<stream.channelCount { values[row + channel] = 0 }
        }
        continue
      }
      for channel in 0..<stream.channelCount where example.isNoisy[index][channel] {
        let shift = augmentation.offset * random.normal()
        let factor = 1 + augmentation.scaling * random.normal()
        for step in 0..<length {
          let place = start + step * channels + offset + channel
          values[place] =
            values[place] * factor + shift + augmentation.noise * random.normal()
        }
      }
    }
  }
}

extension SequenceExample {
  /// All channels of all streams at a place between frames, by straight lines; ends are held.
  fileprivate func appendRow(at place: Double, to values: inout [Float]) {
    let held = min(max(0, place), Double(frameCount - 1))
    let low = Int(held)
    let high = min(low + 1, frameCount - 1)
    let share = Float(held - Double(low))
    for stream in streams {
      for channel in 0..<stream.channelCount {
        let first = stream[low, channel]
        values.append(first + (stream[high, channel] - first) * share)
      }
    }
  }

  /// The windows that lead to frames [frame, time, channels].
  func windows(
    leadingTo frames: ArraySlice<Int>, _ configuration: HipMomentConfiguration
  ) -> Tensor {
    var values: [Float] = []
    values.reserveCapacity(
      frames.count * configuration.windowLength * configuration.channelCount)
    for frame in frames {
      for step in 0..<configuration.windowLength {
        appendRow(at: Double(frame + step - configuration.predictedStep), to: &values)
      }
    }
    return Tensor(
      values, shape: [frames.count, configuration.windowLength, configuration.channelCount])
  }
}
