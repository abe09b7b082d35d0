import GaitTensor

/// A part of what a network sees, whose importance is asked for: a channel, several, or a stream.
public struct InputPart: Sendable, Equatable {
  /// The part's name in results.
  public var name: String
  /// The stream's place among the inputs.
  public var stream: Int
  /// The channels' places in the stream's last axis; all if nil.
  public var channels: [Int]?

  /// A whole stream, or some of its channels.
  public init(_ name: String, stream: Int, channels: [Int]? = nil) {
    self.name = name
    self.stream = stream
    self.channels = channels
  }

  /// The streams [batch, time, channel] with this part of each sample taken from another sample.
  ///
  /// A sample keeps whole time courses, so that a permuted channel is still a plausible one.
  func exchanged(in inputs: [Tensor], from sources: [Int]) -> [Tensor] {
    replaced(in: inputs) { values, width, time, result in
      for (sample, source) in sources.enumerated() where sample != source {
        for step in 0..<time {
          let (to, from) = ((sample * time + step) * width, (source * time + step) * width)
          for channel in channels ?? Array(0..<width) {
            result[to + channel] = values[from + channel]
          }
        }
      }
    }
  }

  /// The streams with this part of a baseline.
  func ablated(in inputs: [Tensor], by baselines: [Tensor]) -> [Tensor] {
    let baseline = baselines[stream].elements
    return replaced(in: inputs) { values, width, _, result in
      for row in stride(from: 0, to: values.count, by: width) {
        for channel in channels ?? Array(0..<width) {
          result[row + channel] = baseline[row + channel]
        }
      }
    }
  }

  private func replaced(
    in inputs: [Tensor],
    _ change: (_ values: [Float], _ width: Int, _ time: Int, _ result: inout [Float]) -> Void
  ) -> [Tensor] {
    let input = inputs[stream]
    precondition(input.shape.rank == 3, "InputPart: stream of shape \(input.shape)")
    let values = input.elements
    var result = values
    change(values, input.shape[2], input.shape[1], &result)
    var changed = inputs
    changed[stream] = Tensor(result, shape: input.shape)
    return changed
  }
}
