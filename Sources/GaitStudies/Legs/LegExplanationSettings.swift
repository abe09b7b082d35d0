/// How a network of a study of legs is explained.
public struct LegExplanationSettings: Codable, Sendable, Equatable {
  /// The points at which integrated gradients are taken; more are taken where they do not suffice.
  public var integrationSteps = 16
  /// How often each part is permuted.
  public var permutations = 3
  /// Bins of the gait cycle for attention.
  public var phaseBins = 20
  /// The gap that integrated gradients may leave, as a share of a batch's largest difference.
  public var completenessTolerance = 0.05

  /// The defaults.
  public init() {}
}
