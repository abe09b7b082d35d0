import GaitEvaluation

/// The columns of a table with each entry replaced by its rank among the column's distinct values.
///
/// Comparing ranks is comparing values, so splits found on ranks are exact; ranks are small whole
/// numbers, which sort much faster than floating-point values. Made once, shared by all trees.
struct RankedColumns: Sendable {
  let rowCount: Int
  let columnCount: Int

  /// `ranks[column * rowCount + row]`.
  let ranks: [UInt32]

  /// The distinct values of each column, ascending.
  let distinct: [[Double]]

  init(_ table: Matrix, threads: Int) {
    rowCount = table.rowCount
    columnCount = table.columnCount
    let columns = try? parallelMap(count: table.columnCount, threads: threads) { column in
      let values = table.column(column)
      let order = values.indices.sorted { values[$0] < values[$1] }
      var ranks = Array(repeating: UInt32(0), count: values.count)
      var distinct: [Double] = []
      for row in order {
        if distinct.last != values[row] { distinct.append(values[row]) }
        ranks[row] = UInt32(distinct.count - 1)
      }
      return (ranks: ranks, distinct: distinct)
    }
    ranks = (columns ?? []).flatMap(\.ranks)
    distinct = (columns ?? []).map(\.distinct)
  }

  /// The point half-way between two neighbouring values, which sends only the lower one left.
  func threshold(column: Int, below: Int, above: Int) -> Double {
    let (low, high) = (distinct[column][below], distinct[column][above])
    let middle = low / 2 + high / 2
    return middle >= high || middle < low ? low : middle
  }
}
