import GaitEvaluation

/// Support vector regression: errors within a margin cost nothing.
///
/// Smola and Scholkopf 2004, doi:10.1023/B:STCO.0000035301.49549.88. Bring features and targets
/// to a sensible scale first.
public struct SupportVectorRegressor: Regressor, Hashable {
  /// The price of an error beyond the margin (C).
  public var cost: Double

  /// The error that costs nothing (epsilon), in the unit of the target.
  public var margin: Double

  /// The measure of likeness.
  public var kernel: Kernel

  /// How far conditions may be violated at the end.
  public var tolerance: Double

  /// A machine with scikit-learn's defaults.
  public init(
    cost: Double = 1, margin: Double = 0.1, kernel: Kernel = .radial(.scale),
    tolerance: Double = 1e-3
  ) {
    self.cost = cost
    self.margin = margin
    self.kernel = kernel
    self.tolerance = tolerance
  }

  /// Fits to rows of features and one target per row.
  public func fit(
    _ features: Matrix, targets: [Double], subjects: Subjects?
  ) throws -> SupportVectorRegression {
    let learner = "SupportVectorRegressor"
    try checkTable(learner, features)
    try checkTargets(learner, targets, rows: features.rowCount)
    try checkOption(learner, "cost", cost, "above 0", cost > 0 && cost.isFinite)
    try checkOption(learner, "margin", margin, "at least 0", margin >= 0 && margin.isFinite)
    try checkOption(learner, "tolerance", tolerance, "above 0", tolerance > 0)
    try kernel.check(learner)
    let found = SupportVectors.following(
      features, targets: targets, kernel: kernel.settled(features), cost: cost, margin: margin,
      tolerance: tolerance)
    return SupportVectorRegression(
      featureCount: features.columnCount, isConverged: found.isConverged, machine: found.vectors)
  }
}

/// A fitted support vector regression.
public struct SupportVectorRegression: FittedRegressor {
  /// The number of columns it was fitted to.
  public let featureCount: Int

  /// Whether the tolerance was met.
  public let isConverged: Bool

  let machine: SupportVectors

  /// The number of support vectors.
  public var supportCount: Int { machine.weights.count }

  /// The weighted likeness of each row to the support vectors.
  public func predict(_ features: Matrix) throws -> [Double] {
    try checkColumns("SupportVectorRegressor", features, expected: featureCount)
    return machine.decisionValues(features)
  }
}
