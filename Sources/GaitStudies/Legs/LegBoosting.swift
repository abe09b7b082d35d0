/// How the boosted trees of a study of legs grow.
public struct LegBoosting: Codable, Sendable, Equatable {
  /// The number of trees of each task.
  public var rounds: Int
  /// The share of each tree's answer that is added.
  public var learningRate: Double
  /// The most leaves of a tree.
  public var leaves: Int
  /// The share of the features that each tree draws.
  public var columnFraction: Double

  static let defaults = LegBoosting(
    rounds: 150, learningRate: 0.08, leaves: 15, columnFraction: 0.3)
}
