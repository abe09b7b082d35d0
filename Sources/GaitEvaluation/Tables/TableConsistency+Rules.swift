extension TableConsistency {
  /// The laws that one row breaks on its own.
  func findings(in row: PublishedRow) -> [Finding] {
    var found: [Finding] = []
    func report(_ rule: Rule, _ explanation: String) {
      if averaging == .positiveClass || rule.holdsForAverages {
        found.append(Finding(row: row.name, rule: rule, explanation: explanation))
      }
    }
    let scores = [row.accuracy, row.precision, row.recall, row.f1, row.area].compactMap(\.self)
    if let score = scores.first(where: { !($0 >= 0 && $0 <= 1) }) {
      report(.scoreOutsideUnitInterval, "\(score) is not a share")
      return found
    }
    guard let precision = row.precision, let recall = row.recall else { return found }
    let (p, r) = (range(precision), range(recall))
    if let f1 = row.f1 {
      let printed = range(f1)
      let mean = PrintedRange(
        lower: harmonicMean(p.lower, r.lower), upper: harmonicMean(p.upper, r.upper))
      if !mean.overlaps(printed) {
        report(
          .f1DiffersFromHarmonicMean,
          "F1 \(f1), but 2PR/(P+R) is \(rounded(harmonicMean(precision, recall)))")
      }
      if printed.lower > max(p.upper, r.upper) {
        report(.f1AboveLargerOfPrecisionAndRecall, "F1 \(f1), P \(precision), R \(recall)")
      }
      if printed.upper < min(p.lower, r.lower) {
        report(.f1BelowSmallerOfPrecisionAndRecall, "F1 \(f1), P \(precision), R \(recall)")
      }
      if printed.lower > (p.upper + r.upper) / 2 {
        report(
          .f1AboveMeanOfPrecisionAndRecall,
          "F1 \(f1), but (P+R)/2 is \(rounded((precision + recall) / 2))")
      }
    }
    guard let accuracy = row.accuracy else { return found }
    guard let points = operatingPoints(range(accuracy), p, r) else {
      let implied = prevalence(accuracy, precision, recall)
      report(.impliedPrevalenceImpossible, "implies a share of positives of \(rounded(implied))")
      return found
    }
    if let area = row.area {
      let lower = points.map { $0.recall * (1 - $0.falseAlarms) }.min() ?? 0
      let upper = points.map { 1 - (1 - $0.recall) * $0.falseAlarms }.max() ?? 1
      if !range(area).overlaps(PrintedRange(lower: lower, upper: upper)) {
        report(
          .areaImpossible, "area \(area), but \(rounded(lower))...\(rounded(upper)) is possible")
      }
    }
    if let sampleCount, !countsFit(row, rows: sampleCount) {
      report(.noCountsFit, "no counts over \(sampleCount) rows round to these scores")
    }
    return found
  }

  /// The finding that rows scored on one set imply different shares of positives.
  func prevalenceFinding(_ rows: [PublishedRow]) -> Finding? {
    var ranges: [(name: String, range: PrintedRange)] = []
    for row in rows {
      guard let a = row.accuracy, let p = row.precision, let r = row.recall,
        let points = operatingPoints(range(a), range(p), range(r))
      else { continue }
      let shares = points.map(\.prevalence)
      ranges.append((row.name, PrintedRange(lower: shares.min() ?? 0, upper: shares.max() ?? 1)))
    }
    guard let highest = ranges.max(by: { $0.range.lower < $1.range.lower }),
      let lowest = ranges.min(by: { $0.range.upper < $1.range.upper }),
      highest.range.lower > lowest.range.upper
    else { return nil }
    return Finding(
      row: nil, rule: .prevalenceDiffersBetweenRows,
      explanation: "\(lowest.name) implies a share of positives of at most "
        + "\(rounded(lowest.range.upper)), \(highest.name) of at least "
        + "\(rounded(highest.range.lower))")
  }

  /// The operating points that round to the printed scores, `nil` if there are none.
  ///
  /// A grid over the rounding box: its corners hold the extremes, as every quantity is monotone
  /// in each score, and its inside catches boxes of which only a part is possible.
  private func operatingPoints(
    _ accuracy: PrintedRange, _ precision: PrintedRange, _ recall: PrintedRange
  ) -> [OperatingPoint]? {
    let steps = 4
    func grid(_ range: PrintedRange) -> [Double] {
      (0...steps).map { range.lower + (range.upper - range.lower) * Double($0) / Double(steps) }
    }
    var points: [OperatingPoint] = []
    for a in grid(accuracy) {
      for p in grid(precision) {
        for r in grid(recall) {
          if let point = OperatingPoint(accuracy: a, precision: p, recall: r) {
            points.append(point)
          }
        }
      }
    }
    return points.isEmpty ? nil : points
  }

  private func prevalence(_ accuracy: Double, _ precision: Double, _ recall: Double) -> Double {
    (1 - accuracy) / (1 + recall / precision - 2 * recall)
  }

  private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

/// The harmonic mean, zero where both are zero.
private func harmonicMean(_ a: Double, _ b: Double) -> Double {
  a + b > 0 ? 2 * a * b / (a + b) : 0
}

/// What accuracy, precision and recall together say about a yes-or-no outcome.
private struct OperatingPoint {
  let recall, prevalence, falseAlarms: Double

  /// The point, or `nil` if no counts have these scores.
  init?(accuracy: Double, precision: Double, recall: Double) {
    guard precision > 0 else { return nil }
    // Errors are missed positives and false alarms, both proportional to the prevalence.
    let errorsPerPositive = (1 - recall) + recall * (1 - precision) / precision
    guard errorsPerPositive > 0 else { return nil }
    let share = (1 - accuracy) / errorsPerPositive
    let alarms = share * recall * (1 - precision) / precision
    guard share >= 0, share < 1, alarms <= 1 - share + 1e-12 else { return nil }
    self.recall = recall
    prevalence = share
    falseAlarms = alarms / (1 - share)
  }
}
