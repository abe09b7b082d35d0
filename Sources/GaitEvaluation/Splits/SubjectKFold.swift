/// K folds of whole subjects, balanced by their number of rows.
///
/// Subjects are taken from the one with most rows to the one with fewest, and each goes to the
/// fold that holds the fewest rows so far (scikit-learn's `GroupKFold`); equal counts are taken
/// in ascending order of subject, or in an order that `seed` shuffles.
public struct SubjectKFold: SubjectSplit, Hashable {
  /// The number of folds, at least 2.
  public var count: Int

  /// Shuffles the order in which subjects of equal size are dealt; `nil` keeps their order.
  public var seed: UInt64?

  /// A split into `count` folds of whole subjects.
  public init(_ count: Int = 5, seed: UInt64? = nil) {
    self.count = count
    self.seed = seed
  }

  /// `count` folds of whole subjects with about equally many rows.
  public func folds(of subjects: Subjects, among rows: [Int]) throws -> [Fold] {
    let groups = try rowsBySubject(subjects, among: rows)
    try checkFoldCount(count, subjects: groups.count)
    var order = Array(groups.indices)
    if let seed {
      var random = SeededGenerator(seed: seed)
      order = random.shuffled(order)
    }
    let rank = ranks(of: order)
    order.sort {
      let (a, b) = (groups[$0].rows.count, groups[$1].rows.count)
      return a != b ? a > b : rank[$0] < rank[$1]
    }
    var load = Array(repeating: 0, count: count)
    var foldOfGroup = Array(repeating: 0, count: groups.count)
    for group in order {
      let lightest = load.indices.min { load[$0] < load[$1] } ?? 0
      foldOfGroup[group] = lightest
      load[lightest] += groups[group].rows.count
    }
    return try foldsByAssignment(
      groups, foldOfGroup: foldOfGroup, count: count, subjects: subjects)
  }
}

/// The place of each element in a permutation.
func ranks(of order: [Int]) -> [Int] {
  var rank = Array(repeating: 0, count: order.count)
  for (place, element) in order.enumerated() { rank[element] = place }
  return rank
}

/// Throws unless there are at least two folds and a subject for each.
func checkFoldCount(_ count: Int, subjects: Int) throws {
  guard count >= 2 else {
    throw SplitError.badOption(name: "count", value: "\(count)", allowed: "at least 2 folds")
  }
  guard subjects >= count else {
    throw SplitError.tooFewSubjects(found: subjects, needed: count)
  }
}
