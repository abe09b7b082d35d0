extension PhysicalUnit {
  /// Reads a unit as files write it: `deg/s`, `N mm/kg`, `Nmm_per_kg`, `m/s²`, `N/cm2`, `uV`.
  ///
  /// Products are written with a space, `*` or `·`; quotients with `/` or `_per_` (everything
  /// behind the first one divides); powers with `^2`, `2` or `²`. The bare letter `g` means
  /// standard gravity, as in every IMU export.
  ///
  /// - Parameter text: The unit's text, without brackets.
  /// - Throws: `UnitError.unknownSymbol` if a part of the text is not known.
  public init(parsing text: String) throws(UnitError) {
    var body = text.trimmingASCIIWhitespace()
    for (spelling, plain) in UnitAtoms.spellings {
      body = body.replacing(spelling, with: plain)
    }
    let parts = body.split(separator: "/", omittingEmptySubsequences: false)
    var dimension = PhysicalDimension.none
    var factor = 1.0
    for (index, part) in parts.enumerated() {
      let factors = part.split { $0 == " " || $0 == "*" }
      guard !factors.isEmpty || (parts.count == 1 && body.isEmpty) else {
        throw .unknownSymbol(text)
      }
      for piece in factors {
        guard let (unit, power) = UnitAtoms.unit(in: piece) else { throw .unknownSymbol(text) }
        let sign = index == 0 ? power : -power
        dimension = dimension * unit.dimension.raised(to: sign)
        for _ in 0..<power {
          factor = index == 0 ? factor * unit.siFactor : factor / unit.siFactor
        }
      }
    }
    let symbol = parts.map { $0.trimmingASCIIWhitespace() }.joined(separator: "/")
    self.init(symbol: symbol.isEmpty ? "1" : symbol, dimension: dimension, siFactor: factor)
  }
}

/// The words a unit is made of.
private enum UnitAtoms {
  /// Spellings that are rewritten before a unit is cut into its parts.
  static let spellings: [(String, String)] = [
    ("_per_", "/"), ("\u{B7}", " "), ("\u{22C5}", " "), ("\u{B2}", "^2"), ("\u{B0}", "deg"),
    ("\u{B5}", "u"), ("\u{3BC}", "u"),
  ]

  static let units: [Substring: PhysicalUnit] = [
    "1": .one, "%": .percent, "s": .second, "sec": .second, "ms": .millisecond,
    "us": .microsecond, "Hz": .hertz, "kg": .kilogram, "m": .metre, "cm": .centimetre,
    "mm": .millimetre, "rad": .radian, "deg": .degree, "degrees": .degree,
    "radians": .radian, "dps": .degreePerSecond, "g": .standardGravity, "N": .newton,
    "kN": PhysicalUnit(symbol: "kN", dimension: PhysicalUnit.newton.dimension, siFactor: 1e3),
    "Nm": .newtonMetre, "Nmm": .newtonMillimetre,
    "Ncm": PhysicalUnit(
      symbol: "N cm", dimension: PhysicalUnit.newtonMetre.dimension, siFactor: 1e-2),
    "Pa": .pascal, "kPa": .kilopascal,
    "psi": PhysicalUnit(
      symbol: "psi", dimension: PhysicalUnit.pascal.dimension, siFactor: 6894.757293168),
    "V": .volt, "Volts": .volt, "Volt": .volt, "mV": .millivolt, "uV": .microvolt,
    "T": .tesla, "uT": .microtesla,
    "W": PhysicalUnit(symbol: "W", dimension: PhysicalDimension(mass: 1, length: 2, time: -3)),
  ]

  /// The unit and the positive power that one word such as `cm2` or `s^2` stands for.
  static func unit(in word: Substring) -> (PhysicalUnit, Int)? {
    if let unit = units[word] { return (unit, 1) }
    var base = word
    guard let power = base.popLast()?.wholeNumberValue, (2...9).contains(power) else { return nil }
    if base.last == "^" { base.removeLast() }
    return units[base].map { ($0, power) }
  }
}
