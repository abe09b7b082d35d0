/// What one inertial measurement unit felt, on up to three clocks.
public struct IMURecord: Equatable, Sendable, Codable {
  /// The segment the unit was strapped to.
  public let segment: BodySegment
  /// The side of the body; nil for the trunk and the head.
  public let side: Side?
  /// The axes of the channels.
  public let frame: SensorFrame
  /// Specific force in m/s², `[time, 3]`; at rest it points up and is one g long.
  public let acceleration: SampledSignal?
  /// Angular rate in rad/s, `[time, 3]`.
  public let angularRate: SampledSignal?
  /// Magnetic field, `[time, 3]`; most makers scale it to the local field, so it has no unit.
  public let magneticField: SampledSignal?

  /// Creates a record; a quantity that was not recorded is nil.
  ///
  /// - Precondition: Every signal has three channels.
  public init(
    segment: BodySegment, side: Side? = nil, frame: SensorFrame = .housing,
    acceleration: SampledSignal? = nil, angularRate: SampledSignal? = nil,
    magneticField: SampledSignal? = nil
  ) {
    for signal in [acceleration, angularRate, magneticField] {
      precondition(
        signal.map { $0.channelCount == 3 } ?? true,
        "IMURecord: \(signal?.channelCount ?? 0) channels, not 3")
    }
    self.segment = segment
    self.side = side
    self.frame = frame
    self.acceleration = acceleration
    self.angularRate = angularRate
    self.magneticField = magneticField
  }

  private enum CodingKeys: String, CodingKey {
    case segment, side, frame, acceleration, angularRate, magneticField
  }

  /// Reads a record.
  ///
  /// - Throws: `DecodingError` if a signal does not have three channels.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func signal(_ key: CodingKeys) throws -> SampledSignal? {
      let signal = try container.decodeIfPresent(SampledSignal.self, forKey: key)
      if let signal, signal.channelCount != 3 {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container,
          debugDescription: "expected 3 channels, found \(signal.channelCount)")
      }
      return signal
    }
    self.init(
      segment: try container.decode(BodySegment.self, forKey: .segment),
      side: try container.decodeIfPresent(Side.self, forKey: .side),
      frame: try container.decode(SensorFrame.self, forKey: .frame),
      acceleration: try signal(.acceleration), angularRate: try signal(.angularRate),
      magneticField: try signal(.magneticField))
  }
}
