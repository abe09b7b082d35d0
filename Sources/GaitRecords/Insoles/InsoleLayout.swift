/// Where the sensors of an instrumented insole lie.
///
/// Positions are fractions of the insole, the same for both feet: `lateral` grows from the inner
/// to the outer edge, `anterior` from heel to toes, and the middle is zero. Left and right insoles
/// are mirror images, so one layout serves both.
public struct InsoleLayout: Hashable, Sendable, Codable {
  /// The part of the foot above a sensor.
  public enum Region: String, Hashable, Sendable, Codable, CaseIterable {
    /// The heel.
    case hindfoot
    /// Between the heel and the heads of the metatarsals.
    case midfoot
    /// The heads of the metatarsals.
    case forefoot
    /// The toes.
    case toes
  }

  /// One sensor.
  public struct Sensor: Hashable, Sendable, Codable {
    /// The sensor's number as the maker counts, from 1.
    public let number: Int
    /// The distance from the midline towards the outer edge, as a fraction of the insole's width.
    public let lateral: Double
    /// The distance from the middle towards the toes, as a fraction of the insole's length.
    public let anterior: Double
    /// The part of the foot above the sensor.
    public let region: Region

    /// Creates a sensor.
    public init(number: Int, lateral: Double, anterior: Double, region: Region) {
      self.number = number
      self.lateral = lateral
      self.anterior = anterior
      self.region = region
    }
  }

  /// The layout's name.
  public let name: String
  /// The sensors in the order of their numbers.
  public let sensors: [Sensor]

  /// Creates a layout.
  ///
  /// - Precondition: There is at least one sensor, and no number twice.
  public init(name: String, sensors: [Sensor]) {
    precondition(
      !sensors.isEmpty && Set(sensors.map(\.number)).count == sensors.count,
      "InsoleLayout \(name): sensors numbered \(sensors.map(\.number))")
    self.name = name
    self.sensors = sensors
  }

  /// How many sensors a foot has.
  public var sensorCount: Int { sensors.count }

  /// The places in `sensors` of those under a part of the foot.
  public func indices(in region: Region) -> [Int] {
    sensors.indices.filter { sensors[$0].region == region }
  }
}
