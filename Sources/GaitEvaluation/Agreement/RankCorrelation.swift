/// How far two lists put the same things in the same order.
///
/// ```swift
/// let agreement = try RankCorrelation(byPermutation, byGradients)
/// print(agreement.spearman, agreement.kendall)
/// ```
public struct RankCorrelation: Hashable, Sendable, Codable {
  /// Spearman's rho: the product-moment correlation of the ranks, equal values sharing their mean
  /// rank (Spearman 1904, doi:10.2307/1412159).
  public let spearman: Double
  /// Kendall's tau-b: concordant less discordant pairs, corrected for ties (Kendall 1945,
  /// doi:10.1093/biomet/33.3.239).
  public let kendall: Double
  /// The number of things that were ranked.
  public let count: Int

  /// Compares the orders of two lists of values.
  ///
  /// - Parameters:
  ///   - first: A value for each thing.
  ///   - second: Another value for the same things.
  /// - Throws: `MetricError` for fewer than two things, a value that is not finite, or a list
  ///   without two different values.
  public init(_ first: [Double], _ second: [Double]) throws {
    let name = "rank correlation"
    try checkPairs(name, first, second, atLeast: 2)
    guard Set(first).count > 1, Set(second).count > 1 else {
      throw MetricError.undefined(metric: name, reason: "all values of a list are equal")
    }
    count = first.count
    let (a, b) = (averageRanks(first).ranks, averageRanks(second).ranks)
    // Ranks with ties shared have the mean of ranks without ties.
    let centre = Double(count + 1) / 2
    var (product, squaresA, squaresB) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      product += (x - centre) * (y - centre)
      squaresA += (x - centre) * (x - centre)
      squaresB += (y - centre) * (y - centre)
    }
    spearman = product / (squaresA * squaresB).squareRoot()
    var (balance, ordered, orderedOther) = (0.0, 0.0, 0.0)
    for i in first.indices {
      for j in 0..<i {
        let signA = Self.sign(first[i] - first[j])
        let signB = Self.sign(second[i] - second[j])
        balance += signA * signB
        ordered += signA * signA
        orderedOther += signB * signB
      }
    }
    kendall = balance / (ordered * orderedOther).squareRoot()
  }

  private static func sign(_ value: Double) -> Double { value > 0 ? 1 : value < 0 ? -1 : 0 }
}
