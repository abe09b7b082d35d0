import GaitTensor

/// Cuts a whole recording into overlapping windows and joins their predictions again.
public struct OverlappingWindows: Sendable {
  /// The first frame of each window.
  public let starts: [Int]
  /// Frames of a window; fewer than asked for where the recording is shorter.
  public let windowLength: Int
  private let frameCount: Int

  /// Windows every `hop` frames, the last one at the recording's end.
  ///
  /// A hop longer than a window is cut to its length, so that no frame is left out.
  public init(frameCount: Int, windowLength: Int, hop: Int) {
    self.frameCount = frameCount
    self.windowLength = min(windowLength, frameCount)
    let last = frameCount - self.windowLength
    var starts = Array(stride(from: 0, through: last, by: max(1, min(hop, self.windowLength))))
    if starts.last != last { starts.append(last) }
    self.starts = starts
  }

  /// The windows of a recording's stream [window, time, channel].
  public func windows(of stream: FrameMatrix) -> Tensor {
    let channels = stream.channelCount
    let values = starts.flatMap { start in
      stream.values[start * channels..<(start + windowLength) * channels]
    }
    return Tensor(values, shape: [starts.count, windowLength, channels])
  }

  /// Predictions [window, time, target] averaged where windows overlap, each frame weighted by its
  /// distance from the window's ends, where a network knows least.
  public func joined(_ predictions: Tensor) -> FrameMatrix {
    let targets = predictions.shape[2]
    let values = predictions.elements
    var sums = [Float](repeating: 0, count: frameCount * targets)
    var totals = [Float](repeating: 0, count: frameCount)
    for (window, start) in starts.enumerated() {
      for step in 0..<windowLength {
        let weight = Float(min(step + 1, windowLength - step))
        totals[start + step] += weight
        for target in 0..<targets {
          let value = values[(window * windowLength + step) * targets + target]
          sums[(start + step) * targets + target] += weight * value
        }
      }
    }
    for frame in 0..<frameCount {
      for target in 0..<targets { sums[frame * targets + target] /= totals[frame] }
    }
    return FrameMatrix(frameCount: frameCount, channelCount: targets, values: sums)
  }
}
