/// Which rows are trained on and which are tested on, proven free of shared subjects.
///
/// The only ways to make a fold check it, decoding included: a fold between subjects with one
/// person on both sides does not exist, and a fold within subjects says so in its `scope`.
public struct Fold: Hashable, Sendable {
  /// Whether test people are new to the model.
  public enum Scope: String, Hashable, Sendable, Codable {
    /// No subject of the test rows appears in training.
    case betweenSubjects

    /// Each test subject was trained on, in other sessions or earlier time: an easier task.
    case withinSubject

    /// The words that a report's title must carry.
    public var title: String {
      switch self {
      case .betweenSubjects: "new subjects"
      case .withinSubject: "within-subject (test people were trained on)"
      }
    }
  }

  /// The rows to fit on, ascending.
  public let trainingRows: [Int]

  /// The rows to score, ascending.
  public let testRows: [Int]

  /// The subjects of the training rows, ascending.
  public let trainingSubjects: [String]

  /// The subjects of the test rows, ascending.
  public let testSubjects: [String]

  /// Whether test people are new to the model.
  public let scope: Scope

  /// A fold between subjects.
  ///
  /// - Parameters:
  ///   - training: The rows to fit on.
  ///   - test: The rows to score.
  ///   - subjects: Whose row each one is.
  /// - Throws: `SplitError` when a subject is on both sides, a side is empty, or a row is bad.
  public init(training: [Int], test: [Int], subjects: Subjects) throws {
    try self.init(training: training, test: test, subjects: subjects, scope: .betweenSubjects)
    try check(against: subjects)
  }

  /// A fold within subjects: each test subject has training rows from other sessions.
  ///
  /// - Parameters:
  ///   - training: The rows to fit on.
  ///   - test: The rows to score.
  ///   - subjects: Whose row each one is.
  ///   - sessions: The session of each row of the table.
  /// - Throws: `SplitError` when a session of a subject is on both sides, or a test subject was
  ///   never trained on.
  public init(
    training: [Int], test: [Int], subjects: Subjects, separatedBy sessions: [String]
  ) throws {
    guard sessions.count == subjects.rowCount else {
      throw SplitError.lengthMismatch(
        what: "sessions", expected: subjects.rowCount, found: sessions.count)
    }
    try self.init(training: training, test: test, subjects: subjects, scope: .withinSubject)
    let trained = Set(trainingRows.map { [subjects.identifier(ofRow: $0), sessions[$0]] })
    for row in testRows {
      let subject = subjects.identifier(ofRow: row)
      if trained.contains([subject, sessions[row]]) {
        throw SplitError.sessionOnBothSides(subject: subject, session: sessions[row])
      }
    }
    try check(against: subjects)
  }

  init(training: [Int], test: [Int], subjects: Subjects, scope: Scope) throws {
    var seen = Array(repeating: false, count: subjects.rowCount)
    for row in training + test {
      guard row >= 0, row < seen.count, !seen[row] else {
        throw SplitError.badRow(row, rowCount: subjects.rowCount)
      }
      seen[row] = true
    }
    if training.isEmpty { throw SplitError.emptySide("training") }
    if test.isEmpty { throw SplitError.emptySide("test") }
    trainingRows = training.sorted()
    testRows = test.sorted()
    trainingSubjects = Self.distinct(trainingRows, subjects)
    testSubjects = Self.distinct(testRows, subjects)
    self.scope = scope
  }

  private static func distinct(_ rows: [Int], _ subjects: Subjects) -> [String] {
    Set(rows.map { subjects.indexOfRow[$0] }).sorted().map { subjects.identifiers[$0] }
  }

  /// Throws unless this fold keeps its promise for the given subjects.
  ///
  /// Everything that fits inside folds calls this first, so a fold that was made for another
  /// table is refused.
  ///
  /// - Parameter subjects: Whose row each row of the table is.
  /// - Throws: `SplitError` naming the first subject on the wrong side.
  public func check(against subjects: Subjects) throws {
    var trainedAt: [Int: Int] = [:]
    for row in trainingRows {
      guard row < subjects.rowCount else {
        throw SplitError.badRow(row, rowCount: subjects.rowCount)
      }
      trainedAt[subjects.indexOfRow[row]] = row
    }
    for row in testRows {
      guard row < subjects.rowCount else {
        throw SplitError.badRow(row, rowCount: subjects.rowCount)
      }
      let trained = trainedAt[subjects.indexOfRow[row]]
      switch (scope, trained) {
      case (.betweenSubjects, .some(let other)):
        throw SplitError.subjectOnBothSides(
          subject: subjects.identifier(ofRow: row), trainingRow: other, testRow: row)
      case (.withinSubject, .none):
        throw SplitError.subjectWithoutTraining(subject: subjects.identifier(ofRow: row))
      default: break
      }
    }
  }
}
