import GaitTensor

/// Numbers by frame and channel, the channel fastest.
public struct FrameMatrix: Sendable, Equatable {
  /// The number of frames.
  public let frameCount: Int
  /// The number of channels.
  public let channelCount: Int
  /// The numbers [frame, channel].
  public var values: [Float]

  /// A matrix of listed numbers.
  ///
  /// - Precondition: As many numbers as frames times channels.
  public init(frameCount: Int, channelCount: Int, values: [Float]) {
    precondition(
      values.count == frameCount * channelCount,
      "FrameMatrix: \(values.count) numbers for \(frameCount) frames of \(channelCount) channels")
    self.frameCount = frameCount
    self.channelCount = channelCount
    self.values = values
  }

  /// One number.
  public subscript(frame: Int, channel: Int) -> Float {
    values[frame * channelCount + channel]
  }

  /// The numbers at a place between frames, by straight lines; the ends are held.
  func appendRow(at place: Double, to row: inout [Float]) {
    let low = min(max(0, Int(place)), frameCount - 1)
    let high = min(low + 1, frameCount - 1)
    let share = Float(min(max(0, place - Double(low)), 1))
    for channel in 0..<channelCount {
      let a = values[low * channelCount + channel]
      let b = values[high * channelCount + channel]
      row.append(a + (b - a) * share)
    }
  }
}
