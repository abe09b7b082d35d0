import GaitEvaluation

/// Steps followed by a learner of numbers; fitting fits them all to the same rows.
public struct RegressionPipeline<Step: FeatureTransform, Learner: Regressor>: Regressor {
  /// The steps before the learner.
  public var step: Step

  /// The learner that sees what the steps made of the table.
  public var learner: Learner

  /// Fits the steps, then the learner to their result.
  public func fit(
    _ features: Matrix, targets: [Double], subjects: Subjects?
  ) throws -> FittedRegressionPipeline<Step.Fitted, Learner.Fitted> {
    let fitted = try step.fit(features, targets: targets, subjects: subjects)
    return FittedRegressionPipeline(
      step: fitted,
      learner: try learner.fit(
        fitted.transform(features), targets: targets, subjects: subjects))
  }
}

/// Fitted steps followed by a fitted learner of numbers.
public struct FittedRegressionPipeline<Step: FittedFeatureTransform, Learner: FittedRegressor>:
  FittedRegressor
{
  /// The fitted steps.
  public let step: Step

  /// The fitted learner.
  public let learner: Learner

  /// The number of columns the steps were fitted to.
  public var featureCount: Int { step.featureCount }

  /// The learner's numbers for what the steps make of the table.
  public func predict(_ features: Matrix) throws -> [Double] {
    try learner.predict(step.transform(features))
  }
}

/// Steps followed by a learner of classes; fitting fits them all to the same rows.
public struct ClassificationPipeline<Step: FeatureTransform, Learner: Classifier>: Classifier {
  /// The steps before the learner.
  public var step: Step

  /// The learner that sees what the steps made of the table.
  public var learner: Learner

  /// Fits the steps, then the learner to their result.
  public func fit(
    _ features: Matrix, labels: [Int], subjects: Subjects?
  ) throws -> FittedClassificationPipeline<Step.Fitted, Learner.Fitted> {
    let fitted = try step.fit(
      features, targets: labels.map(Double.init), subjects: subjects)
    return FittedClassificationPipeline(
      step: fitted,
      learner: try learner.fit(fitted.transform(features), labels: labels, subjects: subjects))
  }
}

/// Fitted steps followed by a fitted learner of classes.
public struct FittedClassificationPipeline<
  Step: FittedFeatureTransform, Learner: FittedClassifier
>: FittedClassifier {
  /// The fitted steps.
  public let step: Step

  /// The fitted learner.
  public let learner: Learner

  /// The number of columns the steps were fitted to.
  public var featureCount: Int { step.featureCount }

  /// The labels it was fitted to, ascending.
  public var classes: [Int] { learner.classes }

  /// The learner's labels for what the steps make of the table.
  public func predict(_ features: Matrix) throws -> [Int] {
    try learner.predict(step.transform(features))
  }
}

extension FittedClassificationPipeline: FittedProbabilisticClassifier
where Learner: FittedProbabilisticClassifier {
  /// The learner's probabilities for what the steps make of the table.
  public func probabilities(_ features: Matrix) throws -> Matrix {
    try learner.probabilities(step.transform(features))
  }
}
