/// Where the force under a foot or a body acts, over time.
///
/// Coordinates have the unit of the sensors' positions, x to the right and y forward. Frames with
/// less force than the threshold have no centre: NaN.
public struct CentreOfPressure: Hashable, Sendable {
  /// The place of the centre at each frame; NaN where there is none.
  public let places: [SIMD2<Double>]
  /// The total force at each frame in newtons; NaN where a sensor is missing.
  public let forces: [Double]

  /// A path that a force plate computed.
  ///
  /// - Precondition: As many forces as places.
  public init(places: [SIMD2<Double>], forces: [Double]) {
    precondition(
      places.count == forces.count,
      "CentreOfPressure: \(forces.count) forces for \(places.count) places")
    self.places = places
    self.forces = forces
  }

  /// The centre of the sensors' positions, weighted by their forces.
  ///
  /// - Parameters:
  ///   - sensorForces: The forces of each sensor over time [sensor][frame] in newtons; NaN where
  ///     missing.
  ///   - positions: The place of each sensor.
  ///   - minimumForceN: The total force below which there is no centre.
  /// - Throws: `SignalError.differentLengths` if sensors, positions or frames do not agree.
  public init(
    sensorForces: [[Double]], positions: [SIMD2<Double>], minimumForceN: Double = 20
  ) throws(SignalError) {
    let operation = "centre of pressure"
    guard sensorForces.count == positions.count else {
      throw .differentLengths(
        operation: operation, expected: positions.count, found: sensorForces.count)
    }
    let frames = sensorForces.first?.count ?? 0
    for sensor in sensorForces where sensor.count != frames {
      throw .differentLengths(operation: operation, expected: frames, found: sensor.count)
    }
    var places: [SIMD2<Double>] = []
    var forces: [Double] = []
    for frame in 0..<frames {
      var total = 0.0
      var moment = SIMD2<Double>.zero
      for (sensor, position) in zip(sensorForces, positions) {
        total += sensor[frame]
        moment += sensor[frame] * position
      }
      forces.append(total)
      places.append(total >= minimumForceN ? moment / total : SIMD2(.nan, .nan))
    }
    self.places = places
    self.forces = forces
  }

  /// The common centre of both feet, each weighted by its force.
  ///
  /// A foot below its threshold counts as unloaded; a frame in which a sensor is missing, or in
  /// which neither foot is loaded, has no centre.
  ///
  /// - Parameters:
  ///   - left: The centre under the left foot.
  ///   - right: The centre under the right foot, in the same coordinates.
  /// - Throws: `SignalError.differentLengths` if they cover different numbers of frames.
  public init(
    left: CentreOfPressure, right: CentreOfPressure
  ) throws(SignalError) {
    guard left.places.count == right.places.count else {
      throw .differentLengths(
        operation: "common centre of pressure", expected: left.places.count,
        found: right.places.count)
    }
    var places: [SIMD2<Double>] = []
    var forces: [Double] = []
    for frame in left.places.indices {
      var total = 0.0
      var moment = SIMD2<Double>.zero
      for foot in [left, right] {
        if foot.forces[frame].isNaN { total = .nan }
        if foot.places[frame].x.isNaN { continue }
        total += foot.forces[frame]
        moment += foot.forces[frame] * foot.places[frame]
      }
      forces.append(total)
      places.append(total > 0 ? moment / total : SIMD2(.nan, .nan))
    }
    self.places = places
    self.forces = forces
  }
}
