/// Channels sampled by one clock at a constant rate, with the missing samples marked.
///
/// A missing sample is never a zero: its place in `samples` holds NaN and its place in `isMissing`
/// holds `true`. The initialiser makes the two agree, so code may test either.
///
/// Samples are row-major `[time, channel]`: sample `t` of channel `c` is
/// `samples[t * channels.count + c]`, taken at `startTimeS + t / sampleRateHz`.
public struct SampledSignal: Sendable {
  /// What each channel is and in which unit.
  public let channels: [Channel]
  /// Samples of each channel per second.
  public let sampleRateHz: Double
  /// The time of the first sample on the recording's clock, in seconds.
  public var startTimeS: Double
  /// The samples, row-major `[time, channel]`; NaN where missing.
  public let samples: [Float]
  /// Which samples are missing, in the layout of `samples`; nil if none is.
  public let isMissing: [Bool]?

  /// Creates a signal; a sample is missing if it is NaN or its flag says so.
  ///
  /// - Parameters:
  ///   - channels: The channels, in the order of the samples.
  ///   - sampleRateHz: Samples of each channel per second.
  ///   - startTimeS: The time of the first sample.
  ///   - samples: Row-major `[time, channel]`.
  ///   - isMissing: Flags in the layout of `samples`, or nil if only NaN marks a gap.
  /// - Precondition: The rate is positive and finite; the sample count is a multiple of the
  ///   channel count; the flags are as many as the samples.
  public init(
    channels: [Channel], sampleRateHz: Double, startTimeS: Double = 0, samples: [Float],
    isMissing: [Bool]? = nil
  ) {
    precondition(
      sampleRateHz.isFinite && sampleRateHz > 0, "SampledSignal: the rate is \(sampleRateHz) Hz")
    precondition(
      channels.isEmpty ? samples.isEmpty : samples.count % channels.count == 0,
      "SampledSignal: \(samples.count) samples do not fill rows of \(channels.count) channels")
    precondition(
      isMissing.map { $0.count == samples.count } ?? true,
      "SampledSignal: \(isMissing?.count ?? 0) flags for \(samples.count) samples")
    self.channels = channels
    self.sampleRateHz = sampleRateHz
    self.startTimeS = startTimeS
    let marks = SampledSignal.reconciled(samples, isMissing)
    self.samples = marks.samples
    self.isMissing = marks.isMissing
  }

  /// The number of sampling times.
  public var frameCount: Int { channels.isEmpty ? 0 : samples.count / channels.count }

  /// The number of channels.
  public var channelCount: Int { channels.count }

  /// The time from the first sample to one sampling interval behind the last, in seconds.
  public var durationS: Double { Double(frameCount) / sampleRateHz }

  /// The time of a frame on the recording's clock, in seconds.
  public func timeS(ofFrame frame: Int) -> Double { startTimeS + Double(frame) / sampleRateHz }

  /// The sample of one channel at one frame; nil if it is missing.
  public subscript(frame: Int, channel: Int) -> Float? {
    precondition(
      frame >= 0 && frame < frameCount && channel >= 0 && channel < channelCount,
      "SampledSignal: [\(frame), \(channel)] is outside [\(frameCount), \(channelCount)]")
    let value = samples[frame * channelCount + channel]
    return value.isNaN ? nil : value
  }

  /// The place of the channel with this name; nil if there is none.
  public func channelIndex(named name: String) -> Int? {
    channels.firstIndex { $0.name == name }
  }

  /// Makes flags and NaN say the same, touching neither array when they already do.
  private static func reconciled(
    _ samples: [Float], _ isMissing: [Bool]?
  ) -> (samples: [Float], isMissing: [Bool]?) {
    var samples = samples
    if let flags = isMissing {
      for index in flags.indices where flags[index] { samples[index] = .nan }
    }
    guard samples.contains(where: \.isNaN) else { return (samples, nil) }
    return (samples, samples.map(\.isNaN))
  }
}

extension SampledSignal: Equatable {
  /// Whether two signals hold the same channels, clock and samples, missing ones in the same places.
  public static func == (left: SampledSignal, right: SampledSignal) -> Bool {
    guard left.channels == right.channels, left.sampleRateHz == right.sampleRateHz,
      left.startTimeS == right.startTimeS, left.samples.count == right.samples.count
    else { return false }
    return zip(left.samples, right.samples).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}
