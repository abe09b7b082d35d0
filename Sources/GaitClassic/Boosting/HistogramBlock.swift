/// Sums of first and second derivatives over the rows of a node, per bin, for some of the columns.
///
/// Columns are dealt to blocks and each block is worked on by one thread at a time, so no two
/// threads touch one histogram and the sums do not depend on the number of threads.
final class HistogramBlock: @unchecked Sendable {
  typealias Sums = SIMD2<Double>

  /// The bins of one column, the missing one last.
  static let binCount = 256

  let columns: [Int]
  private let table: BinnedColumns

  /// One histogram per open node, reused: `[column of the block][bin]`.
  private var sums: [[Sums]] = []
  private var counts: [[UInt32]] = []

  init(columns: [Int], table: BinnedColumns) {
    self.columns = columns
    self.table = table
  }

  /// Makes room for the histogram of a node.
  func reserve(_ slot: Int) {
    while sums.count <= slot {
      sums.append(Array(repeating: .zero, count: columns.count * Self.binCount))
      counts.append(Array(repeating: 0, count: columns.count * Self.binCount))
    }
  }

  /// Sums over the given rows.
  ///
  /// - Parameters:
  ///   - slot: Where to put the histogram.
  ///   - rows: The rows of the node.
  ///   - gradients: First and second derivative of each of these rows, in their order.
  func build(_ slot: Int, rows: ArraySlice<UInt32>, gradients: [Sums]) {
    let rowCount = table.rowCount
    table.bins.withUnsafeBufferPointer { bins in
      rows.withUnsafeBufferPointer { rows in
        gradients.withUnsafeBufferPointer { gradients in
          sums[slot].withUnsafeMutableBufferPointer { sums in
            counts[slot].withUnsafeMutableBufferPointer { counts in
              for (place, column) in columns.enumerated() {
                let base = column * rowCount
                let into = place * Self.binCount
                for bin in into..<into + Self.binCount {
                  sums[bin] = .zero
                  counts[bin] = 0
                }
                for i in 0..<rows.count {
                  let bin = into + Int(bins[base + Int(rows[i])])
                  sums[bin] += gradients[i]
                  counts[bin] &+= 1
                }
              }
            }
          }
        }
      }
    }
  }

  /// Turns a parent's histogram into that of its larger child by taking away the smaller one's.
  func subtract(_ smaller: Int, from parent: Int) {
    // Taken out of the class first: checking its exclusivity per bin would cost more than the sums.
    var larger = Taken(sums: [], counts: [])
    swap(&larger.sums, &sums[parent])
    swap(&larger.counts, &counts[parent])
    larger.subtract(sums[smaller], counts[smaller])
    swap(&larger.sums, &sums[parent])
    swap(&larger.counts, &counts[parent])
  }

  /// A histogram on its own.
  private struct Taken {
    var sums: [Sums]
    var counts: [UInt32]

    mutating func subtract(_ otherSums: [Sums], _ otherCounts: [UInt32]) {
      for i in 0..<min(sums.count, otherSums.count) { sums[i] -= otherSums[i] }
      for i in 0..<min(counts.count, otherCounts.count) { counts[i] &-= otherCounts[i] }
    }
  }

  /// The best split of a node over the columns of the block.
  func bestSplit(
    _ slot: Int, node: BoostedNode, rule: SplitRule, allowed: [Bool]
  ) -> BoostedSplit? {
    var best: BoostedSplit?
    let (nodeSums, nodeCounts) = (sums[slot], counts[slot])
    for (place, column) in columns.enumerated() where allowed[column] {
      let found = rule.best(
        nodeSums, nodeCounts, from: place * Self.binCount, column: column,
        cuts: table.edges.edges[column].count, hasMissing: table.hasMissing[column], node: node)
      if let found, found.gain > best?.gain ?? -.infinity { best = found }
    }
    return best
  }
}
