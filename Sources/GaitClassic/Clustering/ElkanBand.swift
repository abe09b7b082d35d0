/// Half the distances between centres.
struct CentreGeometry: Sendable {
  let count: Int

  /// Half the distance of each pair, `[first * count + second]`.
  let halfGaps: [Double]

  /// Half the distance of each centre from the nearest other one.
  let nearest: [Double]

  init(_ centres: PackedRows) {
    let count = centres.rowCount
    var gaps = Array(repeating: 0.0, count: count * count)
    for a in 0..<count {
      for b in 0..<a {
        let gap = squaredDistance(centres, a, centres, b).squareRoot() / 2
        gaps[a * count + b] = gap
        gaps[b * count + a] = gap
      }
    }
    nearest = (0..<count).map { a in
      (0..<count).reduce(Double.infinity) { $1 == a ? $0 : min($0, gaps[a * count + $1]) }
    }
    self.count = count
    halfGaps = gaps
  }
}

/// Some consecutive rows with their groups, bounds on their distances, and the groups' sums.
///
/// A centre is not looked at while the upper bound on a row's distance to its own centre stays
/// below the lower bound on that to the other, or below half the distance between both. Bands
/// have a fixed size, so sums over them add up in the same order on any number of threads.
struct ElkanBand: Sendable {
  let rows: Range<Int>
  private(set) var labels: [Int]
  private var upper: [Double]

  /// The lower bound on each row's distance to each centre, `[row * centres + centre]`.
  private var lower: [Double] = []

  /// The sum of the rows of each group, packed like the centres, and their number.
  private(set) var sums: [PackedRows.Vector] = []
  private(set) var counts: [Double] = []

  /// Whether the last assignment changed a group.
  private(set) var hasChanged = true

  init(rows: Range<Int>) {
    self.rows = rows
    labels = Array(repeating: -1, count: rows.count)
    upper = Array(repeating: .infinity, count: rows.count)
  }

  /// The band after giving each row to its nearest centre.
  func assigned(
    _ table: PackedRows, _ centres: PackedRows, _ geometry: CentreGeometry
  ) -> ElkanBand {
    var result = self
    result.hasChanged = false
    if sums.isEmpty {
      result.lower = Array(repeating: 0, count: rows.count * centres.rowCount)
      result.sums = Array(repeating: .zero, count: centres.vectors.count)
      result.counts = Array(repeating: 0, count: centres.rowCount)
    }
    for i in 0..<rows.count {
      let old = result.labels[i]
      if old >= 0, result.upper[i] <= geometry.nearest[old] { continue }
      let row = rows.lowerBound + i
      result.assign(i, table, row, centres, geometry)
      if result.labels[i] != old { result.move(table, row, from: old, to: result.labels[i]) }
    }
    return result
  }

  /// Sums follow the rows that change sides; most stay after a few iterations.
  private mutating func move(_ table: PackedRows, _ row: Int, from old: Int, to new: Int) {
    hasChanged = true
    let start = row * table.stride
    if old >= 0 {
      counts[old] -= 1
      let place = old * table.stride
      for j in 0..<table.stride { sums[place + j] -= table.vectors[start + j] }
    }
    counts[new] += 1
    let place = new * table.stride
    for j in 0..<table.stride { sums[place + j] += table.vectors[start + j] }
  }

  private mutating func assign(
    _ i: Int, _ table: PackedRows, _ row: Int, _ centres: PackedRows, _ geometry: CentreGeometry
  ) {
    let count = geometry.count
    let base = i * count
    var own = labels[i]
    var bound = upper[i]
    var isTight = false
    if own < 0 {
      bound = squaredDistance(table, row, centres, 0).squareRoot()
      lower[base] = bound
      (own, isTight) = (0, true)
    }
    for k in 0..<count where k != own {
      if bound <= lower[base + k] || bound <= geometry.halfGaps[own * count + k] { continue }
      if !isTight {
        bound = squaredDistance(table, row, centres, own).squareRoot()
        lower[base + own] = bound
        isTight = true
        if bound <= lower[base + k] || bound <= geometry.halfGaps[own * count + k] { continue }
      }
      let distance = squaredDistance(table, row, centres, k).squareRoot()
      lower[base + k] = distance
      if distance < bound { (own, bound) = (k, distance) }
    }
    labels[i] = own
    upper[i] = bound
  }

  /// Widens the bounds by how far centres have moved.
  mutating func loosen(_ shifts: [Double]) {
    let count = shifts.count
    for i in labels.indices {
      upper[i] += shifts[labels[i]]
      for k in 0..<count { lower[i * count + k] = max(0, lower[i * count + k] - shifts[k]) }
    }
  }
}
