/// Within-subject protocol over time: train on the past, skip a gap, test on what follows.
///
/// The rows of each subject are ordered by time and cut into `count + 1` blocks of equal numbers
/// of rows. Fold `k` tests block `k + 1` of every subject and trains on the rows that end at
/// least `gapS` before that block begins, so that a window in training shares no sample with a
/// window in the test when the gap is at least the window's length. Each fold says
/// `withinSubject` in its scope.
public struct TimeGapSplit: SubjectSplit, Hashable {
  /// The number of folds, at least 1.
  public var count: Int

  /// The shortest time between a training row and the test block, in seconds.
  public var gapS: Double

  /// The time of each row of the whole table, in seconds.
  public var timesS: [Double]

  /// A split into the past and, after a gap, the future.
  public init(_ count: Int = 5, gapS: Double, timesS: [Double]) {
    self.count = count
    self.gapS = gapS
    self.timesS = timesS
  }

  /// `count` folds that test ever later blocks of every subject.
  public func folds(of subjects: Subjects, among rows: [Int]) throws -> [Fold] {
    guard timesS.count == subjects.rowCount else {
      throw SplitError.lengthMismatch(
        what: "times", expected: subjects.rowCount, found: timesS.count)
    }
    guard count >= 1, gapS >= 0, gapS.isFinite else {
      throw SplitError.badOption(
        name: "count and gapS", value: "\(count) and \(gapS)",
        allowed: "at least 1 fold and a finite gap of at least 0 s")
    }
    if let row = rows.first(where: { $0 < 0 || $0 >= timesS.count || !timesS[$0].isFinite }) {
      throw SplitError.badOption(
        name: "time of row \(row)", value: "not a finite number", allowed: "seconds")
    }
    let groups = try rowsBySubject(subjects, among: rows)
    return try (1...count).map { block in
      var training: [Int] = []
      var test: [Int] = []
      for group in groups {
        let ordered = group.rows.sorted { (timesS[$0], $0) < (timesS[$1], $1) }
        let lower = block * ordered.count / (count + 1)
        let upper = (block + 1) * ordered.count / (count + 1)
        guard lower < upper else {
          throw SplitError.badOption(
            name: "count", value: "\(count)",
            allowed: "fewer than the \(ordered.count) rows of subject "
              + subjects.identifiers[group.subject])
        }
        let startS = timesS[ordered[lower]]
        training += ordered[..<lower].filter { timesS[$0] + gapS <= startS }
        test += ordered[lower..<upper]
      }
      let fold = try Fold(
        training: training, test: test, subjects: subjects, scope: .withinSubject)
      try fold.check(against: subjects)
      return fold
    }
  }
}
