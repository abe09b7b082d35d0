extension ClinicalScale: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, title, lowest, highest, steps, unit, isHigherBetter
  }

  /// Reads a scale: the name of one of the catalogue, or a scale with all its properties.
  ///
  /// - Throws: `DecodingError` if the catalogue has no such name, or the steps do not fit.
  public init(from decoder: any Decoder) throws {
    if let single = try? decoder.singleValueContainer(),
      let name = try? single.decode(String.self)
    {
      guard let scale = ClinicalScale.named(name) else {
        throw DecodingError.dataCorruptedError(
          in: single, debugDescription: "no clinical scale is named \"\(name)\"")
      }
      self = scale
      return
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let lowest = try container.decode(Double.self, forKey: .lowest)
    let highest = try container.decode(Double.self, forKey: .highest)
    let steps = try container.decode(Steps.self, forKey: .steps)
    guard lowest < highest, ClinicalScale.isConsistent(lowest...highest, steps) else {
      throw DecodingError.dataCorruptedError(
        forKey: .steps, in: container,
        debugDescription: "the steps \(steps) do not fit into \(lowest) to \(highest)")
    }
    self.init(
      name: try container.decode(String.self, forKey: .name),
      title: try container.decode(String.self, forKey: .title), range: lowest...highest,
      steps: steps, unit: try container.decode(PhysicalUnit.self, forKey: .unit),
      isHigherBetter: try container.decode(Bool.self, forKey: .isHigherBetter))
  }

  /// Writes a scale of the catalogue as its name, and any other with all its properties.
  public func encode(to encoder: any Encoder) throws {
    if ClinicalScale.named(name) == self {
      var single = encoder.singleValueContainer()
      return try single.encode(name)
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(title, forKey: .title)
    try container.encode(range.lowerBound, forKey: .lowest)
    try container.encode(range.upperBound, forKey: .highest)
    try container.encode(steps, forKey: .steps)
    try container.encode(unit, forKey: .unit)
    try container.encode(isHigherBetter, forKey: .isHigherBetter)
  }
}
