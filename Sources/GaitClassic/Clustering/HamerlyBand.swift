/// Half the distance of each centre from the nearest other one.
struct CentreGeometry: Sendable {
  let halfGaps: [Double]

  init(_ centres: PackedRows) {
    halfGaps = (0..<centres.rowCount).map { k in
      var nearest = Double.infinity
      for other in 0..<centres.rowCount where other != k {
        nearest = min(nearest, squaredDistance(centres, k, centres, other))
      }
      return nearest.squareRoot() / 2
    }
  }
}

/// Some consecutive rows with their groups, bounds on their distances, and the groups' sums.
///
/// A row keeps its group while the upper bound on the distance to its own centre stays below the
/// lower bound on that to any other. Bands have a fixed size, so sums over them add up in the
/// same order on any number of threads.
struct HamerlyBand: Sendable {
  let rows: Range<Int>
  private(set) var labels: [Int]
  private var upper: [Double]
  private var lower: [Double]

  /// The sum of the rows of each group, packed like the centres, and their number.
  private(set) var sums: [PackedRows.Vector] = []
  private(set) var counts: [Double] = []

  /// Whether the last assignment changed a group.
  private(set) var hasChanged = true

  init(rows: Range<Int>) {
    self.rows = rows
    labels = Array(repeating: -1, count: rows.count)
    upper = Array(repeating: .infinity, count: rows.count)
    lower = Array(repeating: 0, count: rows.count)
  }

  /// The band after giving each row to its nearest centre.
  func assigned(
    _ table: PackedRows, _ centres: PackedRows, _ geometry: CentreGeometry
  ) -> HamerlyBand {
    var result = self
    result.hasChanged = false
    result.sums = Array(repeating: .zero, count: centres.vectors.count)
    result.counts = Array(repeating: 0, count: centres.rowCount)
    for i in 0..<rows.count {
      let row = rows.lowerBound + i
      result.assign(i, table, row, centres, geometry)
      let label = result.labels[i]
      result.counts[label] += 1
      let (from, into) = (row * table.stride, label * table.stride)
      for j in 0..<table.stride { result.sums[into + j] += table.vectors[from + j] }
    }
    return result
  }

  private mutating func assign(
    _ i: Int, _ table: PackedRows, _ row: Int, _ centres: PackedRows, _ geometry: CentreGeometry
  ) {
    let label = labels[i]
    if label >= 0 {
      let bound = max(geometry.halfGaps[label], lower[i])
      if upper[i] < bound { return }
      upper[i] = squaredDistance(table, row, centres, label).squareRoot()
      if upper[i] < bound { return }
    }
    var (nearest, second, best) = (Double.infinity, Double.infinity, 0)
    for k in 0..<centres.rowCount {
      let distance = squaredDistance(table, row, centres, k)
      if distance < nearest {
        (second, nearest, best) = (nearest, distance, k)
      } else if distance < second {
        second = distance
      }
    }
    upper[i] = nearest.squareRoot()
    lower[i] = second.squareRoot()
    if best != label {
      labels[i] = best
      hasChanged = true
    }
  }

  /// Widens the bounds by how far centres have moved.
  mutating func loosen(_ shifts: [Double]) {
    let largest = shifts.max() ?? 0
    for i in labels.indices {
      upper[i] += shifts[labels[i]]
      lower[i] -= largest
    }
  }
}
