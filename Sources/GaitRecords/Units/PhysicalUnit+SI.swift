extension PhysicalUnit {
  /// The SI unit of the same dimension, by its usual name where it has one here.
  public var si: PhysicalUnit {
    if isSI { return self }
    return PhysicalUnit.namedSI[dimension]
      ?? PhysicalUnit(symbol: dimension.description, dimension: dimension)
  }

  private static let namedSI: [PhysicalDimension: PhysicalUnit] = [
    PhysicalDimension.none: .one,
    PhysicalUnit.second.dimension: .second,
    PhysicalUnit.hertz.dimension: .hertz,
    PhysicalUnit.kilogram.dimension: .kilogram,
    PhysicalUnit.metre.dimension: .metre,
    PhysicalUnit.radian.dimension: .radian,
    PhysicalUnit.radianPerSecond.dimension: .radianPerSecond,
    PhysicalUnit.metrePerSecond.dimension: .metrePerSecond,
    PhysicalUnit.metrePerSecondSquared.dimension: .metrePerSecondSquared,
    PhysicalUnit.newton.dimension: .newton,
    PhysicalUnit.newtonMetre.dimension: .newtonMetre,
    PhysicalUnit.newtonMetrePerKilogram.dimension: .newtonMetrePerKilogram,
    PhysicalUnit.pascal.dimension: .pascal,
    PhysicalUnit.volt.dimension: .volt,
    PhysicalUnit.tesla.dimension: .tesla,
  ]
}
