extension Unit {
  /// The SI unit of the same dimension, by its usual name where it has one here.
  public var si: Unit {
    if isSI { return self }
    return Unit.namedSI[dimension] ?? Unit(symbol: dimension.description, dimension: dimension)
  }

  private static let namedSI: [Dimension: Unit] = [
    Dimension.none: .one,
    Unit.second.dimension: .second,
    Unit.hertz.dimension: .hertz,
    Unit.kilogram.dimension: .kilogram,
    Unit.metre.dimension: .metre,
    Unit.radian.dimension: .radian,
    Unit.radianPerSecond.dimension: .radianPerSecond,
    Unit.metrePerSecond.dimension: .metrePerSecond,
    Unit.metrePerSecondSquared.dimension: .metrePerSecondSquared,
    Unit.newton.dimension: .newton,
    Unit.newtonMetre.dimension: .newtonMetre,
    Unit.newtonMetrePerKilogram.dimension: .newtonMetrePerKilogram,
    Unit.pascal.dimension: .pascal,
    Unit.volt.dimension: .volt,
  ]
}
