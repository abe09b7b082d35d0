/// The units of gait laboratories.
extension Unit {
  /// No unit: ratios, flags, normalised amplitudes.
  public static let one = Unit(symbol: "1", dimension: .none)
  /// Percent.
  public static let percent = Unit(symbol: "%", dimension: .none, siFactor: 0.01)

  /// Second.
  public static let second = Unit(symbol: "s", dimension: Dimension(time: 1))
  /// Millisecond.
  public static let millisecond = Unit(
    symbol: "ms", dimension: Dimension(time: 1), siFactor: 1e-3)
  /// Microsecond.
  public static let microsecond = Unit(
    symbol: "us", dimension: Dimension(time: 1), siFactor: 1e-6)
  /// Hertz.
  public static let hertz = Unit(symbol: "Hz", dimension: Dimension(time: -1))

  /// Kilogram.
  public static let kilogram = Unit(symbol: "kg", dimension: Dimension(mass: 1))
  /// Metre.
  public static let metre = Unit(symbol: "m", dimension: Dimension(length: 1))
  /// Centimetre.
  public static let centimetre = Unit(
    symbol: "cm", dimension: Dimension(length: 1), siFactor: 1e-2)
  /// Millimetre.
  public static let millimetre = Unit(
    symbol: "mm", dimension: Dimension(length: 1), siFactor: 1e-3)

  /// Radian.
  public static let radian = Unit(symbol: "rad", dimension: Dimension(angle: 1))
  /// Degree of arc.
  public static let degree = Unit(
    symbol: "deg", dimension: Dimension(angle: 1), siFactor: .pi / 180)
  /// Radian per second.
  public static let radianPerSecond = Unit(
    symbol: "rad/s", dimension: Dimension(time: -1, angle: 1))
  /// Degree per second.
  public static let degreePerSecond = Unit(
    symbol: "deg/s", dimension: Dimension(time: -1, angle: 1), siFactor: .pi / 180)

  /// Metre per second.
  public static let metrePerSecond = Unit(
    symbol: "m/s", dimension: Dimension(length: 1, time: -1))
  /// Metre per second squared.
  public static let metrePerSecondSquared = Unit(
    symbol: "m/s^2", dimension: Dimension(length: 1, time: -2))
  /// Standard gravity, 9.80665 m/s^2: what IMU makers write as `g`.
  public static let standardGravity = Unit(
    symbol: "g", dimension: Dimension(length: 1, time: -2), siFactor: 9.80665)

  /// Newton.
  public static let newton = Unit(
    symbol: "N", dimension: Dimension(mass: 1, length: 1, time: -2))
  /// Newton per kilogram of body mass.
  public static let newtonPerKilogram = Unit(
    symbol: "N/kg", dimension: Dimension(length: 1, time: -2))
  /// Newton metre.
  public static let newtonMetre = Unit(
    symbol: "N m", dimension: Dimension(mass: 1, length: 2, time: -2))
  /// Newton millimetre.
  public static let newtonMillimetre = Unit(
    symbol: "N mm", dimension: Dimension(mass: 1, length: 2, time: -2), siFactor: 1e-3)
  /// Newton metre per kilogram of body mass.
  public static let newtonMetrePerKilogram = Unit(
    symbol: "N m/kg", dimension: Dimension(length: 2, time: -2))
  /// Newton millimetre per kilogram of body mass: what Vicon writes for joint moments.
  public static let newtonMillimetrePerKilogram = Unit(
    symbol: "N mm/kg", dimension: Dimension(length: 2, time: -2), siFactor: 1e-3)

  /// Pascal.
  public static let pascal = Unit(
    symbol: "Pa", dimension: Dimension(mass: 1, length: -1, time: -2))
  /// Kilopascal.
  public static let kilopascal = Unit(
    symbol: "kPa", dimension: Dimension(mass: 1, length: -1, time: -2), siFactor: 1e3)
  /// Newton per square centimetre: what pressure insoles write.
  public static let newtonPerSquareCentimetre = Unit(
    symbol: "N/cm^2", dimension: Dimension(mass: 1, length: -1, time: -2), siFactor: 1e4)

  /// Volt.
  public static let volt = Unit(
    symbol: "V", dimension: Dimension(mass: 1, length: 2, time: -3, current: -1))
  /// Millivolt.
  public static let millivolt = Unit(
    symbol: "mV", dimension: Dimension(mass: 1, length: 2, time: -3, current: -1), siFactor: 1e-3)
  /// Microvolt.
  public static let microvolt = Unit(
    symbol: "uV", dimension: Dimension(mass: 1, length: 2, time: -3, current: -1), siFactor: 1e-6)
}
