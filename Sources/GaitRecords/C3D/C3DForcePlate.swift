/// A force plate of a C3D file: where it lies, its channels, and what turns them into a load.
///
/// Channels hold the reaction of the ground, as the format asks: with the plate's third axis pointing
/// down, the vertical force on a standing person is negative in the plate and up in the laboratory.
public struct C3DForcePlate: Equatable, Sendable {
  /// What the channels of a plate are.
  public enum Kind: Int, Hashable, Sendable, Codable, CaseIterable {
    /// Force, centre of pressure x and y, free moment.
    case centreOfPressure = 1
    /// Force and moment.
    case forceAndMoment = 2
    /// Eight forces of a plate on four feet: x12, x34, y14, y23, z1, z2, z3, z4.
    case eightForces = 3
    /// Six signals that a 6 by 6 matrix turns into force and moment.
    case calibratedSix = 4
    /// Eight signals that a 6 by 8 matrix turns into force and moment.
    case calibratedEight = 5

    /// The number of channels.
    public var channelCount: Int {
      switch self {
      case .eightForces, .calibratedEight: 8
      case .centreOfPressure, .forceAndMoment, .calibratedSix: 6
      }
    }
  }

  /// The plate's number in the laboratory, from 1.
  public let number: Int
  /// What the channels are.
  public let kind: Kind
  /// The corners in the laboratory, in metres: those of the plate's quadrants ++, -+, --, +-.
  public let corners: [SIMD3<Double>]
  /// The surface's centre seen from the sensors' origin, in metres and in the plate's axes.
  ///
  /// Of eight forces, x and y are the distances of the feet from the plate's axes.
  public let origin: SIMD3<Double>
  /// The six rows of the calibration matrix, for the plates that have one.
  public let calibration: [[Double]]?
  /// The unit of lengths in the file, in which moments count that have no unit of their own.
  public let lengthUnit: PhysicalUnit
  /// The frames of points, from 1, over which the unloaded plate was recorded; nil if none were.
  public let baselineFrames: ClosedRange<Int>?
  /// The channels, `[time, 6]` or `[time, 8]`.
  public let signal: SampledSignal

  /// The plate's axes in the laboratory; nil if its corners span no plane.
  public var axes: [SIMD3<Double>]? {
    let across = corners[0] - corners[1]
    let along = corners[0] - corners[3]
    guard let x = across.normalised, let z = across.crossed(along).normalised else { return nil }
    return [x, z.crossed(x), z]
  }

  /// The middle of the surface in the laboratory, in metres.
  public var centre: SIMD3<Double> { corners.reduce(.zero, +) / 4 }

  /// The force in N and the moment in N m in the plate's axes, about the middle of its surface.
  public var record: ForcePlateRecord {
    var samples = [Float]()
    samples.reserveCapacity(signal.frameCount * 6)
    let load = ForcePlateLoad(self)
    for frame in 0..<signal.frameCount {
      let (force, moment) = load.forceAndMoment(frame)
      for place in 0..<3 { samples.append(Float(force[place])) }
      for place in 0..<3 { samples.append(Float(moment[place])) }
    }
    let channels =
      ["Fx", "Fy", "Fz"].map { Channel(name: "\($0)\(number)", unit: .newton) }
      + ["Mx", "My", "Mz"].map { Channel(name: "\($0)\(number)", unit: .newtonMetre) }
    return ForcePlateRecord(
      number: number,
      signal: SampledSignal(
        channels: channels, sampleRateHz: signal.sampleRateHz, startTimeS: signal.startTimeS,
        samples: samples))
  }

  /// The reaction of the ground in laboratory axes.
  ///
  /// - Parameter minimumForceN: The force through the surface from which a centre of pressure and a
  ///   free moment are given.
  /// - Returns: Force, centre of pressure and free moment; nil if the corners span no plane.
  public func groundReaction(minimumForceN: Double = 20) -> GroundReactionRecord? {
    guard let axes else { return nil }
    let load = ForcePlateLoad(self)
    let centre = centre
    var samples = [Float](repeating: .nan, count: signal.frameCount * 9)
    for frame in 0..<signal.frameCount {
      let (force, moment) = load.forceAndMoment(frame)
      let laboratory = axes[0] * force.x + axes[1] * force.y + axes[2] * force.z
      for place in 0..<3 { samples[frame * 9 + place] = Float(laboratory[place]) }
      guard abs(force.z) > minimumForceN else { continue }
      let pressure = SIMD3(-moment.y / force.z, moment.x / force.z, 0)
      let point = centre + axes[0] * pressure.x + axes[1] * pressure.y
      let turning = axes[2] * (moment.z - pressure.x * force.y + pressure.y * force.x)
      for place in 0..<3 {
        samples[frame * 9 + 3 + place] = Float(point[place])
        samples[frame * 9 + 6 + place] = Float(turning[place])
      }
    }
    let units: [PhysicalUnit] = [.newton, .metre, .newtonMetre]
    return GroundReactionRecord(
      number: number,
      signal: SampledSignal(
        channels: GroundReactionRecord.channelNames.enumerated().map {
          Channel(name: $1, unit: units[$0 / 3])
        }, sampleRateHz: signal.sampleRateHz, startTimeS: signal.startTimeS, samples: samples))
  }
}

extension SIMD3 where Scalar == Double {
  /// The vector product.
  func crossed(_ other: Self) -> Self {
    Self(
      y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
  }

  /// The vector of length one; nil if there is none.
  var normalised: Self? {
    let length = (self * self).sum().squareRoot()
    return length.isFinite && length > 0 ? self / length : nil
  }
}
