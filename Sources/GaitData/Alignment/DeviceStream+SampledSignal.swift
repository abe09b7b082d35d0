import GaitRecords
import GaitSignal

extension DeviceStream {
  /// A recorded signal as a stream to be aligned with those of other devices.
  ///
  /// - Parameters:
  ///   - name: The device, as it shall be called in what comes out.
  ///   - signal: The channels; missing samples stay missing.
  ///   - clock: How the device's clock relates to the common one.
  ///   - interpolation: How values between samples are found.
  public init(
    name: String, signal: SampledSignal, clock: ClockMap = .identity,
    interpolation: Interpolation = .bandLimited
  ) {
    self.init(
      name: name,
      channels: (0..<signal.channelCount).map {
        signal.values(ofChannel: $0).map { Double($0) }
      },
      sampleRateHz: signal.sampleRateHz, startTimeS: signal.startTimeS, clock: clock,
      interpolation: interpolation)
  }
}

extension AlignedStreams {
  /// The channels of one device as a signal on the common clock.
  ///
  /// - Parameters:
  ///   - device: The device's place.
  ///   - channels: What its channels are, as in the signal that was aligned.
  /// - Returns: A signal; missing samples are marked.
  /// - Precondition: There is such a device, with as many channels.
  public func signal(ofDevice device: Int, channels: [Channel]) -> SampledSignal {
    let values = devices[device].channels
    precondition(
      values.count == channels.count,
      "\(devices[device].name): \(channels.count) descriptions for \(values.count) channels")
    var samples = [Float]()
    samples.reserveCapacity(frameCount * values.count)
    for frame in 0..<frameCount {
      for channel in values { samples.append(Float(channel[frame])) }
    }
    return SampledSignal(
      channels: channels, sampleRateHz: sampleRateHz, startTimeS: startTimeS, samples: samples)
  }

  /// Brings recorded signals onto one clock.
  ///
  /// - Parameters:
  ///   - recordings: Each device's name, signal and clock, and how its values are found.
  ///   - sampleRateHz: The rate of the common clock.
  ///   - extent: Which stretch of time is kept.
  /// - Returns: One signal for each recording, all with the same start, rate and number of frames.
  /// - Throws: `SignalError` as `init(of:sampleRateHz:extent:)`.
  public static func aligning(
    _ recordings: [Recording], sampleRateHz: Double, extent: Extent = .shared
  ) throws(SignalError) -> [SampledSignal] {
    let streams = recordings.map {
      DeviceStream(
        name: $0.name, signal: $0.signal, clock: $0.clock, interpolation: $0.interpolation)
    }
    let aligned = try AlignedStreams(of: streams, sampleRateHz: sampleRateHz, extent: extent)
    return recordings.indices.map {
      aligned.signal(ofDevice: $0, channels: recordings[$0].signal.channels)
    }
  }

  /// What one device recorded, and by which clock.
  public struct Recording: Sendable {
    /// The device.
    public var name: String
    /// What it recorded.
    public var signal: SampledSignal
    /// How its clock relates to the common one.
    public var clock: ClockMap
    /// How values between samples are found.
    public var interpolation: DeviceStream.Interpolation

    /// Describes a recording.
    public init(
      name: String, signal: SampledSignal, clock: ClockMap = .identity,
      interpolation: DeviceStream.Interpolation = .bandLimited
    ) {
      self.name = name
      self.signal = signal
      self.clock = clock
      self.interpolation = interpolation
    }
  }
}
