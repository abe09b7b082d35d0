/// The units of a C3D file's points and channels, from the spellings that laboratories use.
struct C3DUnits {
  /// The units of the points, in the order of their labels.
  let points: [PhysicalUnit]
  /// The units of the analog channels.
  let analog: [PhysicalUnit]
  /// The unit of markers, and of residuals.
  let length: PhysicalUnit

  init(
    _ parameters: C3DParameters, points labels: [String], analogCount: Int, file: String,
    report: inout ImportReport
  ) {
    var unknown = [String: Int]()
    func unit(_ text: String, or other: PhysicalUnit) -> PhysicalUnit {
      if text.isEmpty { return other }
      if let unit = C3DUnits.unit(text) { return unit }
      unknown[text, default: 0] += 1
      return .one
    }
    let length = unit(parameters.words("POINT", "UNITS").first ?? "", or: .millimetre)
    self.length = length
    var groups = [String: PhysicalUnit]()
    for (group, unitName) in C3DUnits.groups(parameters) {
      let words = [unitName, "\(unitName)_UNITS"].flatMap { parameters.words("POINT", $0) }
      let groupUnit = unit(words.first ?? "", or: .one)
      for label in parameters.words("POINT", group) { groups[label] = groupUnit }
    }
    points = labels.map { groups[$0] ?? length }
    let words = parameters.words("ANALOG", "UNITS")
    analog = (0..<analogCount).map { unit($0 < words.count ? words[$0] : "", or: .one) }
    for (text, count) in unknown.sorted(by: { $0.key < $1.key }) {
      report.warn(
        "the unit \"\(text)\" is not known; \(count) channels or groups are left as they are",
        file: file)
    }
  }

  /// The names of the parameters that list model outputs of one kind, with those of their units.
  static func groups(_ parameters: C3DParameters) -> [(group: String, unit: String)] {
    let pairs = parameters.words("POINT", "TYPE_GROUPS")
    let stated = stride(from: 0, to: pairs.count - 1, by: 2).map { (pairs[$0], pairs[$0 + 1]) }
      .filter { !$0.0.isEmpty && !$0.1.isEmpty }
    let usual = ["ANGLE", "FORCE", "MOMENT", "POWER", "SCALAR"].map { ("\($0)S", $0) }
    return stated.isEmpty ? usual : stated
  }

  /// A unit by a spelling found in C3D files; nil if it is not known.
  static func unit(_ text: String) -> PhysicalUnit? {
    let plain = text.trimmingASCIIWhitespace()
    if let unit = spellings[plain.lowercased()] { return unit }
    return try? PhysicalUnit(parsing: plain.replacing(".", with: " "))
  }

  private static let spellings: [String: PhysicalUnit] = [
    "nt": .newton, "newton": .newton, "newtons": .newton, "ntmm": .newtonMillimetre,
    "nmm": .newtonMillimetre, "n-mm": .newtonMillimetre, "ntm": .newtonMetre, "nm": .newtonMetre,
    "n-m": .newtonMetre, "mete": .metre, "meter": .metre, "meters": .metre, "metre": .metre,
    "metres": .metre, "mm": .millimetre, "cm": .centimetre, "m": .metre, "volt": .volt,
    "volts": .volt, "v": .volt, "degree": .degree, "grad": .degree,
  ]
}
