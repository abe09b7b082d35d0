import Foundation
import GaitEvaluation

/// One candidate for each combination of two lists of options, the second running faster.
///
/// - Parameters:
///   - first: The values of one option.
///   - second: The values of the other.
///   - make: A learner from one value of each.
/// - Returns: The learners of a grid search.
public func candidateGrid<First, Second, Learner>(
  _ first: [First], _ second: [Second], _ make: (First, Second) -> Learner
) -> [Learner] {
  first.flatMap { a in second.map { b in make(a, b) } }
}

/// Draws of options for a random search.
///
/// Random draws find good values of the few options that matter with fewer trials than a grid
/// (Bergstra and Bengio, JMLR 13:281-305, 2012).
public struct OptionDraw: Sendable {
  private var random: SeededGenerator

  /// Draws that a seed determines; `trial` gives each candidate its own.
  init(seed: UInt64, trial: Int) { random = SeededGenerator(seed: seed, stream: UInt64(trial)) }

  /// A number drawn uniformly from a range.
  public mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + random.nextUnit() * (range.upperBound - range.lowerBound)
  }

  /// A number whose logarithm is drawn uniformly; both bounds above zero.
  public mutating func logUniform(_ range: ClosedRange<Double>) -> Double {
    precondition(range.lowerBound > 0, "OptionDraw.logUniform: lower bound \(range.lowerBound)")
    return exp(uniform(log(range.lowerBound)...log(range.upperBound)))
  }

  /// A whole number drawn uniformly from a range.
  public mutating func integer(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + random.next(below: range.count)
  }

  /// One of the given values.
  public mutating func choice<Value>(_ values: [Value]) -> Value {
    precondition(!values.isEmpty, "OptionDraw.choice: no values")
    return values[random.next(below: values.count)]
  }
}

/// Candidates with options drawn at random.
///
/// - Parameters:
///   - count: The number of candidates.
///   - seed: Determines the draws.
///   - make: A learner from a source of draws.
/// - Returns: The learners of a random search.
public func candidateDraws<Learner>(
  _ count: Int, seed: UInt64, _ make: (inout OptionDraw) -> Learner
) -> [Learner] {
  (0..<count).map { trial in
    var draw = OptionDraw(seed: seed, trial: trial)
    return make(&draw)
  }
}
