import Dispatch
import GaitEvaluation

/// Grows the trees of a boosted ensemble, the node with the largest gain first.
///
/// The smaller child of a split is summed row by row, the larger one is what is left of its
/// parent, so each level of a tree reads at most half of the rows (Ke et al. 2017, LightGBM).
struct BoostedTreeGrower {
  typealias Sums = HistogramBlock.Sums

  let table: BinnedColumns
  let rule: SplitRule
  let maximumLeaves: Int
  let maximumDepth: Int
  let learningRate: Double
  let blocks: [HistogramBlock]

  private var rows: [UInt32] = []
  private var moved: [UInt32] = []
  private var ordered: [Sums] = []

  init(
    _ table: BinnedColumns, rule: SplitRule, maximumLeaves: Int, maximumDepth: Int,
    learningRate: Double, threads: Int
  ) {
    self.table = table
    self.rule = rule
    self.maximumLeaves = maximumLeaves
    self.maximumDepth = maximumDepth
    self.learningRate = learningRate
    let count = min(threads, table.columnCount)
    blocks = (0..<count).map { block in
      let lower = block * table.columnCount / count
      let upper = (block + 1) * table.columnCount / count
      return HistogramBlock(columns: Array(lower..<upper), table: table)
    }
  }

  /// A node whose best split waits to be carried out.
  private struct Open {
    let node: BoostedNode
    let slot: Int
    let split: BoostedSplit
  }

  /// A leaf and the training rows that end in it.
  struct Leaf {
    let rows: ArraySlice<UInt32>
    let value: Double
  }

  /// One tree for the given derivatives.
  ///
  /// - Parameters:
  ///   - sample: The rows to fit to.
  ///   - gradients: First and second derivative of the loss for each row of the table.
  ///   - allowed: Which columns may be asked about.
  /// - Returns: The tree, and its leaves with the training rows in them.
  mutating func grow(
    _ sample: [UInt32], gradients: [Sums], allowed: [Bool]
  ) -> (nodes: TreeNodes, leaves: [Leaf]) {
    rows = sample
    var nodes = TreeNodes(outputCount: 1)
    var total = Sums.zero
    for row in sample { total += gradients[Int(row)] }
    let root = BoostedNode(
      number: nodes.addLeaf(CollectionOfOne(value(total))), range: 0..<sample.count, depth: 0,
      sums: total)
    var finished: [BoostedNode] = []
    var open: [Open] = []
    var freeSlots: [Int] = []
    var slotCount = 1
    if canSplit(root) {
      prepare(root.range, gradients)
      let split = work(root.range.count) { [rows, ordered, rule] block in
        block.reserve(0)
        block.build(0, rows: rows[root.range], gradients: ordered)
        return [block.bestSplit(0, node: root, rule: rule, allowed: allowed)]
      }
      if let split = split[0] { open.append(Open(node: root, slot: 0, split: split)) }
    }
    if open.isEmpty { finished.append(root) }
    while !open.isEmpty, finished.count + open.count < maximumLeaves {
      var largest = 0
      for i in open.indices where open[i].split.gain > open[largest].split.gain { largest = i }
      let next = open.remove(at: largest)
      let children = carryOut(next, &nodes)
      let growable = children.map(canSplit)
      let isFull = finished.count + open.count + 2 >= maximumLeaves
      var splits: [BoostedSplit?] = [nil, nil]
      let small = children[0].range.count <= children[1].range.count ? 0 : 1
      let spare = freeSlots.popLast() ?? slotCount
      slotCount = max(slotCount, spare + 1)
      if !isFull, growable[0] || growable[1] {
        prepare(children[small].range, gradients)
        splits = work(next.node.range.count) { [rows, ordered, rule] block in
          block.reserve(spare)
          block.build(spare, rows: rows[children[small].range], gradients: ordered)
          block.subtract(spare, from: next.slot)
          return [0, 1].map { side in
            guard growable[side] else { return nil }
            let slot = side == small ? spare : next.slot
            return block.bestSplit(slot, node: children[side], rule: rule, allowed: allowed)
          }
        }
      }
      for side in [0, 1] {
        let slot = side == small ? spare : next.slot
        if let split = splits[side] {
          open.append(Open(node: children[side], slot: slot, split: split))
        } else {
          finished.append(children[side])
          freeSlots.append(slot)
        }
      }
    }
    let leaves = (finished + open.map(\.node)).map { node in
      Leaf(rows: rows[node.range], value: value(node.sums))
    }
    return (nodes, leaves)
  }

  private func value(_ sums: Sums) -> Double {
    -learningRate * sums.x / (sums.y + rule.penalty + 1e-15)
  }

  private func canSplit(_ node: BoostedNode) -> Bool {
    node.range.count >= 2 * rule.minimumRows && node.depth < maximumDepth
      && node.sums.y >= rule.minimumCurvature
  }

  /// Puts the derivatives of a node's rows side by side.
  private mutating func prepare(_ range: Range<Int>, _ gradients: [Sums]) {
    ordered.removeAll(keepingCapacity: true)
    for i in range { ordered.append(gradients[Int(rows[i])]) }
  }

  /// Runs every block, in parallel for nodes that are worth it, and merges their best splits; of
  /// equal gains the lowest column wins, so the number of blocks does not matter.
  private func work(
    _ rowCount: Int, _ body: @Sendable (HistogramBlock) -> [BoostedSplit?]
  ) -> [BoostedSplit?] {
    let threads = rowCount * table.columnCount < 4096 ? 1 : blocks.count
    let found = try? parallelMap(count: blocks.count, threads: threads) { body(blocks[$0]) }
    let perBlock = found ?? []
    return (0..<(perBlock.first?.count ?? 0)).map { side in
      var best: BoostedSplit?
      for splits in perBlock {
        if let split = splits[side], split.gain > best?.gain ?? -.infinity { best = split }
      }
      return best
    }
  }

  /// Adds a node's children and parts its rows between them.
  private mutating func carryOut(_ open: Open, _ nodes: inout TreeNodes) -> [BoostedNode] {
    let (node, split) = (open.node, open.split)
    let base = split.column * table.rowCount
    moved.removeAll(keepingCapacity: true)
    var kept = node.range.lowerBound
    for i in node.range {
      let row = rows[i]
      let bin = table.bins[base + Int(row)]
      if bin == BinEdges.missing ? split.missingGoesLeft : Int(bin) <= split.bin {
        rows[kept] = row
        kept += 1
      } else {
        moved.append(row)
      }
    }
    for i in moved.indices { rows[kept + i] = moved[i] }
    let ranges = [node.range.lowerBound..<kept, kept..<node.range.upperBound]
    let sums = [split.leftSums, node.sums - split.leftSums]
    let children = [0, 1].map { side in
      BoostedNode(
        number: nodes.addLeaf(CollectionOfOne(value(sums[side]))), range: ranges[side],
        depth: node.depth + 1, sums: sums[side])
    }
    let edges = table.edges.edges[split.column]
    // A column without missing training values sends later ones to the larger child.
    let isMissingLeft =
      table.hasMissing[split.column]
      ? split.missingGoesLeft : ranges[0].count > ranges[1].count
    nodes.split(
      node.number, feature: split.column,
      threshold: split.bin < edges.count ? edges[split.bin] : .greatestFiniteMagnitude,
      left: children[0].number, right: children[1].number, missingGoesLeft: isMissingLeft)
    return children
  }
}
