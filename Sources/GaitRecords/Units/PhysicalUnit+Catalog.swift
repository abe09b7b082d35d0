/// The units of gait laboratories.
extension PhysicalUnit {
  /// No unit: ratios, flags, normalised amplitudes.
  public static let one = PhysicalUnit(symbol: "1", dimension: .none)
  /// Percent.
  public static let percent = PhysicalUnit(symbol: "%", dimension: .none, siFactor: 0.01)

  /// Second.
  public static let second = PhysicalUnit(symbol: "s", dimension: PhysicalDimension(time: 1))
  /// Millisecond.
  public static let millisecond = PhysicalUnit(
    symbol: "ms", dimension: PhysicalDimension(time: 1), siFactor: 1e-3)
  /// Microsecond.
  public static let microsecond = PhysicalUnit(
    symbol: "us", dimension: PhysicalDimension(time: 1), siFactor: 1e-6)
  /// Hertz.
  public static let hertz = PhysicalUnit(symbol: "Hz", dimension: PhysicalDimension(time: -1))

  /// Kilogram.
  public static let kilogram = PhysicalUnit(symbol: "kg", dimension: PhysicalDimension(mass: 1))
  /// Metre.
  public static let metre = PhysicalUnit(symbol: "m", dimension: PhysicalDimension(length: 1))
  /// Centimetre.
  public static let centimetre = PhysicalUnit(
    symbol: "cm", dimension: PhysicalDimension(length: 1), siFactor: 1e-2)
  /// Millimetre.
  public static let millimetre = PhysicalUnit(
    symbol: "mm", dimension: PhysicalDimension(length: 1), siFactor: 1e-3)

  /// Radian.
  public static let radian = PhysicalUnit(symbol: "rad", dimension: PhysicalDimension(angle: 1))
  /// Degree of arc.
  public static let degree = PhysicalUnit(
    symbol: "deg", dimension: PhysicalDimension(angle: 1), siFactor: .pi / 180)
  /// Radian per second.
  public static let radianPerSecond = PhysicalUnit(
    symbol: "rad/s", dimension: PhysicalDimension(time: -1, angle: 1))
  /// Degree per second.
  public static let degreePerSecond = PhysicalUnit(
    symbol: "deg/s", dimension: PhysicalDimension(time: -1, angle: 1), siFactor: .pi / 180)

  /// Metre per second.
  public static let metrePerSecond = PhysicalUnit(
    symbol: "m/s", dimension: PhysicalDimension(length: 1, time: -1))
  /// Metre per second squared.
  public static let metrePerSecondSquared = PhysicalUnit(
    symbol: "m/s^2", dimension: PhysicalDimension(length: 1, time: -2))
  /// Standard gravity, 9.80665 m/s^2: what IMU makers write as `g`.
  public static let standardGravity = PhysicalUnit(
    symbol: "g", dimension: PhysicalDimension(length: 1, time: -2), siFactor: 9.80665)

  /// Newton.
  public static let newton = PhysicalUnit(
    symbol: "N", dimension: PhysicalDimension(mass: 1, length: 1, time: -2))
  /// Newton per kilogram of body mass.
  public static let newtonPerKilogram = PhysicalUnit(
    symbol: "N/kg", dimension: PhysicalDimension(length: 1, time: -2))
  /// Newton metre.
  public static let newtonMetre = PhysicalUnit(
    symbol: "N m", dimension: PhysicalDimension(mass: 1, length: 2, time: -2))
  /// Newton millimetre.
  public static let newtonMillimetre = PhysicalUnit(
    symbol: "N mm", dimension: PhysicalDimension(mass: 1, length: 2, time: -2), siFactor: 1e-3)
  /// Newton metre per kilogram of body mass.
  public static let newtonMetrePerKilogram = PhysicalUnit(
    symbol: "N m/kg", dimension: PhysicalDimension(length: 2, time: -2))
  /// Newton millimetre per kilogram of body mass: what Vicon writes for joint moments.
  public static let newtonMillimetrePerKilogram = PhysicalUnit(
    symbol: "N mm/kg", dimension: PhysicalDimension(length: 2, time: -2), siFactor: 1e-3)

  /// Pascal.
  public static let pascal = PhysicalUnit(
    symbol: "Pa", dimension: PhysicalDimension(mass: 1, length: -1, time: -2))
  /// Kilopascal.
  public static let kilopascal = PhysicalUnit(
    symbol: "kPa", dimension: PhysicalDimension(mass: 1, length: -1, time: -2), siFactor: 1e3)
  /// Newton per square centimetre: what pressure insoles write.
  public static let newtonPerSquareCentimetre = PhysicalUnit(
    symbol: "N/cm^2", dimension: PhysicalDimension(mass: 1, length: -1, time: -2), siFactor: 1e4)

  /// Volt.
  public static let volt = PhysicalUnit(
    symbol: "V", dimension: PhysicalDimension(mass: 1, length: 2, time: -3, current: -1))
  /// Millivolt.
  public static let millivolt = PhysicalUnit(
    symbol: "mV", dimension: PhysicalDimension(mass: 1, length: 2, time: -3, current: -1),
    siFactor: 1e-3)
  /// Microvolt.
  public static let microvolt = PhysicalUnit(
    symbol: "uV", dimension: PhysicalDimension(mass: 1, length: 2, time: -3, current: -1),
    siFactor: 1e-6)

  /// Tesla.
  public static let tesla = PhysicalUnit(
    symbol: "T", dimension: PhysicalDimension(mass: 1, time: -2, current: -1))
  /// Microtesla: what magnetometers write.
  public static let microtesla = PhysicalUnit(
    symbol: "uT", dimension: PhysicalDimension(mass: 1, time: -2, current: -1), siFactor: 1e-6)
}
