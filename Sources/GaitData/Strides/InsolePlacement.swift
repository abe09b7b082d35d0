import GaitRecords
import GaitSignal

/// Where two insoles lie when a person stands with parallel feet: the frame of a gait butterfly.
///
/// x points to the person's right and y forward, the middle between both insoles is zero.
public struct InsolePlacement: Hashable, Sendable, Codable {
  /// The length of an insole.
  public var length: Double
  /// The width of an insole.
  public var width: Double
  /// The distance between the midlines of both insoles.
  public var distance: Double

  /// A placement, in metres or any other unit of length; results are in the same.
  public init(length: Double, width: Double, distance: Double) {
    self.length = length
    self.width = width
    self.distance = distance
  }

  /// The published frame of gaitpdb's insoles, in the database's own units.
  public static let gaitPDB = InsolePlacement(length: 1600, width: 400, distance: 1000)

  /// The place of each sensor of a foot.
  public func positions(_ layout: InsoleLayout, _ side: Side) -> [SIMD2<Double>] {
    layout.sensors.map { sensor in
      let outward = distance / 2 + width * sensor.lateral
      return SIMD2(side == .left ? -outward : outward, length * sensor.anterior)
    }
  }
}

extension CentreOfPressure {
  /// The centre of pressure under one foot.
  ///
  /// There is none, nil, for insoles that measure pressure without the areas of their sensors.
  ///
  /// - Parameters:
  ///   - insole: The recording.
  ///   - placement: Where the insoles lie.
  ///   - minimumForceN: The total force below which there is no centre.
  /// - Throws: `SignalError` as `init(sensorForces:positions:minimumForceN:)` does.
  public init?(
    _ insole: InsoleRecord, placement: InsolePlacement, minimumForceN: Double = 20
  ) throws(SignalError) {
    guard insole.measuresForce else { return nil }
    let signal = insole.sensors
    let forces = (0..<signal.channelCount).map { sensor in
      (0..<signal.frameCount).map { frame in
        Double(signal.samples[frame * signal.channelCount + sensor])
      }
    }
    try self.init(
      sensorForces: forces, positions: placement.positions(insole.layout, insole.side),
      minimumForceN: minimumForceN)
  }
}
