/// Why a table cannot be split as asked, or why a split is refused.
public enum SplitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Rows of one subject stand on both sides of a split between subjects.
  case subjectOnBothSides(subject: String, trainingRow: Int, testRow: Int)

  /// A session of one subject stands on both sides of a within-subject split.
  case sessionOnBothSides(subject: String, session: String)

  /// A test subject of a within-subject split has no training row.
  case subjectWithoutTraining(subject: String)

  /// There are fewer subjects than folds.
  case tooFewSubjects(found: Int, needed: Int)

  /// A side of a split holds no row.
  case emptySide(String)

  /// A row index lies outside the table, or appears twice.
  case badRow(Int, rowCount: Int)

  /// The number of labels, times or sessions differs from the number of rows.
  case lengthMismatch(what: String, expected: Int, found: Int)

  /// An option of a split is outside its range.
  case badOption(name: String, value: String, allowed: String)

  /// A one-line account of what was expected and what was found.
  public var description: String {
    switch self {
    case .subjectOnBothSides(let subject, let training, let test):
      return "split: subject \(subject) is on both sides, row \(training) for training and "
        + "row \(test) for testing; a split between subjects keeps each person on one side"
    case .sessionOnBothSides(let subject, let session):
      return "within-subject split: session \(session) of subject \(subject) is on both sides"
    case .subjectWithoutTraining(let subject):
      return "within-subject split: test subject \(subject) has no training row"
    case .tooFewSubjects(let found, let needed):
      return "split: \(found) subjects found, at least \(needed) needed"
    case .emptySide(let side):
      return "split: the \(side) side holds no row"
    case .badRow(let row, let count):
      return "split: row \(row) is outside 0..<\(count) or named twice"
    case .lengthMismatch(let what, let expected, let found):
      return "split: \(found) \(what) for \(expected) rows"
    case .badOption(let name, let value, let allowed):
      return "split: \(name) is \(value), expected \(allowed)"
    }
  }
}
