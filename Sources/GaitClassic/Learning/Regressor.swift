import GaitEvaluation

/// The options of a learner that predicts a number.
///
/// A learner is a value; fitting does not change it but gives a second value, which predicts.
/// Two fits to equal rows are equal bit for bit, whatever the number of threads.
public protocol Regressor: Sendable, Codable {
  /// What fitting gives.
  associatedtype Fitted: FittedRegressor

  /// Fits to rows of features and one target per row.
  ///
  /// - Parameters:
  ///   - features: One row per observation.
  ///   - targets: The number to predict for each row.
  ///   - subjects: Whose row each one is; only learners that split rows inside need it.
  /// - Returns: The fitted learner.
  /// - Throws: `LearningError` naming what cannot be fitted.
  func fit(_ features: Matrix, targets: [Double], subjects: Subjects?) throws -> Fitted
}

/// A learner that has been fitted and predicts a number per row.
public protocol FittedRegressor: Sendable, Codable, Equatable {
  /// The number of columns it was fitted to.
  var featureCount: Int { get }

  /// The predicted number of each row.
  ///
  /// - Parameter features: A table with `featureCount` columns.
  /// - Returns: One number per row.
  /// - Throws: `LearningError` when the table does not fit.
  func predict(_ features: Matrix) throws -> [Double]
}

extension Regressor {
  /// Fits without telling whose row each one is.
  ///
  /// - Parameters:
  ///   - features: One row per observation.
  ///   - targets: The number to predict for each row.
  /// - Returns: The fitted learner.
  /// - Throws: `LearningError` naming what cannot be fitted.
  public func fit(_ features: Matrix, targets: [Double]) throws -> Fitted {
    try fit(features, targets: targets, subjects: nil)
  }
}
