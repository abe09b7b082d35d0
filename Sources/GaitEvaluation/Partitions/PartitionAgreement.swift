import Foundation

/// How well two ways of grouping the same rows agree, whatever the groups are called.
///
/// Hubert and Arabie 1985 (doi:10.1007/BF01908075) for the adjusted Rand index; the normalised
/// mutual information divides by the arithmetic mean of the entropies, as scikit-learn does.
public struct PartitionAgreement: Hashable, Sendable, Codable {
  /// The share of pairs on which both agree, above chance: 1 for equal groups, about 0 for chance.
  public let adjustedRandIndex: Double

  /// What one grouping tells of the other, 0 to 1; not corrected for chance.
  public let normalizedMutualInformation: Double

  /// The agreement of two groupings.
  ///
  /// - Parameters:
  ///   - first: The group of each row.
  ///   - second: The other group of the same rows.
  /// - Throws: `MetricError` for no rows or lists of different lengths.
  public init(_ first: [Int], _ second: [Int]) throws {
    let name = "partition agreement"
    guard first.count == second.count else {
      throw MetricError.lengthMismatch(metric: name, expected: first.count, found: second.count)
    }
    guard !first.isEmpty else { throw MetricError.tooFewValues(metric: name, needed: 1, found: 0) }
    let rows = PartitionAgreement.sizes(first)
    let columns = PartitionAgreement.sizes(second)
    let cells = PartitionAgreement.sizes(zip(first, second).map { [$0, $1] })
    let total = Double(first.count)
    func pairs(_ counts: [Double]) -> Double { counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 } }
    let together = pairs(cells)
    let (a, b) = (pairs(rows), pairs(columns))
    let all = total * (total - 1) / 2
    let expected = all > 0 ? a * b / all : 0
    let largest = (a + b) / 2
    // Both put all rows together, or both each one alone.
    adjustedRandIndex = largest == expected ? 1 : (together - expected) / (largest - expected)
    func entropy(_ counts: [Double]) -> Double {
      counts.reduce(0) { $0 - $1 / total * log($1 / total) }
    }
    let (own, other) = (entropy(rows), entropy(columns))
    let shared = max(0, own + other - entropy(cells))
    normalizedMutualInformation = own + other > 0 ? min(1, 2 * shared / (own + other)) : 1
  }

  /// The sizes of the groups, in an order that does not depend on hashing.
  private static func sizes<Group: Hashable>(_ groups: [Group]) -> [Double] {
    var counts: [Group: Int] = [:]
    for group in groups { counts[group, default: 0] += 1 }
    return counts.values.sorted().map(Double.init)
  }
}
