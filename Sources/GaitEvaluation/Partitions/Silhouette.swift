/// How much nearer rows are to their own group than to the next one.
///
/// Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7: (b - a) / max(a, b) of each row, a the mean
/// distance to the rest of its group and b the least mean distance to another; 0 for a row alone.
public struct Silhouette: Hashable, Sendable, Codable {
  /// The coefficient of each row, -1 to 1.
  public let values: [Double]

  /// The mean coefficient.
  public var mean: Double { arithmeticMean(values) }

  /// The coefficients of a grouping by Euclidean distance.
  ///
  /// - Parameters:
  ///   - features: One row per observation.
  ///   - groups: The group of each row.
  /// - Throws: `MetricError` for lists of different lengths or fewer than two groups.
  public init(_ features: Matrix, groups: [Int]) throws {
    let name = "silhouette"
    guard groups.count == features.rowCount else {
      throw MetricError.lengthMismatch(
        metric: name, expected: features.rowCount, found: groups.count)
    }
    let names = Set(groups).sorted()
    guard names.count > 1 else {
      throw MetricError.undefined(metric: name, reason: "all rows are in one group")
    }
    let members = names.map { group in groups.indices.filter { groups[$0] == group } }
    let rows = groups.indices.map { Array(features.row($0)) }
    values = groups.indices.map { row in
      var (own, nearest) = (0.0, Double.infinity)
      for (group, others) in zip(names, members) {
        let sum = others.reduce(0.0) { sum, other in
          sum
            + zip(rows[row], rows[other]).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            .squareRoot()
        }
        if group != groups[row] {
          nearest = min(nearest, sum / Double(others.count))
        } else if others.count == 1 {
          return 0
        } else {
          own = sum / Double(others.count - 1)
        }
      }
      let larger = max(own, nearest)
      return larger > 0 ? (nearest - own) / larger : 0
    }
  }
}
