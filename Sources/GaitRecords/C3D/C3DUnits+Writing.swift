extension C3DUnits {
  /// States the units of points: that of markers, and groups of model outputs of other kinds.
  ///
  /// The groups a file came with are kept as long as they say the units that the channels have.
  static func fill(_ parameters: inout C3DParameters, labels: [String], channels: [Channel]) {
    let units = labels.indices.map { channels[3 * $0].sourceUnit }
    var report = ImportReport()
    let stated = C3DUnits(parameters, points: labels, analogCount: 0, file: "", report: &report)
    let isStated = zip(stated.points, units).allSatisfy {
      $0.dimension == $1.dimension && $0.siFactor == $1.siFactor
    }
    if parameters["POINT", "UNITS"] != nil, isStated { return }
    let length = units.first { $0.dimension == PhysicalUnit.metre.dimension } ?? .millimetre
    for (group, unit) in groups(parameters) {
      parameters["POINT", group] = nil
      parameters["POINT", "\(unit)_UNITS"] = nil
    }
    parameters["POINT", "UNITS"] = .init("", .text([length.symbol]), dimensions: [1])
    var pairs = [String]()
    var done = Set<PhysicalUnit>()
    for unit in units where unit != length && done.insert(unit).inserted {
      let base = name(of: unit)
      let used = pairs.filter { $0.hasPrefix(base) && $0.hasSuffix("S") }.count
      let name = used == 0 ? base : "\(base)_\(used + 1)"
      let members = zip(labels, units).filter { $0.1 == unit }.map(\.0)
      parameters.setWords("POINT", "\(name)S", members)
      parameters["POINT", "\(name)_UNITS"] = .init("", .text([unit.symbol]), dimensions: [1])
      pairs += ["\(name)S", name]
    }
    parameters["POINT", "TYPE_GROUPS"] =
      pairs.isEmpty ? nil : .init("", .text(pairs), dimensions: [2, pairs.count / 2])
  }

  private static func name(of unit: PhysicalUnit) -> String {
    switch unit.dimension {
    case PhysicalUnit.radian.dimension: "ANGLE"
    case PhysicalUnit.newton.dimension, PhysicalUnit.newtonPerKilogram.dimension: "FORCE"
    case PhysicalUnit.newtonMetre.dimension, PhysicalUnit.newtonMetrePerKilogram.dimension: "MOMENT"
    case PhysicalDimension(mass: 1, length: 2, time: -3), PhysicalDimension(length: 2, time: -3):
      "POWER"
    default: "SCALAR"
    }
  }
}
