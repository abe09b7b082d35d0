extension Fold: Codable {
  private enum CodingKeys: String, CodingKey {
    case trainingRows, testRows, trainingSubjects, testSubjects, scope
  }

  /// Reads a fold and refuses one that leaks.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    trainingRows = try container.decode([Int].self, forKey: .trainingRows)
    testRows = try container.decode([Int].self, forKey: .testRows)
    trainingSubjects = try container.decode([String].self, forKey: .trainingSubjects)
    testSubjects = try container.decode([String].self, forKey: .testSubjects)
    scope = try container.decode(Scope.self, forKey: .scope)
    func refuse(_ reason: String) -> DecodingError {
      DecodingError.dataCorruptedError(
        forKey: .testRows, in: container, debugDescription: "fold: " + reason)
    }
    let rows = trainingRows + testRows
    if trainingRows.isEmpty || testRows.isEmpty { throw refuse("a side is empty") }
    if Set(rows).count != rows.count || rows.contains(where: { $0 < 0 }) {
      throw refuse("a row is negative or named twice")
    }
    if trainingRows != trainingRows.sorted() || testRows != testRows.sorted() {
      throw refuse("rows are not ascending")
    }
    let shared = Set(trainingSubjects).intersection(testSubjects)
    if scope == .betweenSubjects, let subject = shared.min() {
      throw refuse("subject \(subject) is on both sides")
    }
    if scope == .withinSubject, shared.count != Set(testSubjects).count {
      throw refuse("a test subject has no training row")
    }
  }

  /// Writes rows, subjects and scope.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(trainingRows, forKey: .trainingRows)
    try container.encode(testRows, forKey: .testRows)
    try container.encode(trainingSubjects, forKey: .trainingSubjects)
    try container.encode(testSubjects, forKey: .testSubjects)
    try container.encode(scope, forKey: .scope)
  }
}
