/// Which person each row of a table belongs to.
///
/// Every split and every bootstrap takes this value instead of a number of rows, so nothing here
/// can separate two rows of one person by accident.
public struct Subjects: Hashable, Sendable, Codable {
  /// The distinct identifiers in ascending order.
  public let identifiers: [String]

  /// For each row, the position of its subject in `identifiers`.
  public let indexOfRow: [Int]

  /// Subjects from one identifier per row, ordered by their text.
  public init(_ identifierOfRow: [String]) {
    identifiers = Set(identifierOfRow).sorted()
    indexOfRow = Self.positions(of: identifierOfRow, in: identifiers)
  }

  /// Subjects from one number per row, ordered by that number.
  public init(_ numberOfRow: [Int]) {
    let distinct = Set(numberOfRow).sorted()
    identifiers = distinct.map(String.init)
    indexOfRow = Self.positions(of: numberOfRow, in: distinct)
  }

  private static func positions<Key: Hashable>(of rows: [Key], in distinct: [Key]) -> [Int] {
    let place = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
    return rows.compactMap { place[$0] }
  }

  private enum CodingKeys: String, CodingKey { case identifiers, indexOfRow }

  /// Reads subjects and refuses a row that names a subject which is not there.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    identifiers = try container.decode([String].self, forKey: .identifiers)
    indexOfRow = try container.decode([Int].self, forKey: .indexOfRow)
    guard Set(indexOfRow) == Set(identifiers.indices), Set(identifiers).count == identifiers.count
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .indexOfRow, in: container,
        debugDescription: "rows and the \(identifiers.count) distinct subjects do not match")
    }
  }

  /// The number of distinct subjects.
  public var count: Int { identifiers.count }

  /// The number of rows.
  public var rowCount: Int { indexOfRow.count }

  /// The identifier of the subject of one row.
  public func identifier(ofRow row: Int) -> String { identifiers[indexOfRow[row]] }

  /// The rows of each subject, in ascending order.
  public var rowsBySubject: [[Int]] {
    var rows = Array(repeating: [Int](), count: count)
    for (row, subject) in indexOfRow.enumerated() { rows[subject].append(row) }
    return rows
  }

  /// The subjects of the chosen rows only, one entry per chosen row.
  public func selecting(rows: [Int]) -> Subjects {
    let kept = Set(rows.map { indexOfRow[$0] }).sorted()
    let place = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
    return Subjects(
      identifiers: kept.map { identifiers[$0] },
      indexOfRow: rows.compactMap { place[indexOfRow[$0]] })
  }

  private init(identifiers: [String], indexOfRow: [Int]) {
    self.identifiers = identifiers
    self.indexOfRow = indexOfRow
  }
}
