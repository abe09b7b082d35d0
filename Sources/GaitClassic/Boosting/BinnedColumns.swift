import GaitEvaluation

/// The cuts that sort the values of each column into at most 255 bins.
struct BinEdges: Hashable, Sendable, Codable {
  /// The bin of a missing value.
  static let missing: UInt8 = 255

  /// For each column, the ascending cuts; a value up to a cut lies below it.
  let edges: [[Double]]

  /// Cuts from training rows: between neighbours if a column has few values, else at quantiles.
  init(_ table: Matrix, threads: Int) {
    let found = try? parallelMap(count: table.columnCount, threads: threads) { column in
      Self.cuts(table.column(column).filter { !$0.isNaN }.sorted())
    }
    edges = found ?? []
  }

  private static func cuts(_ sorted: [Double]) -> [Double] {
    let limit = Int(missing)
    var distinct: [Double] = []
    for value in sorted where value != distinct.last { distinct.append(value) }
    if distinct.count <= limit {
      return zip(distinct, distinct.dropFirst()).map { $0 / 2 + $1 / 2 }
    }
    // Inverse of the distribution function, averaged at its steps.
    var cuts: [Double] = []
    for bin in 1..<limit {
      let (place, rest) = (bin * sorted.count).quotientAndRemainder(dividingBy: limit)
      let value = rest == 0 ? sorted[place - 1] / 2 + sorted[place] / 2 : sorted[place]
      if value != cuts.last { cuts.append(value) }
    }
    return cuts
  }

  /// The bin of a value: the number of cuts below it.
  @inline(__always)
  func bin(_ value: Double, column: Int) -> UInt8 {
    if value.isNaN { return Self.missing }
    var (low, high) = (0, edges[column].count)
    while low < high {
      let middle = (low + high) / 2
      if edges[column][middle] < value { low = middle + 1 } else { high = middle }
    }
    return UInt8(low)
  }
}

/// A table whose entries are replaced by their bins, column after column.
struct BinnedColumns: Sendable {
  let rowCount: Int
  let columnCount: Int

  /// `bins[column * rowCount + row]`.
  let bins: [UInt8]

  /// Whether each column has a missing entry.
  let hasMissing: [Bool]

  let edges: BinEdges

  init(_ table: Matrix, edges: BinEdges, threads: Int) {
    rowCount = table.rowCount
    columnCount = table.columnCount
    self.edges = edges
    let columns = try? parallelMap(count: table.columnCount, threads: threads) { column in
      (0..<table.rowCount).map { edges.bin(table[$0, column], column: column) }
    }
    bins = (columns ?? []).flatMap(\.self)
    hasMissing = (columns ?? []).map { $0.contains(BinEdges.missing) }
  }
}
