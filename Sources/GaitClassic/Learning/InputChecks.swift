import GaitEvaluation

/// What a learner accepts in its table.
enum MissingPolicy {
  /// Every entry must be finite.
  case refused

  /// NaN stands for a missing entry; infinities are refused all the same.
  case accepted
}

/// Throws unless the table has rows, columns and entries that the learner takes.
func checkTable(
  _ learner: String, _ features: Matrix, rows needed: Int = 1, missing: MissingPolicy = .refused
) throws {
  guard features.rowCount >= needed else {
    throw LearningError.tooFewRows(learner: learner, needed: needed, found: features.rowCount)
  }
  guard features.columnCount > 0 else { throw LearningError.noFeatures(learner: learner) }
  // The sum of entries times zero is NaN exactly when one of them is not finite.
  var poison = 0.0
  for value in features.values { poison += value * 0 }
  if poison == 0 { return }
  for (place, value) in features.values.enumerated() where !value.isFinite {
    if missing == .accepted && value.isNaN { continue }
    throw LearningError.nonFinite(
      learner: learner, row: place / features.columnCount, column: place % features.columnCount)
  }
}

/// Throws unless the table fits a learner that has been fitted to `expected` columns.
func checkColumns(
  _ learner: String, _ features: Matrix, expected: Int, missing: MissingPolicy = .refused
) throws {
  guard features.columnCount == expected else {
    throw LearningError.featureCountMismatch(
      learner: learner, expected: expected, found: features.columnCount)
  }
  if features.rowCount > 0 { try checkTable(learner, features, missing: missing) }
}

/// Throws unless there is one finite target per row.
func checkTargets(_ learner: String, _ targets: [Double], rows: Int) throws {
  guard targets.count == rows else {
    throw LearningError.lengthMismatch(
      learner: learner, what: "targets", expected: rows, found: targets.count)
  }
  if let row = targets.firstIndex(where: { !$0.isFinite }) {
    throw LearningError.nonFiniteTarget(learner: learner, row: row)
  }
}

/// Throws unless an option satisfies its condition.
func checkOption(
  _ learner: String, _ name: String, _ value: some CustomStringConvertible, _ allowed: String,
  _ condition: Bool
) throws {
  guard condition else {
    throw LearningError.badOption(
      learner: learner, name: name, value: value.description, allowed: allowed)
  }
}
