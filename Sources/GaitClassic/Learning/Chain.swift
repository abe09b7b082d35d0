import GaitEvaluation

/// Two steps, one after the other; itself a step.
public struct Chain<First: FeatureTransform, Second: FeatureTransform>: FeatureTransform {
  /// The step that sees the table.
  public var first: First

  /// The step that sees what the first one made of it.
  public var second: Second

  /// Fits the first step, then the second to its result.
  public func fit(
    _ features: Matrix, targets: [Double]?, subjects: Subjects?
  ) throws -> FittedChain<First.Fitted, Second.Fitted> {
    let head = try first.fit(features, targets: targets, subjects: subjects)
    let tail = try second.fit(
      head.transform(features), targets: targets, subjects: subjects)
    return FittedChain(first: head, second: tail)
  }
}

/// Two fitted steps, one after the other.
public struct FittedChain<First: FittedFeatureTransform, Second: FittedFeatureTransform>:
  FittedFeatureTransform
{
  /// The fitted step that sees the table.
  public let first: First

  /// The fitted step that sees what the first one made of it.
  public let second: Second

  /// The number of columns it was fitted to.
  public var featureCount: Int { first.featureCount }

  /// The table after both steps.
  public func transform(_ features: Matrix) throws -> Matrix {
    try second.transform(first.transform(features))
  }
}

extension FeatureTransform {
  /// This step followed by another.
  public func then<Next: FeatureTransform>(_ next: Next) -> Chain<Self, Next> {
    Chain(first: self, second: next)
  }

  /// This step followed by a learner of numbers.
  public func then<Next: Regressor>(_ learner: Next) -> RegressionPipeline<Self, Next> {
    RegressionPipeline(step: self, learner: learner)
  }

  /// This step followed by a learner of classes.
  public func then<Next: Classifier>(_ learner: Next) -> ClassificationPipeline<Self, Next> {
    ClassificationPipeline(step: self, learner: learner)
  }
}
