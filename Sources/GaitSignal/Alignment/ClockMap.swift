/// How the time of one device follows from that of another: an offset, and a drift.
///
/// `reference time = offsetS + scale * device time`.
public struct ClockMap: Hashable, Sendable, Codable {
  /// Two moments at which both devices saw the same event, such as a stamp on a force plate.
  public struct SyncEvent: Hashable, Sendable, Codable {
    /// When the device saw it, in seconds of its own clock.
    public var deviceTimeS: Double
    /// When the reference saw it, in seconds of its clock.
    public var referenceTimeS: Double

    /// Creates an event.
    public init(deviceTimeS: Double, referenceTimeS: Double) {
      self.deviceTimeS = deviceTimeS
      self.referenceTimeS = referenceTimeS
    }
  }

  /// The reference's time at the device's zero, in seconds.
  public let offsetS: Double
  /// Seconds of the reference in one second of the device; 1 without drift.
  public let scale: Double

  /// The clock of the reference itself.
  public static let identity = ClockMap(offsetS: 0)

  /// Creates a map.
  ///
  /// - Parameters:
  ///   - offsetS: The reference's time at the device's zero.
  ///   - scale: Seconds of the reference in one second of the device.
  /// - Precondition: The scale is positive and both are finite.
  public init(offsetS: Double, scale: Double = 1) {
    precondition(
      offsetS.isFinite && scale > 0 && scale.isFinite, "ClockMap: \(offsetS) s, scale \(scale)")
    self.offsetS = offsetS
    self.scale = scale
  }

  /// Maps a device by one trigger, without drift.
  public init(trigger: SyncEvent) {
    self.init(offsetS: trigger.referenceTimeS - trigger.deviceTimeS)
  }

  /// Maps a device by events early and late in a recording; more than two give a line of least
  /// squares.
  ///
  /// - Parameters:
  ///   - events: At least two, at different times.
  ///   - greatestDrift: The largest departure of the scale from one that is believed; crystals
  ///     depart by a few hundred millionths at most, so a greater one is a wrong event.
  /// - Throws: `SignalError.tooShort` for fewer than two events; `SignalError.invalidParameter` for
  ///   events at one time or a drift that is not believed.
  public init(
    fitting events: [SyncEvent], greatestDrift: Double = 0.001
  ) throws(SignalError) {
    guard events.count > 1 else {
      throw .tooShort(operation: "clock drift", needed: 2, found: events.count)
    }
    let count = Double(events.count)
    let device = events.reduce(0) { $0 + $1.deviceTimeS } / count
    let reference = events.reduce(0) { $0 + $1.referenceTimeS } / count
    var product = 0.0
    var square = 0.0
    for event in events {
      product += (event.deviceTimeS - device) * (event.referenceTimeS - reference)
      square += (event.deviceTimeS - device) * (event.deviceTimeS - device)
    }
    let scale = product / square
    guard square > 0, abs(scale - 1) <= greatestDrift else {
      throw .invalidParameter(
        operation: "clock drift", expected: "a scale within \(greatestDrift) of 1",
        found: "\(scale)")
    }
    self.init(offsetS: reference - scale * device, scale: scale)
  }

  /// The reference's time at a time of the device.
  public func referenceTimeS(ofDevice timeS: Double) -> Double { offsetS + scale * timeS }

  /// The device's time at a time of the reference.
  public func deviceTimeS(ofReference timeS: Double) -> Double { (timeS - offsetS) / scale }

  /// How far each event lies from the map, in seconds of the reference.
  public func residualsS(of events: [SyncEvent]) -> [Double] {
    events.map { $0.referenceTimeS - referenceTimeS(ofDevice: $0.deviceTimeS) }
  }
}
