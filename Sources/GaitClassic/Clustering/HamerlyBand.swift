/// Half the distance of each centre from the nearest other one, and its squared length.
struct CentreGeometry: Sendable {
  let halfGaps: [Double]
  let squares: [Double]

  init(_ centres: PackedRows) {
    halfGaps = (0..<centres.rowCount).map { k in
      var nearest = Double.infinity
      for other in 0..<centres.rowCount where other != k {
        nearest = min(nearest, squaredDistance(centres, k, centres, other))
      }
      return nearest.squareRoot() / 2
    }
    squares = (0..<centres.rowCount).map { centres.dot($0, $0, vectors: centres.stride) }
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
    if sums.isEmpty {
      result.sums = Array(repeating: .zero, count: centres.vectors.count)
      result.counts = Array(repeating: 0, count: centres.rowCount)
    }
    for i in 0..<rows.count {
      let row = rows.lowerBound + i
      let old = result.labels[i]
      result.assign(i, table, row, centres, geometry)
      let new = result.labels[i]
      if new == old { continue }
      // Sums follow the rows that change sides; most stay after a few iterations.
      let from = row * table.stride
      if old >= 0 {
        result.counts[old] -= 1
        for j in 0..<table.stride {
          result.sums[old * table.stride + j] -= table.vectors[from + j]
        }
      }
      result.counts[new] += 1
      for j in 0..<table.stride {
        result.sums[new * table.stride + j] += table.vectors[from + j]
      }
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
    func consider(_ k: Int, _ score: Double) {
      if score < nearest {
        (second, nearest, best) = (nearest, score, k)
      } else if score < second {
        second = score
      }
    }
    // |x - c|^2 less |x|^2, two centres at a time; which one is nearest does not need |x|^2.
    var k = 0
    while k + 2 <= centres.rowCount {
      let (a, b) = table.products(row, with: centres, k)
      consider(k, geometry.squares[k] - 2 * a)
      consider(k + 1, geometry.squares[k + 1] - 2 * b)
      k += 2
    }
    if k < centres.rowCount {
      consider(k, geometry.squares[k] - 2 * table.product(row, with: centres, k))
    }
    let length = table.dot(row, row, vectors: table.stride)
    upper[i] = max(0, nearest + length).squareRoot()
    lower[i] = max(0, second + length).squareRoot()
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
