/// Computes the load of a plate from its channels, in the plate's axes.
struct ForcePlateLoad {
  private let plate: C3DForcePlate
  /// What turns a stored channel into newtons, metres or newton metres.
  private let factors: [Double]
  private let origin: SIMD3<Double>

  init(_ plate: C3DForcePlate) {
    self.plate = plate
    let units = plate.signal.channels.map(\.sourceUnit)
    let moment = plate.lengthUnit.siFactor
    // Samples are in SI already where the file names a unit of the right kind; other channels are
    // taken as newtons and newton lengths. A calibration matrix is for the numbers of the file.
    let kinds: [(PhysicalDimension, Double)] =
      switch plate.kind {
      case .centreOfPressure:
        Array(repeating: (PhysicalUnit.newton.dimension, 1), count: 3)
          + Array(repeating: (PhysicalUnit.metre.dimension, moment), count: 2)
          + [(PhysicalUnit.newtonMetre.dimension, moment)]
      case .forceAndMoment, .calibratedSix, .calibratedEight:
        Array(repeating: (PhysicalUnit.newton.dimension, 1), count: 3)
          + Array(repeating: (PhysicalUnit.newtonMetre.dimension, moment), count: 3)
      case .eightForces: Array(repeating: (PhysicalUnit.newton.dimension, 1), count: 8)
      }
    if plate.calibration != nil {
      factors = kinds.enumerated().map { place, kind in
        units[place].dimension == kind.0 ? units[place].siFactor : kind.1
      }
    } else {
      factors = kinds.enumerated().map { place, kind in
        units[place].dimension == kind.0 ? 1 : kind.1 / units[place].siFactor
      }
    }
    // Plates are written with both signs; their sensors lie below their surface, and the third axis
    // points down.
    let stated = plate.origin
    switch plate.kind {
    case .centreOfPressure: origin = .zero
    case .eightForces: origin = SIMD3(abs(stated.x), abs(stated.y), -abs(stated.z))
    default: origin = stated.z > 0 ? -stated : stated
    }
  }

  /// The force in N, and the moment in N m about the middle of the surface.
  func forceAndMoment(_ frame: Int) -> (force: SIMD3<Double>, moment: SIMD3<Double>) {
    let count = plate.signal.channelCount
    let samples = plate.signal.samples[frame * count..<(frame + 1) * count]
    var values = samples.map(Double.init)
    if let calibration = plate.calibration {
      let stored = zip(values, plate.signal.channels).map { $0 / $1.sourceUnit.siFactor }
      values = calibration.map { row in zip(row, stored).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    for place in factors.indices { values[place] *= factors[place] }
    let force: SIMD3<Double>
    var moment: SIMD3<Double>
    switch plate.kind {
    case .centreOfPressure:
      force = SIMD3(values[0], values[1], values[2])
      let pressure = SIMD3(values[3], values[4], 0)
      return (force, pressure.crossed(force) + SIMD3(0, 0, values[5]))
    case .eightForces:
      force = SIMD3(values[0] + values[1], values[2] + values[3], values[4...7].reduce(0, +))
      moment = SIMD3(
        origin.y * (values[4] + values[5] - values[6] - values[7]),
        origin.x * (-values[4] + values[5] + values[6] - values[7]),
        origin.y * (values[1] - values[0]) + origin.x * (values[2] - values[3]))
      return (force, moment + force.crossed(SIMD3(0, 0, origin.z)))
    default:
      force = SIMD3(values[0], values[1], values[2])
      moment = SIMD3(values[3], values[4], values[5])
      return (force, moment + force.crossed(origin))
    }
  }
}
