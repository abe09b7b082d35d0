/// The channels of several devices on one even clock.
///
/// Nothing is made up: outside of a device's recording and inside its gaps its channels are missing.
public struct AlignedStreams: Hashable, Sendable {
  /// Which stretch of time is kept.
  public enum Extent: String, Hashable, Sendable, Codable {
    /// That in which all devices recorded.
    case shared
    /// That in which any device recorded.
    case whole
  }

  /// The channels of one device.
  public struct Device: Hashable, Sendable {
    /// The device.
    public let name: String
    /// The samples of each channel on the common clock; NaN where missing.
    public let channels: [[Double]]
  }

  /// The rate of the common clock.
  public let sampleRateHz: Double
  /// The time of the first sample on the common clock.
  public let startTimeS: Double
  /// The number of samples of each channel.
  public let frameCount: Int
  /// The devices, in the order in which they were given.
  public let devices: [Device]

  /// Brings streams onto a common clock.
  ///
  /// The samples stand at whole multiples of the sampling interval from time zero of the common
  /// clock, so that several trials aligned this way share one grid.
  ///
  /// - Parameters:
  ///   - streams: The devices' streams, each with the map from its clock.
  ///   - sampleRateHz: The rate of the common clock.
  ///   - extent: Which stretch of time is kept.
  /// - Throws: `SignalError.tooShort` if there are no streams or one without samples;
  ///   `SignalError.invalidParameter` if devices never recorded at the same time, or for a rate that
  ///   is not positive or needs more than 2^31 samples.
  public init(
    of streams: [DeviceStream], sampleRateHz: Double, extent: Extent = .shared
  ) throws(SignalError) {
    guard sampleRateHz > 0, sampleRateHz.isFinite else {
      throw .invalidParameter(
        operation: "alignment", expected: "a positive rate", found: "\(sampleRateHz) Hz")
    }
    let spans = streams.compactMap(\.spanS)
    guard !spans.isEmpty, spans.count == streams.count else {
      throw .tooShort(operation: "alignment", needed: 1, found: 0)
    }
    let starts = spans.map(\.lowerBound)
    let ends = spans.map(\.upperBound)
    let start = (extent == .shared ? starts.max() : starts.min()) ?? 0
    let end = (extent == .shared ? ends.min() : ends.max()) ?? 0
    // A start that misses the grid by rounding alone is on it.
    let first = (start * sampleRateHz - 1e-6).rounded(.up)
    let last = (end * sampleRateHz + 1e-6).rounded(.down)
    guard first <= last, last - first < Double(1 << 31) else {
      throw .invalidParameter(
        operation: "alignment", expected: "streams that share a stretch of time",
        found: "\(start) s to \(end) s")
    }
    let count = Int(last - first) + 1
    let times = (0..<count).map { (first + Double($0)) / sampleRateHz }
    self.sampleRateHz = sampleRateHz
    startTimeS = first / sampleRateHz
    frameCount = count
    devices = streams.map { stream in
      Device(name: stream.name, channels: stream.values(at: times, rateHz: sampleRateHz))
    }
  }

  /// Which samples of a device's channels are missing, in the layout of its channels.
  public func isMissing(device: Int) -> [[Bool]] {
    devices[device].channels.map { $0.map(\.isNaN) }
  }

  /// The frames in which every channel of every device is present, in order.
  public var completeRuns: [Range<Int>] {
    let marks = (0..<frameCount).map { frame in
      devices.contains { $0.channels.contains { $0[frame].isNaN } } ? Double.nan : 0
    }
    return presentRuns(of: marks)
  }
}
