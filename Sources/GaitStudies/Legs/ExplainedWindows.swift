import GaitData
import GaitTensor

/// Windows of several legs side by side, with what is known at their frames.
struct ExplainedWindows {
  /// The streams [window, time, channel].
  let streams: [Tensor]
  /// The scaled targets of the tasks [window, time, task], flat.
  private let targets: [Float]
  /// 1 at frames that are scored [window, time], flat.
  private let isScored: [Float]
  private let taskCount: Int
  /// Whose each window is.
  let people: [String]
  /// The phase of each frame in the gait cycle of the leg, 0 to 1; NaN outside whole cycles.
  let phases: [[Double]]
  /// The frames of a window.
  let length: Int

  /// The windows of legs in which a quarter of the frames or more are scored, half overlapping.
  init(_ legs: [LegRecording], _ network: FittedLegNetwork) {
    let configuration = network.configuration
    let question = type(of: configuration).question
    length = configuration.windowLength
    taskCount = question.taskNames.count
    var values: [[Float]] = []
    var widths: [Int] = []
    var targets: [Float] = []
    var isScored: [Float] = []
    var people: [String] = []
    var phases: [[Double]] = []
    for leg in legs where leg.frameCount >= length {
      let example = network.scalers.example(leg, configuration)
      if values.isEmpty {
        values = example.streams.map { _ in [] }
        widths = example.streams.map(\.channelCount)
      }
      let scored = Set(question.scoredFrames(of: leg))
      let cycle = Self.phases(of: leg)
      for start in stride(from: 0, through: leg.frameCount - length, by: max(1, length / 2)) {
        let frames = start..<start + length
        guard frames.count(where: { scored.contains($0) }) * 4 >= length else { continue }
        for (stream, width) in widths.enumerated() {
          values[stream] +=
            example.streams[stream].values[
              start * width..<(start + length) * width]
        }
        let width = example.target.channelCount
        for frame in frames {
          isScored.append(scored.contains(frame) ? 1 : 0)
          targets += example.target.values[frame * width..<frame * width + taskCount]
        }
        people.append(leg.participant.rawValue)
        phases.append(Array(cycle[frames]))
      }
    }
    let (count, time) = (people.count, length)
    streams = zip(values, widths).map { Tensor($0, shape: [count, time, $1]) }
    self.targets = targets
    self.isScored = isScored
    self.people = people
    self.phases = phases
  }

  /// The mean squared error of each window over its scored frames and all tasks.
  func losses(_ output: Tensor) -> [Double] {
    let (values, width) = (output.elements, output.shape[2])
    return people.indices.map { window in
      var (sum, count) = (0.0, 0.0)
      for frame in window * length..<(window + 1) * length where isScored[frame] > 0 {
        for task in 0..<taskCount {
          let error = Double(values[frame * width + task] - targets[frame * taskCount + task])
          sum += error * error
          count += 1
        }
      }
      return count > 0 ? sum / count : 0
    }
  }

  /// The mean of a task's output over the scored frames of each window [window].
  func means(_ output: Tensor, task: Int) -> Tensor {
    let shares = people.indices.flatMap { window -> [Float] in
      let own = isScored[window * length..<(window + 1) * length]
      let count = max(1, own.reduce(0, +))
      return own.map { $0 / count }
    }
    let weights = Tensor(shares, shape: [people.count, length])
    return (output.selected(axis: 2, task) * weights).sum(axis: 1)
  }

  /// The share of the cycle that is over at each frame, from one contact of the foot to the next.
  private static func phases(of leg: LegRecording) -> [Double] {
    var result = [Double](repeating: .nan, count: leg.frameCount)
    let contacts = (1..<max(1, leg.frameCount)).filter { leg.isSwing[$0 - 1] && !leg.isSwing[$0] }
    for (start, end) in zip(contacts, contacts.dropFirst()) {
      for frame in start..<end { result[frame] = Double(frame - start) / Double(end - start) }
    }
    return result
  }
}
