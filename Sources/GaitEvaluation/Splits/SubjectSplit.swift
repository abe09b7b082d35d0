/// A way to part a table into folds by the people in it.
///
/// There is deliberately no conforming type that parts rows: a split takes `Subjects`, and what
/// it returns has passed the check of `Fold`.
public protocol SubjectSplit: Sendable, Codable {
  /// The folds of the chosen rows.
  ///
  /// - Parameters:
  ///   - subjects: Whose row each row of the whole table is.
  ///   - rows: The rows to part, as indices into the whole table.
  /// - Returns: Folds whose indices point into the whole table.
  /// - Throws: `SplitError` when the rows hold too few subjects or an option does not fit.
  func folds(of subjects: Subjects, among rows: [Int]) throws -> [Fold]
}

extension SubjectSplit {
  /// The folds of all rows.
  ///
  /// - Parameter subjects: Whose row each row of the table is.
  /// - Returns: Folds whose indices point into the table.
  /// - Throws: `SplitError` when there are too few subjects or an option does not fit.
  public func folds(of subjects: Subjects) throws -> [Fold] {
    try folds(of: subjects, among: Array(0..<subjects.rowCount))
  }

  /// The outer folds, each with the inner folds of its training rows.
  ///
  /// - Parameters:
  ///   - subjects: Whose row each row of the table is.
  ///   - inner: How the training rows of each outer fold are parted again.
  /// - Returns: One nested fold per outer fold; no inner fold sees a subject of the outer test.
  /// - Throws: `SplitError` when a side has too few subjects.
  public func nestedFolds(of subjects: Subjects, inner: some SubjectSplit) throws -> [NestedFold] {
    try folds(of: subjects).map { outer in
      NestedFold(outer: outer, inner: try inner.folds(of: subjects, among: outer.trainingRows))
    }
  }
}

/// An outer fold and the folds inside its training rows.
public struct NestedFold: Hashable, Sendable, Codable {
  /// The fold whose test rows are scored once, at the end.
  public let outer: Fold

  /// The folds for choices such as hyper-parameters; indices point into the whole table.
  public let inner: [Fold]
}

/// The subjects among chosen rows and the rows of each, in ascending order of subject.
func rowsBySubject(_ subjects: Subjects, among rows: [Int]) throws -> [(subject: Int, rows: [Int])]
{
  var grouped: [Int: [Int]] = [:]
  for row in rows {
    guard row >= 0, row < subjects.rowCount else {
      throw SplitError.badRow(row, rowCount: subjects.rowCount)
    }
    grouped[subjects.indexOfRow[row], default: []].append(row)
  }
  return grouped.sorted { $0.key < $1.key }.map { (subject: $0.key, rows: $0.value) }
}

/// Folds from the fold number of each group: every fold tests its groups and trains on the rest.
func foldsByAssignment(
  _ groups: [(subject: Int, rows: [Int])], foldOfGroup: [Int], count: Int, subjects: Subjects
) throws -> [Fold] {
  try (0..<count).map { fold in
    var training: [Int] = []
    var test: [Int] = []
    for (group, assigned) in zip(groups, foldOfGroup) {
      if assigned == fold { test += group.rows } else { training += group.rows }
    }
    return try Fold(training: training, test: test, subjects: subjects)
  }
}
