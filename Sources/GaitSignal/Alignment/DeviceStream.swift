/// Channels that one device sampled at an even rate of its own clock.
public struct DeviceStream: Hashable, Sendable {
  /// How values between samples are found.
  public enum Interpolation: String, Hashable, Sendable, Codable {
    /// By a sinc, which also takes out what lies above half of a lower rate: for electromyograms,
    /// inertial sensors and forces.
    case bandLimited
    /// By straight lines: for signals with jumps, which a sinc would ring around; lets higher
    /// frequencies fold down when the rate is lowered.
    case linear
    /// By the nearest sample: for labels and states.
    case nearest
  }

  /// The device, as it shall be called in what comes out.
  public var name: String
  /// The samples of each channel, all as many; NaN where missing.
  public var channels: [[Double]]
  /// The nominal rate by the device's clock.
  public var sampleRateHz: Double
  /// The time of the first sample by the device's clock.
  public var startTimeS: Double
  /// How the device's clock relates to the common one.
  public var clock: ClockMap
  /// How values between samples are found.
  public var interpolation: Interpolation

  /// Creates a stream.
  ///
  /// - Precondition: The rate is positive; all channels have the same length.
  public init(
    name: String, channels: [[Double]], sampleRateHz: Double, startTimeS: Double = 0,
    clock: ClockMap = .identity, interpolation: Interpolation = .bandLimited
  ) {
    precondition(
      sampleRateHz > 0 && sampleRateHz.isFinite, "DeviceStream \(name): \(sampleRateHz) Hz")
    precondition(
      channels.allSatisfy { $0.count == channels[0].count },
      "DeviceStream \(name): channels of \(channels.map(\.count)) samples")
    self.name = name
    self.channels = channels
    self.sampleRateHz = sampleRateHz
    self.startTimeS = startTimeS
    self.clock = clock
    self.interpolation = interpolation
  }

  /// The number of samples of each channel.
  public var frameCount: Int { channels.first?.count ?? 0 }

  /// From the first to the last sample on the common clock, in seconds; nil without samples.
  public var spanS: ClosedRange<Double>? {
    guard frameCount > 0 else { return nil }
    let last = startTimeS + Double(frameCount - 1) / sampleRateHz
    return clock.referenceTimeS(ofDevice: startTimeS)...clock.referenceTimeS(ofDevice: last)
  }

  /// All channels at times of the common clock; NaN outside of the recording and inside gaps.
  func values(at timesS: [Double], rateHz: Double) -> [[Double]] {
    let bridged = channels.map(DeviceStream.bridged)
    let kernel = BandLimitedInterpolation(rateRatio: rateHz * clock.scale / sampleRateHz)
    var results = channels.map { _ in [Double](repeating: .nan, count: timesS.count) }
    for (frame, time) in timesS.enumerated() {
      var place = (clock.deviceTimeS(ofReference: time) - startTimeS) * sampleRateHz
      // A time that misses a sample by rounding alone is that of the sample.
      if abs(place - place.rounded()) < 1e-6 { place = place.rounded() }
      guard place >= 0, place <= Double(frameCount - 1) else { continue }
      let weights = interpolation == .bandLimited ? kernel.weights(at: place) : nil
      for (channel, samples) in channels.enumerated() {
        guard let whole = bridged[channel] else { continue }
        results[channel][frame] = value(at: place, of: samples, whole, weights)
      }
    }
    return results
  }

  private func value(
    at place: Double, of samples: [Double], _ bridged: [Double],
    _ weights: BandLimitedInterpolation.Weights?
  ) -> Double {
    let below = Int(place)
    let share = place - Double(below)
    if interpolation == .nearest { return samples[Int(place.rounded())] }
    guard !samples[below].isNaN, share == 0 || !samples[below + 1].isNaN else { return .nan }
    if let weights { return weights.sum(of: bridged) }
    return share == 0
      ? samples[below] : samples[below] + (samples[below + 1] - samples[below]) * share
  }

  /// The samples with gaps bridged by lines, and by the nearest sample at the ends, so that sums over
  /// neighbours have something to work on; nil if all are missing.
  private static func bridged(_ samples: [Double]) -> [Double]? {
    let gaps = missingRuns(of: samples)
    guard let first = gaps.first else { return samples }
    guard first.count < samples.count else { return nil }
    var bridged = fillingGaps(samples, maximumLength: samples.count).values
    for gap in gaps {
      if gap.lowerBound == 0 {
        for index in gap { bridged[index] = samples[gap.upperBound] }
      } else if gap.upperBound == samples.count {
        for index in gap { bridged[index] = samples[gap.lowerBound - 1] }
      }
    }
    return bridged
  }
}
