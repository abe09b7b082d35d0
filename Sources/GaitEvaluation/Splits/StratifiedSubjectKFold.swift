/// K folds of whole subjects in which each class keeps its share as well as subjects allow.
///
/// Subjects whose rows are most uneven over the classes are placed first, each in the fold where
/// it leaves the spread of every class over the folds smallest (scikit-learn's
/// `StratifiedGroupKFold`). For a number as outcome, stratify by `quantileStrata`.
public struct StratifiedSubjectKFold: SubjectSplit, Hashable {
  /// The number of folds, at least 2.
  public var count: Int

  /// The class of each row of the whole table.
  public var labels: [Int]

  /// Shuffles the order in which equally uneven subjects are placed; `nil` keeps their order.
  public var seed: UInt64?

  /// A split into `count` folds that keeps the shares of `labels`.
  public init(_ count: Int = 5, labels: [Int], seed: UInt64? = nil) {
    self.count = count
    self.labels = labels
    self.seed = seed
  }

  /// `count` folds of whole subjects that keep the shares of the labels.
  public func folds(of subjects: Subjects, among rows: [Int]) throws -> [Fold] {
    guard labels.count == subjects.rowCount else {
      throw SplitError.lengthMismatch(
        what: "labels", expected: subjects.rowCount, found: labels.count)
    }
    let groups = try rowsBySubject(subjects, among: rows)
    try checkFoldCount(count, subjects: groups.count)
    let classes = Set(rows.map { labels[$0] }).sorted()
    let place = Dictionary(uniqueKeysWithValues: zip(classes, classes.indices))
    let counts = groups.map { group in
      var tally = Array(repeating: 0.0, count: classes.count)
      for row in group.rows { if let c = place[labels[row]] { tally[c] += 1 } }
      return tally
    }
    var order = Array(groups.indices)
    if let seed {
      var random = SeededGenerator(seed: seed)
      order = random.shuffled(order)
    }
    let rank = ranks(of: order)
    let unevenness = counts.map(spread)
    order.sort {
      unevenness[$0] != unevenness[$1]
        ? unevenness[$0] > unevenness[$1] : rank[$0] < rank[$1]
    }
    let foldOfGroup = deal(order, counts: counts, classes: classes.count)
    return try foldsByAssignment(
      groups, foldOfGroup: foldOfGroup, count: count, subjects: subjects)
  }

  /// Deals the groups in order, each to the fold where the classes stay most evenly spread.
  private func deal(_ order: [Int], counts: [[Double]], classes: Int) -> [Int] {
    var totals = Array(repeating: 0.0, count: classes)
    for tally in counts { for c in 0..<classes { totals[c] += tally[c] } }
    var held = Array(repeating: Array(repeating: 0.0, count: classes), count: count)
    var foldOfGroup = Array(repeating: 0, count: counts.count)
    for (placed, group) in order.enumerated() {
      // A fold must not stay empty: once only as many subjects remain as there are empty folds,
      // they may go nowhere else.
      let empty = held.indices.filter { held[$0].allSatisfy { $0 == 0 } }
      let candidates = order.count - placed <= empty.count ? empty : Array(held.indices)
      var best = candidates[0]
      var bestSpread = Double.infinity
      var bestRows = Double.infinity
      for fold in candidates {
        for c in 0..<classes { held[fold][c] += counts[group][c] }
        var total = 0.0
        for c in 0..<classes { total += spread(held.map { $0[c] / totals[c] }) }
        let rows = held[fold].reduce(0, +)
        for c in 0..<classes { held[fold][c] -= counts[group][c] }
        let mean = total / Double(classes)
        let isTie = abs(mean - bestSpread) <= 1e-12
        if (!isTie && mean < bestSpread) || (isTie && rows < bestRows) {
          (best, bestSpread, bestRows) = (fold, mean, rows)
        }
      }
      for c in 0..<classes { held[best][c] += counts[group][c] }
      foldOfGroup[group] = best
    }
    return foldOfGroup
  }
}

/// The standard deviation over all values (divided by their number).
private func spread(_ values: [Double]) -> Double {
  let mean = values.reduce(0, +) / Double(values.count)
  var sum = 0.0
  for value in values { sum += (value - mean) * (value - mean) }
  return (sum / Double(values.count)).squareRoot()
}

/// A class per value: which of `count` equally filled bins of the sorted values it falls in.
///
/// Equal values get equal classes, so bins may differ in size.
public func quantileStrata(of values: [Double], count: Int) -> [Int] {
  precondition(count > 0, "quantileStrata: \(count) strata")
  let sorted = values.sorted()
  let cuts = (1..<count).compactMap { part -> Double? in
    sorted.isEmpty ? nil : sorted[min(sorted.count - 1, part * sorted.count / count)]
  }
  return values.map { value in cuts.count { value >= $0 } }
}
