/// Why a learner cannot be fitted to a table, or a fitted one cannot be applied to it.
public enum LearningError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Fewer rows than the learner needs.
  case tooFewRows(learner: String, needed: Int, found: Int)

  /// The table has no column.
  case noFeatures(learner: String)

  /// The number of targets, labels or subjects differs from the number of rows.
  case lengthMismatch(learner: String, what: String, expected: Int, found: Int)

  /// The table has another number of columns than the one the learner was fitted to.
  case featureCountMismatch(learner: String, expected: Int, found: Int)

  /// An entry is infinite, or NaN for a learner that does not take missing values.
  case nonFinite(learner: String, row: Int, column: Int)

  /// A target is NaN or infinite.
  case nonFiniteTarget(learner: String, row: Int)

  /// A classifier was given one class only.
  case oneClass(learner: String, label: Int)

  /// No row holds a value in this column.
  case allMissing(learner: String, column: Int)

  /// The equations have no unique solution.
  case singular(learner: String, column: Int)

  /// An option is outside its range.
  case badOption(learner: String, name: String, value: String, allowed: String)

  /// The learner makes splits of its own and was not told whose row each one is.
  case needsSubjects(learner: String)

  /// A fitted quantity changed when rows it must not see were changed.
  case leak(what: String)

  /// A one-line account of what was expected and what was found.
  public var description: String {
    switch self {
    case .tooFewRows(let learner, let needed, let found):
      return "\(learner): \(found) rows, at least \(needed) needed"
    case .noFeatures(let learner):
      return "\(learner): the table has no column"
    case .lengthMismatch(let learner, let what, let expected, let found):
      return "\(learner): \(found) \(what) for \(expected) rows"
    case .featureCountMismatch(let learner, let expected, let found):
      return "\(learner): \(found) columns, fitted to \(expected)"
    case .nonFinite(let learner, let row, let column):
      return "\(learner): the entry at row \(row), column \(column) is not finite"
    case .nonFiniteTarget(let learner, let row):
      return "\(learner): the target of row \(row) is not finite"
    case .oneClass(let learner, let label):
      return "\(learner): every row has label \(label), two classes needed"
    case .allMissing(let learner, let column):
      return "\(learner): column \(column) holds no value"
    case .singular(let learner, let column):
      return "\(learner): the equations are singular at column \(column)"
    case .badOption(let learner, let name, let value, let allowed):
      return "\(learner): \(name) is \(value), expected \(allowed)"
    case .needsSubjects(let learner):
      return "\(learner): splits rows inside and needs to know whose row each one is"
    case .leak(let what):
      return "leak: \(what)"
    }
  }
}
