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
    let lenders = MaskedRows(donors)
    let takers = MaskedRows(features)
    let band = 64
    let bands = (features.rowCount + band - 1) / band
    let parts = try parallelMap(count: bands, threads: options.threads ?? availableThreads) {
      part in
      let rows = part * band..<min(features.rowCount, (part + 1) * band)
      return fill(rows, of: features, takers, lenders)
    }
    return Matrix(
      rows: features.rowCount, columns: featureCount, values: parts.flatMap(\.self))
  }

  /// A row with missing entries and the donors found for each of them so far.
  private struct Taker {
    let row: Int
    let holes: [Int]
    var nearest: [NearestList]

    /// The farthest limit of all holes: most donors are turned away at this one comparison.
    var limit = Double.infinity
  }

  /// The entries of some rows, filled.
  private func fill(
    _ rows: Range<Int>, of features: Matrix, _ takers: MaskedRows, _ lenders: MaskedRows
  ) -> [Double] {
    var open = rows.compactMap { row -> Taker? in
      let entries = features.row(row)
      let holes = (0..<featureCount).filter { entries[entries.startIndex + $0].isNaN }
      let lists = holes.map { _ in NearestList(capacity: options.neighbors) }
      return holes.isEmpty ? nil : Taker(row: row, holes: holes, nearest: lists)
    }
    // A tile of donors stays in the cache while all rows of the band pass over it.
    let tile = 256
    for start in stride(from: 0, to: donors.rowCount, by: tile) {
      let end = min(donors.rowCount, start + tile)
      for place in open.indices {
        for donor in start..<end {
          let distance = takers.squaredDistance(open[place].row, lenders, donor)
          if distance < open[place].limit { offer(donor, distance, to: &open[place]) }
        }
      }
    }
    var filled = Array(
      features.values[rows.lowerBound * featureCount..<rows.upperBound * featureCount])
    for taker in open {
      for (column, list) in zip(taker.holes, taker.nearest) {
        let place = (taker.row - rows.lowerBound) * featureCount + column
        filled[place] = mean(list, column)
      }
    }
    return filled
  }

  private func offer(_ donor: Int, _ distance: Double, to taker: inout Taker) {
    var limit = 0.0
    for (place, column) in taker.holes.enumerated() {
      if distance < taker.nearest[place].limit, !donors[donor, column].isNaN {
        taker.nearest[place].insert(distance, row: donor)
      }
      limit = max(limit, taker.nearest[place].limit)
    }
    taker.limit = limit
  }

  private func mean(_ list: NearestList, _ column: Int) -> Double {
    let weights = options.weighting.weights(list)
    var (sum, total) = (0.0, 0.0)
    for (donor, weight) in zip(list.rows, weights) {
      sum += weight * donors[donor, column]
      total += weight
    }
    return total > 0 ? sum / total : columnMeans[column]
  }
}

/// Packed rows that keep NaN for missing entries, and where entries are.
private struct MaskedRows: Sendable {
  let rows: PackedRows
  let bits: [UInt64]
  let words: Int

  init(_ table: Matrix) {
    words = (table.columnCount + 63) / 64
    var bits = Array(repeating: UInt64(0), count: table.rowCount * words)
    for row in 0..<table.rowCount {
      for column in 0..<table.columnCount where !table[row, column].isNaN {
        bits[row * words + column / 64] |= 1 << UInt64(column % 64)
      }
    }
    rows = PackedRows(table)
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
    var (even, odd) = (PackedRows.Vector.zero, PackedRows.Vector.zero)
    let stride = rows.stride
    let (p, q) = (row * stride, donor * stride)
    var i = 0
    while i + 2 <= stride {
      even += knownSquares(rows.vectors[p + i] - other.rows.vectors[q + i])
      odd += knownSquares(rows.vectors[p + i + 1] - other.rows.vectors[q + i + 1])
      i += 2
    }
    if i < stride { even += knownSquares(rows.vectors[p + i] - other.rows.vectors[q + i]) }
    return (even + odd).sum() * Double(rows.columnCount) / Double(shared)
  }

  /// The squares of differences, zero where one side is missing and the difference is NaN.
  @inline(__always)
  private func knownSquares(_ step: PackedRows.Vector) -> PackedRows.Vector {
    let squares = step * step
    return squares.replacing(with: 0, where: squares .!= squares)
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
