extension PairedTest {
  /// Wilcoxon's signed-rank test of paired scores, one pair per subject.
  ///
  /// Exact up to 50 pairs without ties; else the normal approximation with the variance corrected
  /// for ties. Pairs without a difference are left out (Wilcoxon 1945, doi:10.2307/3001968).
  ///
  /// - Parameters:
  ///   - first: The score of one model for each subject.
  ///   - second: The score of the other for the same subjects.
  /// - Returns: The smaller of both rank sums and the two-sided p value.
  /// - Throws: `MetricError` when no pair differs or a score is not finite.
  public static func wilcoxon(_ first: [Double], _ second: [Double]) throws -> PairedTest {
    let name = "Wilcoxon signed-rank test"
    try checkPairs(name, first, second, atLeast: 1)
    let all = zip(first, second).map { $0 - $1 }
    let differences = all.filter { $0 != 0 }
    guard !differences.isEmpty else {
      throw MetricError.undefined(metric: name, reason: "no pair differs")
    }
    let (ranks, tieTerm) = averageRanks(differences.map(abs))
    let positive = zip(ranks, differences).reduce(0) { $1.1 > 0 ? $0 + $1.0 : $0 }
    let count = Double(differences.count)
    let total = count * (count + 1) / 2
    let statistic = min(positive, total - positive)
    if differences.count <= 50, differences.count == all.count, tieTerm == 0 {
      let p = 2 * exactTail(Int(statistic), differences.count)
      return PairedTest(name, statistic: statistic, pValue: p)
    }
    let variance = count * (count + 1) * (2 * count + 1) / 24 - tieTerm / 48
    let z = (statistic - total / 2) / variance.squareRoot()
    return PairedTest(name, statistic: statistic, pValue: 2 * NormalDistribution.cumulative(z))
  }

  /// The sign-flip permutation test of the mean difference, one pair per subject.
  ///
  /// Every pattern of signs up to 16 pairs, else `resamples` random ones with the observed one
  /// counted in (Phipson and Smyth 2010, doi:10.2202/1544-6115.1585).
  ///
  /// - Parameters:
  ///   - first: The score of one model for each subject.
  ///   - second: The score of the other for the same subjects.
  ///   - resamples: The number of random patterns for more than 16 pairs.
  ///   - seed: Determines the random patterns.
  /// - Returns: The mean difference and its two-sided p value.
  /// - Throws: `MetricError` for fewer than two pairs or a score that is not finite.
  public static func permutation(
    _ first: [Double], _ second: [Double], resamples: Int = 10_000, seed: UInt64
  ) throws -> PairedTest {
    let name = "sign-flip permutation test"
    try checkPairs(name, first, second, atLeast: 2)
    let differences = zip(first, second).map { $0 - $1 }
    let observed = abs(differences.reduce(0, +))
    let threshold = observed * (1 - 1e-12)
    let isExact = differences.count <= 16
    let patterns = isExact ? 1 << differences.count : resamples
    var random = SeededGenerator(seed: seed)
    var extreme = 0
    for pattern in 0..<patterns {
      var sum = 0.0
      var bits = UInt64(pattern)
      for (index, difference) in differences.enumerated() {
        if !isExact && index % 64 == 0 { bits = random.next() }
        sum += bits & 1 == 0 ? difference : -difference
        bits >>= 1
      }
      if abs(sum) >= threshold { extreme += 1 }
    }
    let p =
      isExact
      ? Double(extreme) / Double(patterns) : Double(extreme + 1) / Double(patterns + 1)
    return PairedTest(name, statistic: arithmeticMean(differences), pValue: p)
  }

  /// The chance of a rank sum of at most `sum`, by counting subsets of 1...count.
  private static func exactTail(_ sum: Int, _ count: Int) -> Double {
    var ways = Array(repeating: 0.0, count: sum + 1)
    ways[0] = 1
    for rank in 1...count where rank <= sum {
      for value in stride(from: sum, through: rank, by: -1) { ways[value] += ways[value - rank] }
    }
    var chance = ways.reduce(0, +)
    for _ in 0..<count { chance /= 2 }
    return chance
  }
}

/// The ranks of values from one, equal values sharing their mean rank, and the sum of t^3 - t over
/// groups of t equal values.
func averageRanks(_ values: [Double]) -> (ranks: [Double], tieTerm: Double) {
  let order = values.indices.sorted { values[$0] < values[$1] }
  var ranks = Array(repeating: 0.0, count: values.count)
  var tieTerm = 0.0
  var start = 0
  while start < order.count {
    var end = start + 1
    while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
    let size = Double(end - start)
    for place in start..<end { ranks[order[place]] = Double(start) + (size + 1) / 2 }
    tieTerm += size * size * size - size
    start = end
  }
  return (ranks, tieTerm)
}
