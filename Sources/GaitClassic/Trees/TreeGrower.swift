import GaitEvaluation

/// Grows one tree by exact search over all splits of the features that a node draws.
///
/// One sweep serves classes and numbers: classes keep the weight of each class on both sides
/// (Gini impurity), numbers keep the weighted sum of targets (squared error). Breiman, Friedman,
/// Olshen and Stone 1984.
struct TreeGrower {
  /// What a leaf answers.
  enum Target: Sendable {
    case classes([Int], count: Int)
    case numbers([Double])
  }

  let columns: RankedColumns
  let target: Target
  let limits: TreeLimits

  /// The number of features tried per node.
  let featuresPerNode: Int

  var random: SeededGenerator
  var weights: [UInt32]
  var rows: [UInt32]
  var nodes: TreeNodes
  var importances: [Double]

  // Scratch that every node reuses.
  var lowestRank = 0
  var keys: [UInt64]
  var scratch: [UInt64]
  var order: [Int]
  var left: [Double]
  var right: [Double]

  /// A grower for the rows with a weight above zero.
  init(
    _ columns: RankedColumns, target: Target, limits: TreeLimits, featuresPerNode: Int,
    weights: [UInt32], random: SeededGenerator
  ) {
    self.columns = columns
    self.target = target
    self.limits = limits
    self.featuresPerNode = featuresPerNode
    self.random = random
    self.weights = weights
    rows = weights.indices.filter { weights[$0] > 0 }.map(UInt32.init)
    var outputs = 1
    if case .classes(_, let count) = target { outputs = count }
    nodes = TreeNodes(outputCount: outputs)
    importances = Array(repeating: 0, count: columns.columnCount)
    keys = Array(repeating: 0, count: rows.count)
    scratch = keys
    order = Array(0..<columns.columnCount)
    left = Array(repeating: 0, count: outputs)
    right = left
  }

  /// A split of a node's rows.
  struct Split {
    var score: Double
    var feature = -1
    var below = 0
    var above = 0
  }

  /// A part of `rows` that waits to become a subtree.
  private struct Pending {
    let node: Int
    let range: Range<Int>
    let depth: Int
  }

  /// The tree, and the fall of impurity that each feature brought, summed over rows.
  mutating func grow() -> (nodes: TreeNodes, importances: [Double]) {
    var pending = [Pending(node: addNode(0..<rows.count), range: 0..<rows.count, depth: 0)]
    while let next = pending.popLast() {
      guard let split = bestSplit(next) else { continue }
      let middle = partition(next.range, split)
      let lower = next.range.lowerBound..<middle
      let upper = middle..<next.range.upperBound
      let leftNode = addNode(lower)
      let rightNode = addNode(upper)
      nodes.split(
        next.node, feature: split.feature,
        threshold: columns.threshold(
          column: split.feature, below: split.below, above: split.above),
        left: leftNode, right: rightNode)
      pending.append(Pending(node: rightNode, range: upper, depth: next.depth + 1))
      pending.append(Pending(node: leftNode, range: lower, depth: next.depth + 1))
    }
    return (nodes, importances)
  }

  private mutating func addNode(_ range: Range<Int>) -> Int {
    var total = 0.0
    switch target {
    case .classes(let labels, let count):
      var tally = Array(repeating: 0.0, count: count)
      for i in range {
        let row = Int(rows[i])
        tally[labels[row]] += Double(weights[row])
        total += Double(weights[row])
      }
      return nodes.addLeaf(tally.map { $0 / total })
    case .numbers(let values):
      var sum = 0.0
      for i in range {
        let row = Int(rows[i])
        sum += Double(weights[row]) * values[row]
        total += Double(weights[row])
      }
      return nodes.addLeaf(CollectionOfOne(sum / total))
    }
  }

  /// The best split of a node, or `nil` if it must stay a leaf.
  private mutating func bestSplit(_ node: Pending) -> Split? {
    let range = node.range
    guard range.count >= limits.minimumRowsToSplit,
      range.count >= 2 * limits.minimumRowsPerLeaf,
      node.depth < limits.maximumDepth ?? .max, !isPure(range)
    else { return nil }
    let parent = parentScore(range)
    var best = Split(score: -.infinity)
    var tried = 0
    var undrawn = order.count
    let draws = featuresPerNode < order.count
    while tried < featuresPerNode, undrawn > 0 {
      if draws {
        let drawn = random.next(below: undrawn)
        order.swapAt(drawn, undrawn - 1)
      }
      undrawn -= 1
      let feature = draws ? order[undrawn] : order.count - 1 - undrawn
      // A constant feature does not count as tried, so that a node with others left is split.
      guard let largest = loadKeys(feature, range) else { continue }
      tried += 1
      sortByRank(&keys, count: range.count, scratch: &scratch, largest: largest)
      switch target {
      case .classes: sweepClasses(range, feature, &best)
      case .numbers(let values): sweepNumbers(range, feature, values, &best)
      }
    }
    guard best.feature >= 0 else { return nil }
    importances[best.feature] += best.score - parent
    return best
  }

  /// Fills `keys` with rank, and what the sweep needs, of each row of a node.
  ///
  /// - Returns: The largest rank above the smallest, or `nil` if the feature is constant.
  private mutating func loadKeys(_ feature: Int, _ range: Range<Int>) -> UInt32? {
    let base = feature * columns.rowCount
    var (lowest, highest) = (UInt32.max, UInt32.min)
    for i in range {
      let rank = columns.ranks[base + Int(rows[i])]
      lowest = min(lowest, rank)
      highest = max(highest, rank)
    }
    if lowest == highest { return nil }
    var place = 0
    switch target {
    case .classes(let labels, _):
      for i in range {
        let row = Int(rows[i])
        let payload = UInt64(weights[row]) << 16 | UInt64(truncatingIfNeeded: labels[row])
        keys[place] = UInt64(columns.ranks[base + row] - lowest) << 32 | payload
        place += 1
      }
    case .numbers:
      for i in range {
        keys[place] = UInt64(columns.ranks[base + Int(rows[i])] - lowest) << 32 | UInt64(rows[i])
        place += 1
      }
    }
    lowestRank = Int(lowest)
    return highest - lowest
  }
}
