import GaitEvaluation

/// Many decision trees for classes, each on a draw of rows and features, averaged.
///
/// Breiman 2001, doi:10.1023/A:1010933404324, with scikit-learn's defaults: 100 trees grown until
/// leaves are pure, rows drawn with replacement, the square root of the features at each node,
/// class shares averaged over trees.
public struct RandomForestClassifier: Classifier, Hashable {
  /// Trees, draws, seed and threads.
  public var options: ForestOptions

  /// A forest with these options.
  public init(options: ForestOptions = ForestOptions(featureDraw: .squareRoot)) {
    self.options = options
  }

  /// A forest with scikit-learn's defaults but for the number of trees, seed and threads.
  public init(treeCount: Int, seed: UInt64 = 0, threads: Int? = nil) {
    options = ForestOptions(
      treeCount: treeCount, featureDraw: .squareRoot, seed: seed, threads: threads)
  }

  /// Fits to rows of features and one label per row.
  public func fit(
    _ features: Matrix, labels: [Int], subjects: Subjects?
  ) throws -> RandomForestClassification {
    let learner = "RandomForestClassifier"
    try checkTable(learner, features)
    let index = try LabelIndex(learner, labels, rows: features.rowCount)
    try options.check(learner, subjects, rows: features.rowCount)
    let (trees, importances) = try options.grow(
      features, target: .classes(index.indices, count: index.classes.count), subjects: subjects)
    return RandomForestClassification(
      featureCount: features.columnCount, classes: index.classes,
      featureImportances: importances, trees: trees)
  }
}

/// A fitted forest for classes.
public struct RandomForestClassification: FittedProbabilisticClassifier {
  /// The number of columns it was fitted to.
  public let featureCount: Int

  /// The labels it was fitted to, ascending.
  public let classes: [Int]

  /// The share of the fall of impurity that each feature brought; sums to one.
  public let featureImportances: [Double]

  let trees: [TreeNodes]

  /// The mean over trees of the class shares in each row's leaf.
  public func probabilities(_ features: Matrix) throws -> Matrix {
    try checkColumns("RandomForestClassifier", features, expected: featureCount)
    for tree in trees { try tree.check(featureCount: featureCount) }
    let means = meanOutputs(trees, features, outputs: classes.count, threads: availableThreads)
    // A sum of shares may pass one by its last bit.
    return Matrix(
      rows: means.rowCount, columns: means.columnCount, values: means.values.map { min($0, 1) })
  }
}
