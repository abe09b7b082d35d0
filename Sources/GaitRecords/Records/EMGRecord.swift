/// Surface electromyography of several muscles on one clock.
public struct EMGRecord: Equatable, Sendable, Codable {
  /// One electrode: where it sat, and what its signal is worth.
  public struct Electrode: Hashable, Sendable, Codable {
    /// The muscle under the electrode.
    public var muscle: Muscle
    /// The side of the body.
    public var side: Side
    /// Whether the channel can be used.
    public var quality: EMGQuality

    /// Creates an electrode.
    public init(muscle: Muscle, side: Side, quality: EMGQuality = .ok) {
      self.muscle = muscle
      self.side = side
      self.quality = quality
    }
  }

  /// What has been done to the signal since the amplifier.
  public enum Processing: String, Hashable, Sendable, Codable {
    /// As recorded.
    case raw
    /// Rectified and smoothed, in volts.
    case envelope
    /// An envelope divided by a reference amplitude.
    case normalisedEnvelope
  }

  /// The samples in volts (normalised envelopes have no unit), one channel per electrode.
  public let signal: SampledSignal
  /// The electrodes, in the order of the channels.
  public let electrodes: [Electrode]
  /// What has been done to the signal.
  public let processing: Processing

  /// Creates a record.
  ///
  /// - Precondition: There are as many electrodes as channels.
  public init(signal: SampledSignal, electrodes: [Electrode], processing: Processing = .raw) {
    precondition(
      signal.channelCount == electrodes.count,
      "EMGRecord: \(electrodes.count) electrodes for \(signal.channelCount) channels")
    self.signal = signal
    self.electrodes = electrodes
    self.processing = processing
  }

  /// The channel of a muscle; nil if it was not recorded.
  public func channel(of muscle: Muscle, _ side: Side) -> Int? {
    electrodes.firstIndex { $0.muscle == muscle && $0.side == side }
  }

  /// Whether a side has electrodes and every one of them gave a usable signal.
  public func isUsable(_ side: Side) -> Bool {
    let channels = electrodes.filter { $0.side == side }
    return !channels.isEmpty && channels.allSatisfy { $0.quality == .ok }
  }

  /// Whether a side has electrodes and every one of them is flat.
  public func isFlat(_ side: Side) -> Bool {
    let channels = electrodes.filter { $0.side == side }
    return !channels.isEmpty && channels.allSatisfy { $0.quality == .flat }
  }
}
