import GaitEvaluation

/// The trees of a boosted ensemble and the constant they start from.
struct BoostedTrees: Hashable, Sendable, Codable {
  let featureCount: Int

  /// The constant of each output.
  let start: [Double]

  /// `trees[round * outputs + output]`.
  private(set) var trees: [TreeNodes] = []

  /// Fits round after round, each tree to the derivatives that the trees before it leave.
  init(
    _ learner: String, _ features: Matrix, loss: BoostingLoss, options: BoostingOptions
  ) throws {
    featureCount = features.columnCount
    let threads = options.threads ?? availableThreads
    let edges = BinEdges(features, threads: threads)
    let table = BinnedColumns(features, edges: edges, threads: threads)
    var grower = BoostedTreeGrower(
      table,
      rule: SplitRule(
        penalty: options.penalty, minimumGain: options.minimumGain,
        minimumRows: options.minimumRowsPerLeaf,
        minimumCurvature: options.minimumCurvaturePerLeaf),
      maximumLeaves: options.maximumLeaves, maximumDepth: options.maximumDepth ?? .max,
      learningRate: options.learningRate, threads: threads)
    let rows = Array(0..<features.rowCount)
    start = loss.start(rows)
    var scores = start.map { Array(repeating: $0, count: features.rowCount) }
    for round in 0..<options.rounds {
      var random = SeededGenerator(seed: options.seed, stream: UInt64(round))
      let sample = Self.draw(options.rowFraction, of: features.rowCount, &random)
      // All outputs of a round answer the same scores.
      let derivatives = scores.indices.map { loss.derivatives(scores, output: $0) }
      for output in scores.indices {
        let columns = Self.draw(options.columnFraction, of: featureCount, &random)
        var allowed = Array(repeating: false, count: featureCount)
        for column in columns { allowed[Int(column)] = true }
        let grown = grower.grow(sample, gradients: derivatives[output], allowed: allowed)
        trees.append(grown.nodes)
        if sample.count == features.rowCount {
          for leaf in grown.leaves {
            for row in leaf.rows { scores[output][Int(row)] += leaf.value }
          }
        } else {
          for row in rows {
            scores[output][row] += grown.nodes.values[grown.nodes.leaf(features, row: row)]
          }
        }
      }
    }
  }

  /// A share of the numbers below `count`, ascending; all of them without drawing for a share of
  /// one.
  private static func draw(
    _ fraction: Double, of count: Int, _ random: inout SeededGenerator
  ) -> [UInt32] {
    let all = (0..<UInt32(count)).map(\.self)
    if fraction == 1 { return all }
    let kept = max(1, Int((fraction * Double(count)).rounded()))
    return random.shuffled(all).prefix(kept).sorted()
  }

  /// The score of each output for each row, [rows, outputs].
  func scores(_ learner: String, _ features: Matrix) throws -> Matrix {
    try checkColumns(learner, features, expected: featureCount, missing: .accepted)
    try checkOption(
      learner, "trees", trees.count, "whole rounds",
      !start.isEmpty && trees.count.isMultiple(of: start.count))
    for tree in trees { try tree.check(featureCount: featureCount) }
    var result = Matrix(rows: features.rowCount, columns: start.count)
    for row in 0..<features.rowCount {
      for output in start.indices {
        var score = start[output]
        for tree in stride(from: output, to: trees.count, by: start.count) {
          score += trees[tree].values[trees[tree].leaf(features, row: row)]
        }
        result[row, output] = score
      }
    }
    return result
  }

  /// How often each column is asked about.
  var splitCounts: [Int] {
    var counts = Array(repeating: 0, count: featureCount)
    for tree in trees {
      for feature in tree.features where feature >= 0 { counts[Int(feature)] += 1 }
    }
    return counts
  }
}
