/// A unit of measurement: its symbol, its dimension, and its size in SI units.
///
/// Records hold SI inside and keep the source's unit beside the channel, so a reader converts once
/// and says so in its report.
///
/// ```swift
/// let metres = try PhysicalUnit.millimetre.factor(to: .metre) * 1450  // 1.45
/// ```
public struct PhysicalUnit: Hashable, Sendable, Codable {
  /// The unit's symbol as written in this package, such as `N mm/kg`.
  public let symbol: String
  /// What kind of quantity the unit measures.
  public let dimension: PhysicalDimension
  /// How many SI units one of this unit is.
  public let siFactor: Double

  /// Creates a unit from its symbol, its dimension and its size in SI units.
  public init(symbol: String, dimension: PhysicalDimension, siFactor: Double = 1) {
    precondition(
      siFactor.isFinite && siFactor > 0, "PhysicalUnit: the factor of \(symbol) must be positive")
    self.symbol = symbol
    self.dimension = dimension
    self.siFactor = siFactor
  }

  /// The number by which a value in this unit is multiplied to be in another.
  ///
  /// - Parameter target: The unit wanted, of the same dimension.
  /// - Returns: The factor.
  /// - Throws: `UnitError.incompatible` if the dimensions differ.
  public func factor(to target: PhysicalUnit) throws(UnitError) -> Double {
    guard dimension == target.dimension else { throw .incompatible(from: self, to: target) }
    return siFactor / target.siFactor
  }

  /// Whether values in this unit need no factor to be SI.
  public var isSI: Bool { siFactor == 1 }
}

extension PhysicalUnit: CustomStringConvertible {
  /// The unit's symbol.
  public var description: String { symbol }
}

/// Why a unit could not be read or converted.
public enum UnitError: Error, Hashable, Sendable {
  /// The two units measure different kinds of quantity.
  case incompatible(from: PhysicalUnit, to: PhysicalUnit)
  /// The text names no unit known here.
  case unknownSymbol(String)
}

extension UnitError: CustomStringConvertible {
  /// What was wrong, in words.
  public var description: String {
    switch self {
    case .incompatible(let from, let to):
      "unit: \(from) (\(from.dimension)) cannot be converted to \(to) (\(to.dimension))"
    case .unknownSymbol(let text):
      "unit: \"\(text)\" is not a unit known here"
    }
  }
}
