import Foundation

/// A number that says how good predicted probabilities of a yes-or-no outcome are.
public enum ProbabilityScore: String, Hashable, Sendable, Codable, CaseIterable {
  /// Mean squared difference between probability and outcome (Brier 1950).
  case brier

  /// Mean negative logarithm of the probability given to what happened.
  case logLoss

  /// The name for a table's head.
  public var name: String {
    switch self {
    case .brier: "Brier score"
    case .logLoss: "log loss"
    }
  }

  /// The score of probabilities against outcomes; smaller is better.
  ///
  /// - Parameters:
  ///   - probabilities: The predicted probability of a positive outcome, in 0...1.
  ///   - isPositive: Whether the outcome was positive.
  /// - Returns: The mean over rows; a certain prediction that is wrong has an infinite log loss,
  ///   so probabilities are kept 2^-52 away from 0 and 1 there.
  /// - Throws: `MetricError` for no rows, lists of different lengths or a number outside 0...1.
  public func value(probabilities: [Double], isPositive: [Bool]) throws -> Double {
    let outcomes = try checkedOutcomes(name, probabilities, isPositive)
    var sum = 0.0
    for (p, y) in zip(probabilities, outcomes) {
      switch self {
      case .brier: sum += (p - y) * (p - y)
      case .logLoss:
        let kept = min(max(p, 0x1p-52), 1 - 0x1p-52)
        sum -= y == 1 ? log(kept) : log1p(-kept)
      }
    }
    return sum / Double(outcomes.count)
  }
}

/// The outcomes as zero or one, after checking that probabilities are probabilities.
func checkedOutcomes(
  _ metric: String, _ probabilities: [Double], _ isPositive: [Bool]
) throws -> [Double] {
  let outcomes = isPositive.map { $0 ? 1.0 : 0.0 }
  try checkPairs(metric, probabilities, outcomes, atLeast: 1)
  for (index, p) in probabilities.enumerated() where p < 0 || p > 1 {
    throw MetricError.outOfRange(metric: metric, index: index, value: p, allowed: "0...1")
  }
  return outcomes
}
