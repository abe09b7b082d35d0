import GaitRecords

/// One column of a clinical table: its name and what its cells may hold.
public struct ClinicalColumn: Hashable, Sendable, Codable {
  /// What the cells of a column hold.
  public enum Kind: Hashable, Sendable, Codable {
    /// A measured number in a unit, within a range if there is one (stated in the same unit).
    case number(unit: PhysicalUnit, range: ClosedRange<Double>?)
    /// One of several levels without an order.
    case category(CategoryLevels)
    /// A score on an ordinal or timed scale, within its range and on its steps.
    case scale(ClinicalScale)
  }

  /// The name in the table.
  public let name: String
  /// The name of the column in the file, where it differs.
  public let source: String
  /// What the cells hold.
  public let kind: Kind

  /// A column.
  ///
  /// - Parameters:
  ///   - name: The name in the table.
  ///   - source: The name in the file; the same if nil.
  ///   - kind: What the cells hold.
  public init(_ name: String, source: String? = nil, _ kind: Kind) {
    self.name = name
    self.source = source ?? name
    self.kind = kind
  }

  /// A column of numbers.
  public static func number(
    _ name: String, source: String? = nil, unit: PhysicalUnit = .one,
    range: ClosedRange<Double>? = nil
  ) -> ClinicalColumn {
    ClinicalColumn(name, source: source, .number(unit: unit, range: range))
  }

  /// A column of levels without an order.
  public static func category(
    _ name: String, source: String? = nil, _ levels: CategoryLevels
  ) -> ClinicalColumn {
    ClinicalColumn(name, source: source, .category(levels))
  }

  /// A column of scores.
  public static func scale(
    _ name: String, source: String? = nil, _ scale: ClinicalScale
  ) -> ClinicalColumn {
    ClinicalColumn(name, source: source, .scale(scale))
  }

  /// The levels of a category; nil for numbers and scores.
  public var levels: CategoryLevels? {
    if case .category(let levels) = kind { return levels }
    return nil
  }
}

/// The levels that a category may have, and how a file spells them.
public struct CategoryLevels: Hashable, Sendable, Codable, ExpressibleByArrayLiteral {
  /// The levels; a cell holds a level's place among them.
  public let names: [String]
  /// Other spellings of levels, such as `["1": "patient", "2": "control"]`.
  public let spellings: [String: String]

  /// Levels with other spellings of them.
  ///
  /// - Precondition: Every level once, and every spelling of a listed level.
  public init(_ names: [String], spellings: [String: String] = [:]) {
    precondition(
      Set(names).count == names.count && spellings.values.allSatisfy(names.contains),
      "CategoryLevels: \(spellings) of \(names)")
    self.names = names
    self.spellings = spellings
  }

  /// Levels spelled by their names.
  public init(arrayLiteral names: String...) { self.init(names) }

  /// The place of the level that a text spells; nil if none.
  public func index(of text: String) -> Int? {
    names.firstIndex(of: spellings[text] ?? text)
  }

  private enum CodingKeys: String, CodingKey {
    case names, spellings
  }

  /// Decodes levels.
  ///
  /// - Throws: `DecodingError` for a repeated level or a spelling of none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let names = try container.decode([String].self, forKey: .names)
    let spellings = try container.decode([String: String].self, forKey: .spellings)
    guard Set(names).count == names.count, spellings.values.allSatisfy(names.contains) else {
      throw DecodingError.dataCorruptedError(
        forKey: .spellings, in: container, debugDescription: "spellings of no level, or one twice")
    }
    self.names = names
    self.spellings = spellings
  }
}
