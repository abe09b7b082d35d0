import GaitEvaluation

/// What classification and regression forests have in common.
public struct ForestOptions: Hashable, Sendable, Codable {
  /// How many features each node may choose from.
  public enum FeatureDraw: Hashable, Sendable, Codable {
    /// All of them.
    case all

    /// The square root of their number, rounded down.
    case squareRoot

    /// This share of them, at least one.
    case fraction(Double)
  }

  /// What each tree draws with replacement.
  public enum Bootstrap: String, Hashable, Sendable, Codable {
    /// Nothing: each tree sees all rows.
    case none

    /// Rows.
    case rows

    /// Whole subjects, so that rows left out belong to people the tree has not seen.
    case subjects
  }

  /// The number of trees.
  public var treeCount: Int

  /// When trees stop growing.
  public var limits: TreeLimits

  /// How many features each node may choose from.
  public var featureDraw: FeatureDraw

  /// What each tree draws with replacement.
  public var bootstrap: Bootstrap

  /// Determines the draws.
  public var seed: UInt64

  /// The number of threads, `nil` for one per processor; the result does not depend on it.
  public var threads: Int?

  /// Options for a forest.
  public init(
    treeCount: Int = 100, limits: TreeLimits = TreeLimits(), featureDraw: FeatureDraw,
    bootstrap: Bootstrap = .rows, seed: UInt64 = 0, threads: Int? = nil
  ) {
    self.treeCount = treeCount
    self.limits = limits
    self.featureDraw = featureDraw
    self.bootstrap = bootstrap
    self.seed = seed
    self.threads = threads
  }

  func check(_ learner: String, _ subjects: Subjects?, rows: Int) throws {
    try limits.check(learner)
    try checkOption(learner, "treeCount", treeCount, "at least 1", treeCount >= 1)
    try checkThreads(learner, threads)
    if case .fraction(let share) = featureDraw {
      try checkOption(learner, "featureDraw", share, "above 0, at most 1", share > 0 && share <= 1)
    }
    guard bootstrap == .subjects else { return }
    guard let subjects else { throw LearningError.needsSubjects(learner: learner) }
    guard subjects.rowCount == rows else {
      throw LearningError.lengthMismatch(
        learner: learner, what: "subjects", expected: rows, found: subjects.rowCount)
    }
  }

  /// Grows all trees.
  func grow(
    _ features: Matrix, target: TreeGrower.Target, subjects: Subjects?
  ) throws -> (trees: [TreeNodes], importances: [Double]) {
    let threads = threads ?? availableThreads
    let columns = RankedColumns(features, threads: threads)
    let groups = bootstrap == .subjects ? subjects?.rowsBySubject : nil
    let grown = try parallelMap(count: treeCount, threads: threads) { tree in
      var random = SeededGenerator(seed: seed, stream: UInt64(tree))
      let weights = drawWeights(rows: features.rowCount, groups: groups, &random)
      var grower = TreeGrower(
        columns, target: target, limits: limits,
        featuresPerNode: featuresPerNode(features.columnCount), weights: weights, random: random)
      return grower.grow()
    }
    var importances = Array(repeating: 0.0, count: features.columnCount)
    for tree in grown {
      for (j, share) in shares(tree.importances).enumerated() { importances[j] += share }
    }
    return (grown.map(\.nodes), shares(importances))
  }

  private func featuresPerNode(_ count: Int) -> Int {
    switch featureDraw {
    case .all: count
    case .squareRoot: max(1, Int(Double(count).squareRoot()))
    case .fraction(let share): max(1, Int(share * Double(count)))
    }
  }

  private func drawWeights(
    rows: Int, groups: [[Int]]?, _ random: inout SeededGenerator
  ) -> [UInt32] {
    var weights = [UInt32](repeating: bootstrap == .none ? 1 : 0, count: rows)
    if let groups {
      for _ in groups.indices {
        for row in groups[random.next(below: groups.count)] { weights[row] += 1 }
      }
    } else if bootstrap == .rows {
      for _ in 0..<rows { weights[random.next(below: rows)] += 1 }
    }
    return weights
  }
}

/// Throws unless a number of threads is above zero or left open.
func checkThreads(_ learner: String, _ threads: Int?) throws {
  try checkOption(learner, "threads", threads ?? 1, "at least 1", (threads ?? 1) >= 1)
}

/// The sum over trees of the outputs of each row's leaf, [rows, outputs], divided by the trees.
func meanOutputs(_ trees: [TreeNodes], _ table: Matrix, outputs: Int, threads: Int) -> Matrix {
  let band = 256
  let bands = (table.rowCount + band - 1) / band
  let parts = try? parallelMap(count: bands, threads: threads) { part in
    let rows = part * band..<min(table.rowCount, (part + 1) * band)
    var sums = Array(repeating: 0.0, count: rows.count * outputs)
    for tree in trees {
      for row in rows {
        let start = tree.leaf(table, row: row) * outputs
        let into = (row - rows.lowerBound) * outputs
        for k in 0..<outputs { sums[into + k] += tree.values[start + k] }
      }
    }
    return sums.map { $0 / Double(trees.count) }
  }
  return Matrix(rows: table.rowCount, columns: outputs, values: (parts ?? []).flatMap(\.self))
}
