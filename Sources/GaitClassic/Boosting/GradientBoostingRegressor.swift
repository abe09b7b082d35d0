import GaitEvaluation

/// Gradient-boosted trees for numbers: squared error, second order, histogram bins.
///
/// A missing entry (NaN) takes the side that lowers the training loss most.
public struct GradientBoostingRegressor: Regressor, Hashable {
  /// Rounds, trees, draws and threads.
  public var options: BoostingOptions

  /// Boosting with these options.
  public init(options: BoostingOptions = BoostingOptions()) { self.options = options }

  /// Fits to rows of features and one target per row.
  public func fit(
    _ features: Matrix, targets: [Double], subjects: Subjects?
  ) throws -> GradientBoostingRegression {
    let learner = "GradientBoostingRegressor"
    try checkTable(learner, features, missing: .accepted)
    try checkTargets(learner, targets, rows: features.rowCount)
    try options.check(learner)
    return GradientBoostingRegression(
      ensemble: try BoostedTrees(
        learner, features, loss: .squaredError(targets), options: options))
  }
}

/// A fitted boosted ensemble for numbers.
public struct GradientBoostingRegression: FittedRegressor {
  let ensemble: BoostedTrees

  /// The number of columns it was fitted to.
  public var featureCount: Int { ensemble.featureCount }

  /// How often each column is asked about.
  public var splitCounts: [Int] { ensemble.splitCounts }

  /// The sum of the trees' answers for each row.
  public func predict(_ features: Matrix) throws -> [Double] {
    try ensemble.scores("GradientBoostingRegressor", features).column(0)
  }
}
