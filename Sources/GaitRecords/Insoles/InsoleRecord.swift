/// What one instrumented insole recorded.
///
/// The sensors' unit says what they measure: pascal for pressure, newton for force. The total force
/// and the centre of pressure are there where the source brings its own.
public struct InsoleRecord: Equatable, Sendable, Codable {
  /// The foot.
  public let side: Side
  /// Where the sensors lie.
  public let layout: InsoleLayout
  /// Pressure in pascal or force in newton, `[time, sensor]` in the order of the layout.
  public let sensors: SampledSignal
  /// Acceleration, m/s^2, `[time, 3]` in the insole's axes; nil if not recorded.
  public let acceleration: SampledSignal?
  /// Angular rate, rad/s, `[time, 3]` in the insole's axes; nil if not recorded.
  public let angularRate: SampledSignal?
  /// The total force under the foot, N, `[time, 1]`; nil if the source states none.
  public let totalForce: SampledSignal?
  /// The centre of pressure as the source states it, `[time, 2]`: lateral and anterior fractions of
  /// the insole, from its middle; nil if it states none.
  public let centreOfPressure: SampledSignal?
  /// The wearer's body mass in kilograms; nil where unknown.
  public var bodyMassKg: Double?

  /// Creates a record.
  ///
  /// - Precondition: There is a sensor channel for each sensor of the layout, in N or Pa; three
  ///   channels of acceleration and of angular rate, one of total force, two of centre of pressure.
  public init(
    side: Side, layout: InsoleLayout, sensors: SampledSignal, acceleration: SampledSignal? = nil,
    angularRate: SampledSignal? = nil, totalForce: SampledSignal? = nil,
    centreOfPressure: SampledSignal? = nil, bodyMassKg: Double? = nil
  ) {
    let complaint = InsoleRecord.complaint(
      layout: layout, sensors: sensors,
      others: [
        ("acceleration", acceleration, 3), ("angular rate", angularRate, 3),
        ("total force", totalForce, 1), ("centre of pressure", centreOfPressure, 2),
      ])
    precondition(complaint == nil, "InsoleRecord: \(complaint ?? "")")
    self.side = side
    self.layout = layout
    self.sensors = sensors
    self.acceleration = acceleration
    self.angularRate = angularRate
    self.totalForce = totalForce
    self.centreOfPressure = centreOfPressure
    self.bodyMassKg = bodyMassKg
  }

  /// Whether the sensors measure force, in newton, and not pressure.
  public var measuresForce: Bool {
    sensors.channels.allSatisfy { $0.unit.dimension == PhysicalUnit.newton.dimension }
  }

  /// What does not fit together, in words; nil if all does.
  private static func complaint(
    layout: InsoleLayout, sensors: SampledSignal,
    others: [(name: String, signal: SampledSignal?, channelCount: Int)]
  ) -> String? {
    guard sensors.channelCount == layout.sensorCount else {
      return "\(sensors.channelCount) sensor channels for the \(layout.sensorCount) sensors of "
        + layout.name
    }
    let kinds = Set(sensors.channels.map(\.unit.dimension))
    guard kinds == [PhysicalUnit.newton.dimension] || kinds == [PhysicalUnit.pascal.dimension]
    else {
      return "sensors in \(sensors.channels.map(\.unit.symbol)), not all in N or all in Pa"
    }
    for (name, signal, channelCount) in others {
      if let signal, signal.channelCount != channelCount {
        return "\(signal.channelCount) channels of \(name), not \(channelCount)"
      }
    }
    return nil
  }
}

extension InsoleRecord {
  private enum CodingKeys: String, CodingKey {
    case side, layout, sensors, acceleration, angularRate, totalForce, centreOfPressure, bodyMassKg
  }

  /// Reads a record.
  ///
  /// - Throws: `DecodingError` if its channels do not fit the layout.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let layout = try container.decode(InsoleLayout.self, forKey: .layout)
    let sensors = try container.decode(SampledSignal.self, forKey: .sensors)
    func signal(_ key: CodingKeys) throws -> SampledSignal? {
      try container.decodeIfPresent(SampledSignal.self, forKey: key)
    }
    let (acceleration, angularRate) = (try signal(.acceleration), try signal(.angularRate))
    let (force, centre) = (try signal(.totalForce), try signal(.centreOfPressure))
    let complaint = InsoleRecord.complaint(
      layout: layout, sensors: sensors,
      others: [
        ("acceleration", acceleration, 3), ("angular rate", angularRate, 3),
        ("total force", force, 1), ("centre of pressure", centre, 2),
      ])
    if let complaint {
      throw DecodingError.dataCorruptedError(
        forKey: .sensors, in: container, debugDescription: complaint)
    }
    self.init(
      side: try container.decode(Side.self, forKey: .side), layout: layout, sensors: sensors,
      acceleration: acceleration, angularRate: angularRate, totalForce: force,
      centreOfPressure: centre,
      bodyMassKg: try container.decodeIfPresent(Double.self, forKey: .bodyMassKg))
  }
}
