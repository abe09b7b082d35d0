import GaitEvaluation

/// Rows with weights, whose likeness to a new row decides.
struct SupportVectors: Hashable, Sendable, Codable {
  let kernel: Kernel
  let vectors: Matrix
  let weights: [Double]
  let offset: Double

  /// Keeps the rows whose weight is not zero.
  init(kernel: Kernel, features: Matrix, weights: [Double], offset: Double) {
    let kept = weights.indices.filter { weights[$0] != 0 }
    self.kernel = kernel
    vectors = features.selecting(rows: kept)
    self.weights = kept.map { weights[$0] }
    self.offset = offset
  }

  /// The weighted likeness of each row minus the offset.
  func decisionValues(_ table: Matrix) -> [Double] {
    let likeness = kernel.matrix(
      PackedRows(table), PackedRows(vectors), threads: availableThreads)
    return (0..<table.rowCount).map { row in
      var sum = -offset
      for (k, value) in likeness.row(row).enumerated() { sum += weights[k] * value }
      return sum
    }
  }

  /// The machine that parts two classes.
  static func separating(
    _ features: Matrix, isPositive: [Bool], kernel: Kernel, cost: Double, tolerance: Double
  ) -> (vectors: SupportVectors, isConverged: Bool) {
    let rows = PackedRows(features)
    let signs = isPositive.map { $0 ? 1.0 : -1.0 }
    var solver = SequentialMinimalOptimization(
      linear: Array(repeating: -1, count: signs.count), signs: signs,
      limits: Array(repeating: cost, count: signs.count),
      diagonal: diagonal(kernel, rows), tolerance: tolerance,
      cacheCapacity: cacheCapacity(signs.count)
    ) { i in
      var row = kernel.row(rows, i, with: rows)
      for k in row.indices { row[k] *= signs[i] * signs[k] }
      return row
    }
    let solution = solver.solve(maximumIterations: iterationLimit(signs.count))
    let weights = zip(solution.alphas, signs).map { $0 * $1 }
    return (
      SupportVectors(
        kernel: kernel, features: features, weights: weights, offset: solution.offset),
      solution.isConverged
    )
  }

  /// The machine that follows numbers within a margin.
  static func following(
    _ features: Matrix, targets: [Double], kernel: Kernel, cost: Double, margin: Double,
    tolerance: Double
  ) -> (vectors: SupportVectors, isConverged: Bool) {
    let rows = PackedRows(features)
    let count = targets.count
    let own = diagonal(kernel, rows)
    // Two variables per row: one pulls up, one pulls down.
    let signs = (0..<2 * count).map { $0 < count ? 1.0 : -1.0 }
    var solver = SequentialMinimalOptimization(
      linear: targets.map { margin - $0 } + targets.map { margin + $0 }, signs: signs,
      limits: Array(repeating: cost, count: 2 * count), diagonal: own + own,
      tolerance: tolerance, cacheCapacity: cacheCapacity(2 * count)
    ) { i in
      let row = kernel.row(rows, i % count, with: rows).map { signs[i] * $0 }
      return row + row.map { -$0 }
    }
    let solution = solver.solve(maximumIterations: iterationLimit(2 * count))
    let weights = (0..<count).map { solution.alphas[$0] - solution.alphas[count + $0] }
    return (
      SupportVectors(
        kernel: kernel, features: features, weights: weights, offset: solution.offset),
      solution.isConverged
    )
  }

  private static func diagonal(_ kernel: Kernel, _ rows: PackedRows) -> [Double] {
    guard case .linear = kernel else { return Array(repeating: 1, count: rows.rowCount) }
    return (0..<rows.rowCount).map { rows.dot($0, $0, vectors: rows.stride) }
  }

  /// As many rows of Q as 200 MB hold.
  private static func cacheCapacity(_ count: Int) -> Int { max(2, 25_000_000 / max(count, 1)) }

  private static func iterationLimit(_ count: Int) -> Int { max(1_000_000, 100 * count) }
}
