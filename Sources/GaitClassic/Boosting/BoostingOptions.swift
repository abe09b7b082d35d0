import GaitEvaluation

/// What boosting for classes and for numbers have in common.
///
/// The defaults are those of scikit-learn's HistGradientBoosting; `xgboost` gives the other
/// common set.
public struct BoostingOptions: Hashable, Sendable, Codable {
  /// The number of rounds; each adds one tree per output.
  public var rounds = 100

  /// The share of each tree's answer that is added.
  public var learningRate = 0.1

  /// The most leaves of a tree, of which the most useful splits are made first.
  public var maximumLeaves = 31

  /// The most questions on any way from the root; `nil` for no limit.
  public var maximumDepth: Int?

  /// The fewest rows of a leaf.
  public var minimumRowsPerLeaf = 20

  /// The least sum of second derivatives of a leaf (XGBoost's min_child_weight).
  public var minimumCurvaturePerLeaf = 1e-3

  /// The weight of the squared leaf values (lambda).
  public var penalty = 0.0

  /// The least gain of a split (gamma; XGBoost halves its gains, this does not).
  public var minimumGain = 0.0

  /// The share of rows that each tree draws, without replacement.
  public var rowFraction = 1.0

  /// The share of columns that each tree draws.
  public var columnFraction = 1.0

  /// Determines the draws.
  public var seed: UInt64 = 0

  /// The number of threads, `nil` for one per processor; the result does not depend on it.
  public var threads: Int?

  /// Options with scikit-learn's defaults.
  public init() {}

  /// XGBoost's defaults: 100 rounds at 0.3, depth 6, curvature 1 per leaf, penalty 1.
  public static var xgboost: BoostingOptions {
    var options = BoostingOptions()
    options.learningRate = 0.3
    options.maximumLeaves = 64
    options.maximumDepth = 6
    options.minimumRowsPerLeaf = 1
    options.minimumCurvaturePerLeaf = 1
    options.penalty = 1
    return options
  }

  func check(_ learner: String) throws {
    try checkOption(learner, "rounds", rounds, "at least 1", rounds >= 1)
    try checkOption(learner, "learningRate", learningRate, "above 0", learningRate > 0)
    try checkOption(learner, "maximumLeaves", maximumLeaves, "at least 2", maximumLeaves >= 2)
    try checkOption(
      learner, "maximumDepth", maximumDepth ?? 1, "at least 1", (maximumDepth ?? 1) >= 1)
    try checkOption(
      learner, "minimumRowsPerLeaf", minimumRowsPerLeaf, "at least 1", minimumRowsPerLeaf >= 1)
    try checkOption(learner, "penalty", penalty, "at least 0", penalty >= 0)
    try checkOption(
      learner, "rowFraction", rowFraction, "above 0, at most 1", rowFraction > 0 && rowFraction <= 1
    )
    try checkOption(
      learner, "columnFraction", columnFraction, "above 0, at most 1",
      columnFraction > 0 && columnFraction <= 1)
    try checkThreads(learner, threads)
  }
}
