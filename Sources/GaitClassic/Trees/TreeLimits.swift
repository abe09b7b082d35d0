/// When a tree stops growing.
public struct TreeLimits: Hashable, Sendable, Codable {
  /// The most questions on any way from the root; `nil` for no limit.
  public var maximumDepth: Int?

  /// The fewest rows of a node that may be split.
  public var minimumRowsToSplit: Int

  /// The fewest rows of a leaf.
  public var minimumRowsPerLeaf: Int

  /// Limits with scikit-learn's defaults: grow until leaves are pure.
  public init(
    maximumDepth: Int? = nil, minimumRowsToSplit: Int = 2, minimumRowsPerLeaf: Int = 1
  ) {
    self.maximumDepth = maximumDepth
    self.minimumRowsToSplit = minimumRowsToSplit
    self.minimumRowsPerLeaf = minimumRowsPerLeaf
  }

  func check(_ learner: String) throws {
    try checkOption(
      learner, "maximumDepth", maximumDepth ?? 1, "at least 1", (maximumDepth ?? 1) >= 1)
    try checkOption(
      learner, "minimumRowsToSplit", minimumRowsToSplit, "at least 2", minimumRowsToSplit >= 2)
    try checkOption(
      learner, "minimumRowsPerLeaf", minimumRowsPerLeaf, "at least 1", minimumRowsPerLeaf >= 1)
  }
}
