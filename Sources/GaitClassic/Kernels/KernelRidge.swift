import GaitEvaluation

/// Ridge regression in the space of a kernel.
///
/// Minimises `|y - K c|^2 + penalty c' K c`. Without centring it is scikit-learn's; with it, the
/// mean of the targets is taken out first and given back.
public struct KernelRidge: MultiOutputRegressor, Hashable {
  /// What fitting gives.
  public typealias Fitted = KernelRidgeModel

  /// The weight of the squared weights; above zero.
  public var penalty: Double

  /// The measure of likeness.
  public var kernel: Kernel

  /// Whether targets are moved to mean zero for the fit.
  public var centresTargets: Bool

  /// A kernel ridge regression with scikit-learn's defaults.
  public init(penalty: Double = 1, kernel: Kernel = .linear, centresTargets: Bool = false) {
    self.penalty = penalty
    self.kernel = kernel
    self.centresTargets = centresTargets
  }

  /// Fits to rows of features and a row of targets for each.
  public func fit(_ features: Matrix, targets: Matrix) throws -> KernelRidgeModel {
    let learner = "KernelRidge"
    try checkTable(learner, features)
    try checkTargets(learner, targets, rows: features.rowCount)
    try checkOption(learner, "penalty", penalty, "above 0", penalty > 0 && penalty.isFinite)
    try kernel.check(learner)
    let settled = kernel.settled(features)
    let answer = CentredTable(targets, centres: centresTargets, standardizes: false)
    let rows = PackedRows(features)
    var likeness = settled.matrix(rows, rows, threads: availableThreads)
    for i in 0..<likeness.rowCount { likeness[i, i] += penalty }
    do {
      return KernelRidgeModel(
        kernel: settled, features: features,
        duals: try Cholesky(likeness).solve(answer.features), offsets: answer.means)
    } catch let error as Cholesky.NotPositiveDefinite {
      throw LearningError.singular(learner: learner, column: error.column)
    }
  }
}

/// Training rows with the weight of their likeness.
public struct KernelRidgeModel: FittedMultiOutputRegressor {
  /// The kernel with its numbers settled.
  public let kernel: Kernel

  let features: Matrix

  /// The weight of each training row, [rows, outputs].
  public let duals: Matrix

  let offsets: [Double]

  /// The number of columns it was fitted to.
  public var featureCount: Int { features.columnCount }

  /// The number of outputs it was fitted to.
  public var outputCount: Int { duals.columnCount }

  /// The weighted likeness of each row to the training rows.
  public func predictOutputs(_ table: Matrix) throws -> Matrix {
    try checkColumns("KernelRidge", table, expected: featureCount)
    let likeness = kernel.matrix(
      PackedRows(table), PackedRows(features), threads: availableThreads)
    var result = PackedRows(likeness).products(with: PackedRows(columnsOf: duals))
    for row in 0..<result.rowCount {
      for output in offsets.indices { result[row, output] += offsets[output] }
    }
    return result
  }
}
