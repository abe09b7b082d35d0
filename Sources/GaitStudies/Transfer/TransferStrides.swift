import GaitData
import GaitKernels

/// The strides of a target that a network may learn from, in the order in which it gets them.
struct TransferStrides {
  /// One contact of one leg with a plate, each with the frames around it.
  let strides: [LegRecording]

  /// Every whole contact of the legs: people take turns, so that few strides are of many people.
  init(
    _ legs: [LegRecording], _ configuration: any LegStudyConfiguration, marginFrames: Int,
    seed: UInt64
  ) {
    var random = RandomSource(seed: seed)
    let byPerson = Dictionary(grouping: legs, by: \.participant.rawValue)
    var queues = byPerson.sorted { $0.key < $1.key }.map { _, own in
      own.flatMap { leg in
        LegStance.runs(of: configuration.trainedFrames(of: leg)).map { contact in
          leg.cut(
            to: max(
              0, contact.lowerBound - marginFrames)..<min(
                leg.frameCount, contact.upperBound + marginFrames))
        }
      }
      .filter { $0.frameCount >= configuration.windowLength }
      .drawn(&random)
    }
    queues = queues.drawn(&random)
    var strides: [LegRecording] = []
    for turn in 0..<(queues.map(\.count).max() ?? 0) {
      strides += queues.filter { $0.count > turn }.map { $0[turn] }
    }
    self.strides = strides
  }
}

extension Array {
  /// The elements in an order that is drawn (Fisher, Yates).
  fileprivate func drawn(_ random: inout RandomSource) -> [Element] {
    var order = self
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, Int(random.next() % UInt64(last + 1)))
    }
    return order
  }
}
