import GaitKernels
import GaitTensor

/// How windows are changed at random while a network trains.
public struct WindowAugmentation: Sendable, Codable, Equatable {
  /// Time runs faster or slower by up to this share.
  public var timeWarp = 0.15
  /// The deviation of the noise on each number, in deviations of its channel.
  public var noise: Float = 0.1
  /// The deviation of an offset of each channel over a whole window.
  public var offset: Float = 0.1
  /// The deviation of a factor on each channel over a whole window.
  public var scaling: Float = 0
  /// The probability that a stream other than the first is absent from a window.
  public var streamDropout: Float = 0.2

  /// The defaults.
  public init() {}

  /// Nothing at random.
  public static var none: WindowAugmentation {
    var augmentation = WindowAugmentation()
    augmentation.timeWarp = 0
    augmentation.noise = 0
    augmentation.offset = 0
    augmentation.streamDropout = 0
    return augmentation
  }
}

/// A batch of windows.
public struct WindowBatch: Sendable {
  /// The streams, each [batch, time, channel].
  public let streams: [Tensor]
  /// The targets [batch, time, target].
  public let target: Tensor
  /// The weight of each frame [batch, time].
  public let weights: Tensor
}

/// Draws training windows from recordings; a window never leaves its recording.
///
/// Each window holds a frame that counts, so none is empty: a recording is drawn by its number of
/// such frames, then one of them, then where it stands in the window. The draws of a step depend on
/// the seed, the epoch and the step alone.
public struct WindowSampler: Batches {
  /// The recordings.
  public let examples: [SequenceExample]
  /// Frames of a window.
  public let windowLength: Int
  /// Windows of a batch.
  public let batchSize: Int
  /// Steps of an epoch.
  public let stepsPerEpoch: Int
  /// What is changed at random.
  public let augmentation: WindowAugmentation
  private let seed: UInt64
  private let anchors: [(example: Int, frame: Int)]

  /// A sampler; recordings without a frame of full weight are never drawn.
  ///
  /// - Precondition: At least one frame of full weight.
  public init(
    _ examples: [SequenceExample], windowLength: Int, batchSize: Int, stepsPerEpoch: Int,
    augmentation: WindowAugmentation = WindowAugmentation(), seed: UInt64
  ) {
    self.examples = examples
    self.windowLength = windowLength
    self.batchSize = batchSize
    self.stepsPerEpoch = stepsPerEpoch
    self.augmentation = augmentation
    self.seed = seed
    anchors = examples.enumerated().flatMap { index, example in
      example.weights.indices.filter { example.weights[$0] >= 1 }.map { (index, $0) }
    }
    precondition(!anchors.isEmpty, "WindowSampler: no frame of full weight in any recording")
  }

  /// The windows of one step.
  public func batch(step: Int, epoch: Int) -> WindowBatch {
    var random = RandomSource(seed: seed &+ UInt64(epoch * stepsPerEpoch + step) &* 0x9E37_79B9)
    var parts = WindowParts(streams: examples[0].streams.count)
    for _ in 0..<batchSize {
      let anchor = anchors[Int(random.next() % UInt64(anchors.count))]
      append(examples[anchor.example], around: anchor.frame, to: &parts, &random)
    }
    let first = examples[0]
    return WindowBatch(
      streams: zip(parts.streams, first.streams).map { values, stream in
        Tensor(values, shape: [batchSize, windowLength, stream.channelCount])
      },
      target: Tensor(
        parts.target, shape: [batchSize, windowLength, first.target.channelCount]),
      weights: Tensor(parts.weights, shape: [batchSize, windowLength]))
  }

  private func append(
    _ example: SequenceExample, around frame: Int, to parts: inout WindowParts,
    _ random: inout RandomSource
  ) {
    let warp = augmentation.timeWarp
    let speed = 1 + warp * Double(random.uniform(in: -1...1))
    let share = Double(random.uniform())
    var places = self.places(in: example, around: frame, share: share, speed: speed)
    // Fast windows step over frames; without warping none is stepped over.
    if !places.contains(where: { example.weight(at: $0) >= 1 }) {
      places = self.places(in: example, around: frame, share: share, speed: 1)
    }
    let last = Double(example.frameCount - 1)
    for place in places {
      let held = min(place, last)
      for index in example.streams.indices {
        example.streams[index].appendRow(at: held, to: &parts.streams[index])
      }
      example.appendTarget(at: held, to: &parts.target)
      parts.weights.append(example.weight(at: place))
    }
    for index in example.streams.indices {
      perturb(&parts.streams[index], example, index, &random)
    }
  }

  /// Where the steps of a window fall, in frames; beyond the end of a recording that is shorter.
  private func places(
    in example: SequenceExample, around frame: Int, share: Double, speed: Double
  ) -> [Double] {
    let span = Double(windowLength - 1) * speed
    let latest = max(0, Double(example.frameCount - 1) - span)
    let start = min(max(0, Double(frame) - share * span), latest)
    return (0..<windowLength).map { start + Double($0) * speed }
  }

  private func perturb(
    _ values: inout [Float], _ example: SequenceExample, _ stream: Int,
    _ random: inout RandomSource
  ) {
    let channels = example.streams[stream].channelCount
    let start = values.count - windowLength * channels
    if stream > 0, random.uniform() < augmentation.streamDropout {
      for index in start..<values.count { values[index] = 0 }
      return
    }
    let isNoisy = example.isNoisy[stream]
    for channel in 0..<channels where isNoisy[channel] {
      let offset = augmentation.offset * random.normal()
      let factor = 1 + augmentation.scaling * random.normal()
      for step in 0..<windowLength {
        let place = start + step * channels + channel
        values[place] = values[place] * factor + offset + augmentation.noise * random.normal()
      }
    }
  }
}

extension SequenceExample {
  /// The weight of the frame nearest to a place; 0 beyond the end.
  fileprivate func weight(at place: Double) -> Float {
    // The last step of a window that ends with the recording may miss its end by rounding.
    place <= Double(frameCount - 1) + 1e-6 ? weights[min(Int(place.rounded()), frameCount - 1)] : 0
  }

  /// The target between frames; beside a frame that does not count, that of the nearest frame alone,
  /// because the other one may hold any number.
  fileprivate func appendTarget(at place: Double, to values: inout [Float]) {
    let low = Int(place)
    let isBetweenKnown = weights[low] > 0 && weights[min(low + 1, frameCount - 1)] > 0
    target.appendRow(at: isBetweenKnown ? place : place.rounded(), to: &values)
  }
}

private struct WindowParts {
  var streams: [[Float]]
  var target: [Float] = []
  var weights: [Float] = []

  init(streams count: Int) {
    streams = [[Float]](repeating: [], count: count)
  }
}
