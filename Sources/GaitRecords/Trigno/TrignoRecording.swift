/// A text export of Delsys Trigno sensors.
///
/// Each channel has its own time column and its own rate, none of them round numbers of hertz; so
/// each is held on its own clock.
public struct TrignoRecording: Equatable, Sendable, Codable {
  /// What a channel measures.
  public enum Quantity: String, Hashable, Sendable, Codable, CaseIterable {
    /// Electromyography, in volts.
    case emg
    /// Specific force, in m/s².
    case acceleration
    /// Angular rate, in rad/s.
    case angularRate
    /// Magnetic field, in tesla.
    case magneticField
    /// Anything else, such as orientation or a load cell, in the SI unit of its own.
    case other
  }

  /// One channel of one sensor.
  public struct Track: Equatable, Sendable, Codable {
    /// The label in full, such as `Avanti sensor 1: ACC X 1`.
    public var label: String
    /// The label before the colon: the sensor or the muscle it sat on.
    public var sensor: String
    /// What the channel measures.
    public var quantity: Quantity
    /// The axis from 0 for a quantity with axes; nil for one without.
    public var axis: Int?
    /// The samples, one channel.
    public var signal: SampledSignal

    /// Creates a track.
    public init(
      label: String, sensor: String, quantity: Quantity, axis: Int? = nil, signal: SampledSignal
    ) {
      self.label = label
      self.sensor = sensor
      self.quantity = quantity
      self.axis = axis
      self.signal = signal
    }
  }

  /// The tracks in the file's order.
  public var tracks: [Track]

  /// Creates a recording.
  public init(tracks: [Track]) { self.tracks = tracks }

  /// The names of the sensors in the file's order.
  public var sensors: [String] {
    var seen = Set<String>()
    return tracks.map(\.sensor).filter { seen.insert($0).inserted }
  }

  /// The tracks of a quantity that share the first one's clock, as one signal; nil without any.
  ///
  /// - Parameters:
  ///   - quantity: The quantity, such as `emg`.
  ///   - sensor: The sensor; all sensors if nil.
  /// - Returns: The samples, one channel for each track.
  public func signal(of quantity: Quantity, sensor: String? = nil) -> SampledSignal? {
    let chosen = tracks.filter {
      $0.quantity == quantity && (sensor == nil || $0.sensor == sensor)
    }
    guard let first = chosen.first?.signal else { return nil }
    let shared = chosen.map(\.signal).filter { $0.isOnClock(of: first) }
    var samples = [Float]()
    samples.reserveCapacity(first.frameCount * shared.count)
    for frame in 0..<first.frameCount {
      for signal in shared { samples.append(signal.samples[frame]) }
    }
    return SampledSignal(
      channels: shared.flatMap(\.channels), sampleRateHz: first.sampleRateHz,
      startTimeS: first.startTimeS, samples: samples)
  }

  /// The inertial channels of a sensor; nil if it has none with three axes.
  ///
  /// - Parameters:
  ///   - sensor: The sensor's name.
  ///   - segment: Where the sensor sat, which the file does not say.
  ///   - side: On which side of the body.
  /// - Returns: The record.
  public func imu(
    _ sensor: String, segment: BodySegment = .unknown, side: Side? = nil
  ) -> IMURecord? {
    func axes(_ quantity: Quantity) -> SampledSignal? {
      let signal = signal(of: quantity, sensor: sensor)
      return signal?.channelCount == 3 ? signal : nil
    }
    let record = IMURecord(
      segment: segment, side: side, frame: .housing, acceleration: axes(.acceleration),
      angularRate: axes(.angularRate), magneticField: axes(.magneticField))
    return record.acceleration ?? record.angularRate ?? record.magneticField == nil ? nil : record
  }
}
