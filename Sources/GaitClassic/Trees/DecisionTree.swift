import GaitEvaluation

/// A decision tree for classes, split where the Gini impurity falls most.
public struct DecisionTreeClassifier: Classifier, Hashable {
  /// When the tree stops growing.
  public var limits: TreeLimits

  /// A tree with scikit-learn's defaults; equally good splits go to the first feature.
  public init(limits: TreeLimits = TreeLimits()) { self.limits = limits }

  /// Fits to rows of features and one label per row.
  public func fit(
    _ features: Matrix, labels: [Int], subjects: Subjects?
  ) throws -> DecisionTreeClassification {
    let learner = "DecisionTreeClassifier"
    try checkTable(learner, features)
    try limits.check(learner)
    let index = try LabelIndex(learner, labels, rows: features.rowCount)
    var grower = TreeGrower(
      RankedColumns(features, threads: 1),
      target: .classes(index.indices, count: index.classes.count), limits: limits,
      featuresPerNode: features.columnCount,
      weights: Array(repeating: 1, count: features.rowCount), random: SeededGenerator(seed: 0))
    let (nodes, importances) = grower.grow()
    return DecisionTreeClassification(
      featureCount: features.columnCount, classes: index.classes,
      featureImportances: shares(importances), nodes: nodes)
  }
}

/// A decision tree for numbers, split where the squared error falls most.
public struct DecisionTreeRegressor: Regressor, Hashable {
  /// When the tree stops growing.
  public var limits: TreeLimits

  /// A tree with scikit-learn's defaults; equally good splits go to the first feature.
  public init(limits: TreeLimits = TreeLimits()) { self.limits = limits }

  /// Fits to rows of features and one target per row.
  public func fit(
    _ features: Matrix, targets: [Double], subjects: Subjects?
  ) throws -> DecisionTreeRegression {
    let learner = "DecisionTreeRegressor"
    try checkTable(learner, features)
    try checkTargets(learner, targets, rows: features.rowCount)
    try limits.check(learner)
    // Sums of squares keep their digits when targets lie around zero.
    let offset = arithmeticMean(targets)
    var grower = TreeGrower(
      RankedColumns(features, threads: 1), target: .numbers(targets.map { $0 - offset }),
      limits: limits, featuresPerNode: features.columnCount,
      weights: Array(repeating: 1, count: features.rowCount), random: SeededGenerator(seed: 0))
    let (nodes, importances) = grower.grow()
    return DecisionTreeRegression(
      featureCount: features.columnCount, featureImportances: shares(importances), nodes: nodes,
      offset: offset)
  }
}
