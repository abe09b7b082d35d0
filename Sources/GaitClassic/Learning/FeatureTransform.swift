import GaitEvaluation

/// The options of a step that changes a table before a learner sees it.
///
/// A step is fitted to training rows only and then applied to others, so it belongs inside every
/// fold: chain it to a learner with `then`, and cross-validation refits it there.
public protocol FeatureTransform: Sendable, Codable {
  /// What fitting gives.
  associatedtype Fitted: FittedFeatureTransform

  /// Fits to rows of features.
  ///
  /// - Parameters:
  ///   - features: One row per observation.
  ///   - targets: What is to be predicted, for steps that choose features by it.
  ///   - subjects: Whose row each one is, for steps that split rows inside.
  /// - Returns: The fitted step.
  /// - Throws: `LearningError` naming what cannot be fitted.
  func fit(_ features: Matrix, targets: [Double]?, subjects: Subjects?) throws -> Fitted
}

/// A step that has been fitted and changes tables.
public protocol FittedFeatureTransform: Sendable, Codable, Equatable {
  /// The number of columns it was fitted to.
  var featureCount: Int { get }

  /// The changed table, row by row; no row depends on another.
  ///
  /// - Parameter features: A table with `featureCount` columns.
  /// - Returns: A table of as many rows.
  /// - Throws: `LearningError` when the table does not fit.
  func transform(_ features: Matrix) throws -> Matrix
}

extension FeatureTransform {
  /// Fits to features alone.
  ///
  /// - Parameter features: One row per observation.
  /// - Returns: The fitted step.
  /// - Throws: `LearningError` naming what cannot be fitted.
  public func fit(_ features: Matrix) throws -> Fitted {
    try fit(features, targets: nil, subjects: nil)
  }
}
