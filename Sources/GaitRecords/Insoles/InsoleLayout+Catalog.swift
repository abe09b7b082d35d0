extension InsoleLayout {
  /// The eight force sensors of the insoles behind PhysioNet's gaitpdb.
  ///
  /// The database states positions in units of its own, X from -700 to 700 across both feet and Y
  /// from -800 at the heel to 800 at the toes (Goldberger et al. 2000,
  /// doi:10.1161/01.CIR.101.23.e215). Here the outermost sensors lie at half the insole's length
  /// and width; `gaitPDBPosition(of:_:)` gives the published numbers.
  public static let gaitPDB8 = InsoleLayout(
    name: "gaitpdb-8",
    sensors: [
      Sensor(number: 1, lateral: 0, anterior: -0.5, region: .hindfoot),
      Sensor(number: 2, lateral: 0.5, anterior: -0.25, region: .hindfoot),
      Sensor(number: 3, lateral: -0.5, anterior: -0.25, region: .hindfoot),
      Sensor(number: 4, lateral: 0.5, anterior: 0, region: .midfoot),
      Sensor(number: 5, lateral: -0.5, anterior: 0, region: .midfoot),
      Sensor(number: 6, lateral: 0.5, anterior: 0.25, region: .forefoot),
      Sensor(number: 7, lateral: -0.5, anterior: 0.25, region: .forefoot),
      Sensor(number: 8, lateral: 0, anterior: 0.5, region: .toes),
    ])

  /// Sixteen pressure sensors counted from heel to toes, as OpenGo insoles count them.
  ///
  /// Sensors 1 to 4 lie under the heel, 5 to 8 under the midfoot, 9 to 13 under the heads of the
  /// metatarsals, 14 to 16 under the toes. The maker's table of positions is not public: those
  /// here are approximate, good for drawing and for a rough centre of pressure; files of these
  /// insoles bring their own centre of pressure.
  public static let openGo16 = InsoleLayout(
    name: "opengo-16",
    sensors: [
      Sensor(number: 1, lateral: -0.12, anterior: -0.43, region: .hindfoot),
      Sensor(number: 2, lateral: 0.14, anterior: -0.43, region: .hindfoot),
      Sensor(number: 3, lateral: -0.14, anterior: -0.32, region: .hindfoot),
      Sensor(number: 4, lateral: 0.16, anterior: -0.32, region: .hindfoot),
      Sensor(number: 5, lateral: -0.08, anterior: -0.17, region: .midfoot),
      Sensor(number: 6, lateral: 0.22, anterior: -0.17, region: .midfoot),
      Sensor(number: 7, lateral: -0.08, anterior: 0, region: .midfoot),
      Sensor(number: 8, lateral: 0.26, anterior: 0, region: .midfoot),
      Sensor(number: 9, lateral: -0.3, anterior: 0.2, region: .forefoot),
      Sensor(number: 10, lateral: -0.12, anterior: 0.2, region: .forefoot),
      Sensor(number: 11, lateral: 0.06, anterior: 0.19, region: .forefoot),
      Sensor(number: 12, lateral: 0.22, anterior: 0.16, region: .forefoot),
      Sensor(number: 13, lateral: 0.36, anterior: 0.12, region: .forefoot),
      Sensor(number: 14, lateral: 0.2, anterior: 0.33, region: .toes),
      Sensor(number: 15, lateral: 0, anterior: 0.38, region: .toes),
      Sensor(number: 16, lateral: -0.24, anterior: 0.41, region: .toes),
    ])

  /// The published coordinates of a gaitpdb sensor: X to the person's right, Y forward, in the
  /// database's own units, of a person standing with the feet parallel.
  ///
  /// - Parameters:
  ///   - index: The sensor's place in `gaitPDB8`, from 0.
  ///   - side: The foot.
  /// - Returns: X and Y.
  public static func gaitPDBPosition(of index: Int, _ side: Side) -> (x: Double, y: Double) {
    let sensor = gaitPDB8.sensors[index]
    let outward = 500 + 400 * sensor.lateral
    return (side == .left ? -outward : outward, 1600 * sensor.anterior)
  }
}
