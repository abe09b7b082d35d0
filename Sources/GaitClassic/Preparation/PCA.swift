import GaitEvaluation

/// Turns features into their principal components.
///
/// Components are unit vectors along which training rows vary most, each with its largest entry
/// positive, as in scikit-learn.
public struct PCA: FeatureTransform, Hashable {
  /// How many components to keep.
  public enum Count: Hashable, Sendable, Codable {
    /// As many as rows and columns allow.
    case all

    /// This many.
    case fixed(Int)

    /// The fewest that explain more than this share of the variance.
    case varianceShare(Double)
  }

  /// How many components to keep.
  public var count: Count

  /// Whether each component is divided by its standard deviation.
  public var whitens: Bool

  /// A reduction to principal components.
  public init(_ count: Count = .all, whitens: Bool = false) {
    self.count = count
    self.whitens = whitens
  }

  /// Finds the components of training rows.
  public func fit(
    _ features: Matrix, targets: [Double]?, subjects: Subjects?
  ) throws -> FittedPCA {
    try checkTable("PCA", features, rows: 2)
    let table = CentredTable(features, centres: true, standardizes: false)
    let (n, p) = (features.rowCount, features.columnCount)
    let limit = min(n, p)
    // The smaller of both products; its eigenvectors give those of the other.
    let isWide = p > n
    let packed = isWide ? PackedRows(table.features) : PackedRows(columnsOf: table.features)
    let eigen = SymmetricEigen(packed.products(with: packed))
    let variances = eigen.values.prefix(limit).map { max(0, $0) / Double(n - 1) }
    let total = variances.reduce(0, +)
    let kept = try keptCount(variances, total: total, limit: limit)
    var components = eigen.vectors.selecting(rows: 0..<kept)
    if isWide {
      components = PackedRows(components).products(with: PackedRows(columnsOf: table.features))
    }
    for row in 0..<kept {
      var (norm, largest) = (0.0, 0.0)
      for entry in components.row(row) {
        norm += entry * entry
        if abs(entry) > abs(largest) { largest = entry }
      }
      let scale = norm > 0 ? (largest < 0 ? -1 : 1) / norm.squareRoot() : 0
      for j in 0..<p { components[row, j] *= scale }
    }
    return FittedPCA(
      means: table.means, components: components, variances: Array(variances.prefix(kept)),
      varianceShares: variances.prefix(kept).map { total > 0 ? $0 / total : 0 }, whitens: whitens)
  }

  private func keptCount(_ variances: [Double], total: Double, limit: Int) throws -> Int {
    switch count {
    case .all: return limit
    case .fixed(let number):
      try checkOption("PCA", "count", number, "1...\(limit)", number >= 1 && number <= limit)
      return number
    case .varianceShare(let share):
      try checkOption("PCA", "share", share, "above 0, below 1", share > 0 && share < 1)
      var sum = 0.0
      for (index, variance) in variances.enumerated() {
        sum += variance
        if sum > share * total { return index + 1 }
      }
      return limit
    }
  }
}

/// Principal components of training rows.
public struct FittedPCA: FittedFeatureTransform {
  /// The mean of each column.
  public let means: [Double]

  /// The unit vector of each component, [components, features].
  public let components: Matrix

  /// The variance along each component (divided by one less than the rows).
  public let variances: [Double]

  /// The share of all variance along each component.
  public let varianceShares: [Double]

  /// Whether each component is divided by its standard deviation.
  public let whitens: Bool

  /// The number of columns it was fitted to.
  public var featureCount: Int { means.count }

  /// The place of each row along the components.
  public func transform(_ features: Matrix) throws -> Matrix {
    try checkColumns("PCA", features, expected: featureCount)
    var moved = features
    for row in 0..<moved.rowCount { for j in 0..<featureCount { moved[row, j] -= means[j] } }
    var result = PackedRows(moved).products(with: PackedRows(components))
    if whitens {
      for row in 0..<result.rowCount {
        for k in variances.indices where variances[k] > 0 {
          result[row, k] /= variances[k].squareRoot()
        }
      }
    }
    return result
  }
}
