/// The physical dimension of a quantity, as integer powers of the SI base units.
///
/// The angle has a power of its own, so that a number in radians cannot pass for a plain ratio.
public struct PhysicalDimension: Hashable, Sendable, Codable {
  /// The power of the kilogram.
  public let mass: Int
  /// The power of the metre.
  public let length: Int
  /// The power of the second.
  public let time: Int
  /// The power of the ampere.
  public let current: Int
  /// The power of the radian.
  public let angle: Int

  /// Creates a dimension from its powers; those left out are zero.
  public init(mass: Int = 0, length: Int = 0, time: Int = 0, current: Int = 0, angle: Int = 0) {
    self.mass = mass
    self.length = length
    self.time = time
    self.current = current
    self.angle = angle
  }

  /// The dimension of a ratio.
  public static let none = PhysicalDimension()

  /// The dimension of a product.
  public static func * (left: PhysicalDimension, right: PhysicalDimension) -> PhysicalDimension {
    left.combined(with: right, sign: 1)
  }

  /// The dimension of a quotient.
  public static func / (left: PhysicalDimension, right: PhysicalDimension) -> PhysicalDimension {
    left.combined(with: right, sign: -1)
  }

  /// The dimension of a whole power.
  public func raised(to power: Int) -> PhysicalDimension {
    PhysicalDimension(
      mass: mass * power, length: length * power, time: time * power,
      current: current * power, angle: angle * power)
  }

  private func combined(with other: PhysicalDimension, sign: Int) -> PhysicalDimension {
    PhysicalDimension(
      mass: mass + sign * other.mass, length: length + sign * other.length,
      time: time + sign * other.time, current: current + sign * other.current,
      angle: angle + sign * other.angle)
  }
}

extension PhysicalDimension: CustomStringConvertible {
  /// The powers in base units, such as `kg m^2 s^-2`.
  public var description: String {
    let powers = [("kg", mass), ("m", length), ("s", time), ("A", current), ("rad", angle)]
    let parts = powers.filter { $0.1 != 0 }.map { $0.1 == 1 ? $0.0 : "\($0.0)^\($0.1)" }
    return parts.isEmpty ? "1" : parts.joined(separator: " ")
  }
}
