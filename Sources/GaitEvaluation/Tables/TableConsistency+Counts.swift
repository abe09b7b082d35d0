extension TableConsistency {
  /// Whether whole numbers of right and wrong rows exist that round to the printed scores.
  func countsFit(_ row: PublishedRow, rows: Int) -> Bool {
    guard rows > 0, let precision = row.precision, let recall = row.recall else { return true }
    let (p, r) = (range(precision), range(recall))
    for positives in 0...rows {
      let fewest = Int((r.lower * Double(positives)).rounded(.up))
      let most = Int((r.upper * Double(positives)).rounded(.down))
      guard positives > 0, fewest <= most else { continue }
      for hits in fewest...most {
        // Called positive: hits / precision, within rounding.
        let calledAtLeast = max(hits, Int((Double(hits) / p.upper).rounded(.up)))
        let limit = rows - positives + hits
        let calledAtMost =
          p.lower > 0 ? Int(min(Double(limit), (Double(hits) / p.lower).rounded(.down))) : limit
        guard calledAtLeast <= calledAtMost else { continue }
        for called in calledAtLeast...calledAtMost where called > 0 {
          let right = hits + rows - positives - (called - hits)
          let accuracy = Double(right) / Double(rows)
          let f1 = 2 * Double(hits) / Double(positives + called)
          if fits(accuracy, row.accuracy) && fits(f1, row.f1) { return true }
        }
      }
    }
    return false
  }

  private func fits(_ value: Double, _ printed: Double?) -> Bool {
    printed.map { range($0).contains(value) } ?? true
  }
}
