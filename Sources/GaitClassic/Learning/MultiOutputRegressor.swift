import GaitEvaluation

/// The options of a learner that predicts several numbers per row at once.
public protocol MultiOutputRegressor: Regressor where Fitted: FittedMultiOutputRegressor {
  /// Fits to rows of features and a row of targets for each.
  ///
  /// - Parameters:
  ///   - features: One row per observation.
  ///   - targets: One row per observation, one column per output.
  /// - Returns: The fitted learner.
  /// - Throws: `LearningError` naming what cannot be fitted.
  func fit(_ features: Matrix, targets: Matrix) throws -> Fitted
}

/// A fitted learner that predicts several numbers per row.
public protocol FittedMultiOutputRegressor: FittedRegressor {
  /// The number of outputs it was fitted to.
  var outputCount: Int { get }

  /// The predicted numbers of each row, one column per output.
  ///
  /// - Parameter features: A table with `featureCount` columns.
  /// - Returns: A matrix of shape [rows, outputs].
  /// - Throws: `LearningError` when the table does not fit.
  func predictOutputs(_ features: Matrix) throws -> Matrix
}

extension MultiOutputRegressor {
  /// Fits to one target per row.
  public func fit(_ features: Matrix, targets: [Double], subjects: Subjects?) throws -> Fitted {
    try fit(features, targets: Matrix(column: targets))
  }
}

extension FittedMultiOutputRegressor {
  /// The predicted number of each row, of the first output.
  public func predict(_ features: Matrix) throws -> [Double] {
    try predictOutputs(features).column(0)
  }
}

/// Throws unless there is one row of finite targets per row of features.
func checkTargets(_ learner: String, _ targets: Matrix, rows: Int) throws {
  guard targets.rowCount == rows, targets.columnCount > 0 else {
    throw LearningError.lengthMismatch(
      learner: learner, what: "rows of targets", expected: rows, found: targets.rowCount)
  }
  if let place = targets.values.firstIndex(where: { !$0.isFinite }) {
    throw LearningError.nonFiniteTarget(learner: learner, row: place / targets.columnCount)
  }
}
