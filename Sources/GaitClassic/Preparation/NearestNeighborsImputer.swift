import GaitEvaluation

/// Fills a missing entry with the mean of the nearest training rows that have it.
///
/// The distance of two rows is that over the features both have, scaled up to all of them
/// (Troyanskaya et al. 2001, doi:10.1093/bioinformatics/17.6.520). A row that shares no feature
/// with any donor takes the column's mean.
public struct NearestNeighborsImputer: FeatureTransform, Hashable {
  /// The number of donors.
  public var neighbors: Int

  /// How much each of them counts.
  public var weighting: NeighborWeighting

  /// The number of threads, `nil` for one per processor; the result does not depend on it.
  public var threads: Int?

  /// An imputer with scikit-learn's defaults.
  public init(
    neighbors: Int = 5, weighting: NeighborWeighting = .uniform, threads: Int? = nil
  ) {
    self.neighbors = neighbors
    self.weighting = weighting
    self.threads = threads
  }

  /// Keeps the training rows as donors.
  public func fit(
    _ features: Matrix, targets: [Double]?, subjects: Subjects?
  ) throws -> FittedNearestNeighborsImputer {
    let learner = "NearestNeighborsImputer"
    try checkTable(learner, features, missing: .accepted)
    try checkOption(learner, "neighbors", neighbors, "at least 1", neighbors >= 1)
    try checkThreads(learner, threads)
    return FittedNearestNeighborsImputer(
      options: self, columnMeans: try presentMeans(learner, features), donors: features)
  }
}

/// Training rows that lend their entries.
public struct FittedNearestNeighborsImputer: FittedFeatureTransform {
  let options: NearestNeighborsImputer

  /// The mean of each column over the training rows that have it.
  public let columnMeans: [Double]

  let donors: Matrix

  /// The number of columns it was fitted to.
  public var featureCount: Int { donors.columnCount }

  /// Whether both fill alike; missing donor entries count as equal.
  public static func == (a: Self, b: Self) -> Bool {
    a.options == b.options && a.columnMeans == b.columnMeans
      && a.donors.rowCount == b.donors.rowCount
      && zip(a.donors.values, b.donors.values).allSatisfy { $0.bitPattern == $1.bitPattern }
  }

  /// The table with every missing entry filled.
  public func transform(_ features: Matrix) throws -> Matrix {
    let learner = "NearestNeighborsImputer"
    try checkColumns(learner, features, expected: featureCount, missing: .accepted)
    let width = featureCount
    let lenders = MaskedRows(donors)
    let takers = MaskedRows(features)
    let band = 32
    let bands = (features.rowCount + band - 1) / band
    let parts = try parallelMap(count: bands, threads: options.threads ?? availableThreads) {
      part in
      var filled: [Double] = []
      for row in part * band..<min(features.rowCount, (part + 1) * band) {
        var entries = Array(features.row(row))
        let holes = entries.indices.filter { entries[$0].isNaN }
        if !holes.isEmpty { fill(&entries, holes, takers, row, lenders) }
        filled += entries
      }
      return filled
    }
    return Matrix(rows: features.rowCount, columns: width, values: parts.flatMap(\.self))
  }

  private func fill(
    _ entries: inout [Double], _ holes: [Int], _ takers: MaskedRows, _ row: Int,
    _ lenders: MaskedRows
  ) {
    var nearest = holes.map { _ in NearestList(capacity: options.neighbors) }
    // The farthest of all limits turns most donors away at one comparison.
    var limit = Double.infinity
    for donor in 0..<donors.rowCount {
      let distance = takers.squaredDistance(row, lenders, donor)
      guard distance < limit else { continue }
      limit = 0
      for (place, column) in holes.enumerated() {
        if distance < nearest[place].limit, !donors[donor, column].isNaN {
          nearest[place].insert(distance, row: donor)
        }
        limit = max(limit, nearest[place].limit)
      }
    }
    for (column, list) in zip(holes, nearest) {
      let weights = options.weighting.weights(list)
      var (sum, total) = (0.0, 0.0)
      for (donor, weight) in zip(list.rows, weights) {
        sum += weight * donors[donor, column]
        total += weight
      }
      entries[column] = total > 0 ? sum / total : columnMeans[column]
    }
  }
}

/// Packed rows with zeros for missing entries, and where entries are.
private struct MaskedRows: Sendable {
  let rows: PackedRows
  let present: PackedRows
  let bits: [UInt64]
  let words: Int

  init(_ table: Matrix) {
    var known = table
    var isPresent = Matrix(rows: table.rowCount, columns: table.columnCount, repeating: 1)
    words = (table.columnCount + 63) / 64
    var bits = Array(repeating: UInt64(0), count: table.rowCount * words)
    for row in 0..<table.rowCount {
      for column in 0..<table.columnCount {
        if table[row, column].isNaN {
          known[row, column] = 0
          isPresent[row, column] = 0
        } else {
          bits[row * words + column / 64] |= 1 << UInt64(column % 64)
        }
      }
    }
    rows = PackedRows(known)
    present = PackedRows(isPresent)
    self.bits = bits
  }

  /// The scaled squared distance over shared features; infinite if there are none.
  @inline(__always)
  func squaredDistance(_ row: Int, _ other: MaskedRows, _ donor: Int) -> Double {
    var shared = 0
    for word in 0..<words {
      shared += (bits[row * words + word] & other.bits[donor * words + word]).nonzeroBitCount
    }
    if shared == 0 { return .infinity }
    var sum = PackedRows.Vector.zero
    let stride = rows.stride
    let (p, q) = (row * stride, donor * stride)
    for i in 0..<stride {
      let mask = present.vectors[p + i] * other.present.vectors[q + i]
      let step = (rows.vectors[p + i] - other.rows.vectors[q + i]) * mask
      sum += step * step
    }
    return sum.sum() * Double(rows.columnCount) / Double(shared)
  }
}

/// The mean of the present entries of each column.
func presentMeans(_ learner: String, _ table: Matrix) throws -> [Double] {
  try (0..<table.columnCount).map { column in
    let present = table.column(column).filter { !$0.isNaN }
    if present.isEmpty { throw LearningError.allMissing(learner: learner, column: column) }
    return arithmeticMean(present)
  }
}
