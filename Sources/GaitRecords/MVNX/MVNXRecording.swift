/// A recording of an Xsens MVN suit in its XML format (`.mvnx`).
public struct MVNXRecording: Equatable, Sendable, Codable {
  /// What a frame holds for every segment, joint or sensor.
  public enum Quantity: String, Hashable, Sendable, Codable, CaseIterable {
    /// Orientation of each segment as a quaternion w, x, y, z.
    case orientation
    /// Position of each segment's origin in metres.
    case position
    /// Velocity of each segment's origin in m/s.
    case velocity
    /// Acceleration of each segment's origin in m/s².
    case acceleration
    /// Angular velocity of each segment in rad/s.
    case angularVelocity
    /// Angular acceleration of each segment in rad/s².
    case angularAcceleration
    /// Angles of each joint, order ZXY: abduction, rotation, flexion; radians here.
    case jointAngle
    /// Angles of each joint, order XZY; radians here.
    case jointAngleXZY
    /// Acceleration of each sensor without gravity, in m/s².
    case sensorFreeAcceleration
    /// Magnetic field at each sensor, scaled to the local field.
    case sensorMagneticField
    /// Orientation of each sensor as a quaternion.
    case sensorOrientation
    /// Position of the body's centre of mass in metres.
    case centerOfMass
  }

  /// The subject's label.
  public var subject: String
  /// Frames per second.
  public var frameRateHz: Double
  /// The names of the segments.
  public var segments: [String]
  /// The names of the joints.
  public var joints: [String]
  /// The names of the sensors.
  public var sensors: [String]
  /// The signals by quantity, SI, in the suit's axes: x forward, y left, z up.
  public var signals: [Quantity: SampledSignal]

  /// Creates a recording.
  public init(
    subject: String = "", frameRateHz: Double, segments: [String], joints: [String] = [],
    sensors: [String] = [], signals: [Quantity: SampledSignal]
  ) {
    self.subject = subject
    self.frameRateHz = frameRateHz
    self.segments = segments
    self.joints = joints
    self.sensors = sensors
    self.signals = signals
  }

  /// The channels of one segment, joint or sensor; nil if the quantity or the name is not there.
  ///
  /// - Parameters:
  ///   - quantity: The quantity.
  ///   - name: The segment, joint or sensor.
  /// - Returns: Three channels, or four for an orientation.
  public func signal(_ quantity: Quantity, of name: String) -> SampledSignal? {
    guard let signal = signals[quantity],
      let place = names(of: quantity).firstIndex(of: name)
    else { return nil }
    let width = quantity.width
    return signal.selecting(channels: Array(place * width..<(place + 1) * width))
  }

  /// The names that a quantity has a group of channels for.
  public func names(of quantity: Quantity) -> [String] {
    switch quantity.bearer {
    case .segment: segments
    case .joint: joints
    case .sensor: sensors
    case .body: ["body"]
    }
  }
}

extension MVNXRecording.Quantity {
  enum Bearer { case segment, joint, sensor, body }

  /// What the quantity is given for.
  var bearer: Bearer {
    switch self {
    case .jointAngle, .jointAngleXZY: .joint
    case .sensorFreeAcceleration, .sensorMagneticField, .sensorOrientation: .sensor
    case .centerOfMass: .body
    default: .segment
    }
  }

  /// How many numbers each bearer has.
  var width: Int { self == .orientation || self == .sensorOrientation ? 4 : 3 }

  /// The suffixes of the channels' names.
  var components: [String] { width == 4 ? ["w", "x", "y", "z"] : ["x", "y", "z"] }

  /// The unit in the file.
  var unit: PhysicalUnit {
    switch self {
    case .orientation, .sensorOrientation, .sensorMagneticField: .one
    case .position, .centerOfMass: .metre
    case .velocity: .metrePerSecond
    case .acceleration, .sensorFreeAcceleration: .metrePerSecondSquared
    case .angularVelocity: .radianPerSecond
    case .angularAcceleration:
      PhysicalUnit(symbol: "rad/s^2", dimension: PhysicalDimension(time: -2, angle: 1))
    case .jointAngle, .jointAngleXZY: .degree
    }
  }
}
