/// One fold per subject: test on that person, train on all others.
public struct LeaveOneSubjectOut: SubjectSplit, Hashable {
  /// A split that leaves each subject out once, in ascending order.
  public init() {}

  /// One fold per subject among the chosen rows.
  public func folds(of subjects: Subjects, among rows: [Int]) throws -> [Fold] {
    let groups = try rowsBySubject(subjects, among: rows)
    guard groups.count >= 2 else {
      throw SplitError.tooFewSubjects(found: groups.count, needed: 2)
    }
    return try foldsByAssignment(
      groups, foldOfGroup: Array(groups.indices), count: groups.count, subjects: subjects)
  }
}
