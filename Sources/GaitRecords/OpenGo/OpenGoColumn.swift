/// What one column of an OpenGo export holds.
struct OpenGoColumn: Hashable {
  enum Quantity: Hashable {
    case pressure(Int)
    case acceleration(Int)
    case angularRate(Int)
    case totalForce
    case centreOfPressure(Int)
  }

  let side: Side
  let quantity: Quantity
  let unit: PhysicalUnit

  /// Reads a column's name such as `left pressure 1[N/cm²]`; nil if it is not of the format.
  init?(_ name: String) {
    let words = name.lowercased().trimmingASCIIWhitespace()
    guard let bracket = words.firstIndex(of: "["), words.hasSuffix("]") else { return nil }
    let unitText = String(words[words.index(after: bracket)...].dropLast())
    var parts = words[..<bracket].split(separator: " ").map(String.init)
    guard let side = parts.first.flatMap(Side.init(rawValue:)), parts.count >= 2 else { return nil }
    parts.removeFirst()
    let last = parts[parts.count - 1]
    let stem = parts.dropLast().joined(separator: " ")
    let axis = ["x", "y", "z"].firstIndex(of: last)
    self.side = side
    switch (stem, axis) {
    case ("pressure", _):
      guard let number = Int(last), number >= 1 else { return nil }
      quantity = .pressure(number)
    case ("acceleration", let axis?): quantity = .acceleration(axis)
    case ("angular", let axis?): quantity = .angularRate(axis)
    case ("center of pressure", let axis?) where axis < 2: quantity = .centreOfPressure(axis)
    case ("centre of pressure", let axis?) where axis < 2: quantity = .centreOfPressure(axis)
    case ("total", _) where last == "force": quantity = .totalForce
    default: return nil
    }
    guard let unit = OpenGoColumn.unit(unitText, of: quantity) else { return nil }
    self.unit = unit
  }

  /// The unit in brackets, if it measures the quantity.
  private static func unit(_ text: String, of quantity: Quantity) -> PhysicalUnit? {
    if case .centreOfPressure = quantity {
      return text == "%" ? .percent : text.contains("...") ? .one : nil
    }
    let spelling = text.replacing("n/cm", with: "N/cm").replacing("pa", with: "Pa")
    let wanted: PhysicalUnit
    switch quantity {
    case .pressure: wanted = .pascal
    case .acceleration: wanted = .metrePerSecondSquared
    case .angularRate: wanted = .radianPerSecond
    case .totalForce: wanted = .newton
    case .centreOfPressure: wanted = .one
    }
    guard let unit = try? PhysicalUnit(parsing: text == "n" ? "N" : spelling) else { return nil }
    return unit.dimension == wanted.dimension ? unit : nil
  }

  /// The quantity in words, for reports.
  var words: String {
    switch quantity {
    case .pressure: "pressure"
    case .acceleration: "acceleration"
    case .angularRate: "angular rate"
    case .totalForce: "total force"
    case .centreOfPressure: "centre of pressure"
    }
  }
}
