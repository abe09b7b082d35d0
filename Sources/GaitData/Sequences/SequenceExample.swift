import GaitRecords

/// One recording, scaled and ready for a network: streams of channels, targets and their weights.
public struct SequenceExample: Sendable {
  /// Who was recorded; splits group by it.
  public let participant: ParticipantID
  /// The streams, each [frame, channel], all of one length.
  public let streams: [FrameMatrix]
  /// For each stream and channel, whether augmentation may add noise to it.
  public let isNoisy: [[Bool]]
  /// What is to be predicted [frame, target]; any number where the weight is zero.
  public let target: FrameMatrix
  /// How much each frame counts in training; 0 where the target is unknown.
  public let weights: [Float]

  /// A recording of given parts.
  ///
  /// - Precondition: Equal numbers of frames.
  public init(
    participant: ParticipantID, streams: [FrameMatrix], isNoisy: [[Bool]], target: FrameMatrix,
    weights: [Float]
  ) {
    precondition(
      streams.allSatisfy { $0.frameCount == target.frameCount }
        && weights.count == target.frameCount
        && isNoisy.map(\.count) == streams.map(\.channelCount),
      "SequenceExample: parts of different lengths")
    self.participant = participant
    self.streams = streams
    self.isNoisy = isNoisy
    self.target = target
    self.weights = weights
  }

  /// The number of frames.
  public var frameCount: Int { target.frameCount }
}
