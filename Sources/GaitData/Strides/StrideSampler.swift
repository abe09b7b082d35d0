import GaitKernels
import GaitRecords
import GaitTensor

/// Batches of whole strides: every stride once an epoch, in an order drawn anew each time.
///
/// The order depends on the seed and the epoch alone. A batch may hold strides of several people; no
/// stride ever holds samples of two, or of two trials. The last batch of an epoch may be smaller.
public struct StrideSampler: Batches {
  /// The strides.
  public let examples: [SequenceExample]
  /// Strides of a full batch.
  public let batchSize: Int
  /// Steps of an epoch.
  public let stepsPerEpoch: Int
  private let seed: UInt64?

  /// A sampler of strides.
  ///
  /// - Parameters:
  ///   - examples: The strides, all of one length and with the same channels; those without a point
  ///     that counts are left out.
  ///   - batchSize: Strides of a full batch.
  ///   - seed: What the order depends on; the strides' own order if nil, as for evaluation.
  /// - Precondition: At least one stride that counts, all of one shape, a positive batch.
  public init(_ examples: [SequenceExample], batchSize: Int, seed: UInt64?) {
    let counting = examples.filter { $0.weights.contains { $0 > 0 } }
    let shapes = Set(
      counting.map { [$0.frameCount, $0.target.channelCount] + $0.streams.map(\.channelCount) })
    precondition(shapes.count == 1, "StrideSampler: strides of shapes \(shapes)")
    precondition(batchSize > 0, "StrideSampler: batches of \(batchSize)")
    self.examples = counting
    self.batchSize = batchSize
    self.seed = seed
    stepsPerEpoch = (counting.count + batchSize - 1) / batchSize
  }

  /// Which strides a step holds, as places in `examples`.
  public func indices(step: Int, epoch: Int) -> ArraySlice<Int> {
    var order = Array(examples.indices)
    if let seed {
      var random = RandomSource(seed: seed &+ UInt64(epoch) &* 0x9E37_79B9)
      for place in stride(from: order.count - 1, to: 0, by: -1) {
        order.swapAt(place, Int(random.next() % UInt64(place + 1)))
      }
    }
    return order[step * batchSize..<min(order.count, (step + 1) * batchSize)]
  }

  /// Whose strides a step holds.
  public func participants(step: Int, epoch: Int) -> [ParticipantID] {
    indices(step: step, epoch: epoch).map { examples[$0].participant }
  }

  /// The strides of one step, unchanged.
  public func batch(step: Int, epoch: Int) -> WindowBatch {
    let drawn = indices(step: step, epoch: epoch).map { examples[$0] }
    let first = examples[0]
    func joined(_ part: (SequenceExample) -> FrameMatrix) -> Tensor {
      Tensor(
        drawn.flatMap { part($0).values },
        shape: [drawn.count, first.frameCount, part(first).channelCount])
    }
    return WindowBatch(
      streams: first.streams.indices.map { index in joined { $0.streams[index] } },
      target: joined(\.target),
      weights: Tensor(drawn.flatMap(\.weights), shape: [drawn.count, first.frameCount]))
  }
}
