import GaitEvaluation

/// Many decision trees for numbers, each on a draw of rows, averaged.
///
/// Breiman 2001, doi:10.1023/A:1010933404324, with scikit-learn's defaults: 100 trees grown until
/// leaves are pure, rows drawn with replacement, all features at each node.
public struct RandomForestRegressor: Regressor, Hashable {
  /// Trees, draws, seed and threads.
  public var options: ForestOptions

  /// A forest with these options.
  public init(options: ForestOptions = ForestOptions(featureDraw: .all)) {
    self.options = options
  }

  /// A forest with scikit-learn's defaults but for the number of trees, seed and threads.
  public init(treeCount: Int, seed: UInt64 = 0, threads: Int? = nil) {
    options = ForestOptions(treeCount: treeCount, featureDraw: .all, seed: seed, threads: threads)
  }

  /// Fits to rows of features and one target per row.
  public func fit(
    _ features: Matrix, targets: [Double], subjects: Subjects?
  ) throws -> RandomForestRegression {
    let learner = "RandomForestRegressor"
    try checkTable(learner, features)
    try checkTargets(learner, targets, rows: features.rowCount)
    try options.check(learner, subjects, rows: features.rowCount)
    // Sums of squares keep their digits when targets lie around zero.
    let offset = arithmeticMean(targets)
    let (trees, importances) = try options.grow(
      features, target: .numbers(targets.map { $0 - offset }), subjects: subjects)
    return RandomForestRegression(
      featureCount: features.columnCount, featureImportances: importances, trees: trees,
      offset: offset)
  }
}

/// A fitted forest for numbers.
public struct RandomForestRegression: FittedRegressor {
  /// The number of columns it was fitted to.
  public let featureCount: Int

  /// The share of the fall of squared error that each feature brought; sums to one.
  public let featureImportances: [Double]

  let trees: [TreeNodes]
  let offset: Double

  /// The mean over trees of the mean target in each row's leaf.
  public func predict(_ features: Matrix) throws -> [Double] {
    try checkColumns("RandomForestRegressor", features, expected: featureCount)
    for tree in trees { try tree.check(featureCount: featureCount) }
    let means = meanOutputs(trees, features, outputs: 1, threads: availableThreads)
    return means.values.map { offset + $0 }
  }
}
