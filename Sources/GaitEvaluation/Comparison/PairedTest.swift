import Foundation

/// The outcome of a test whether two models score differently on the same people.
public struct PairedTest: Hashable, Sendable, Codable {
  /// The name of the test.
  public let name: String

  /// The statistic that the test looks up.
  public let statistic: Double

  /// The probability of a difference at least as large, either way, if there were none.
  public let pValue: Double

  /// An outcome.
  init(_ name: String, statistic: Double, pValue: Double) {
    self.name = name
    self.statistic = statistic
    self.pValue = min(1, pValue)
  }

  /// Student's t test of paired scores, one pair per subject.
  ///
  /// - Parameters:
  ///   - first: The score of one model for each subject.
  ///   - second: The score of the other for the same subjects.
  /// - Returns: The t statistic and its two-sided p value.
  /// - Throws: `MetricError` for fewer than two pairs or differences that are all equal.
  public static func student(_ first: [Double], _ second: [Double]) throws -> PairedTest {
    try student("paired t test", first, second, inflation: 0)
  }

  /// The t test of paired scores over folds whose training sets overlap.
  ///
  /// The variance grows by the ratio of test to training size (Nadeau and Bengio 2003,
  /// doi:10.1023/A:1024068626366); without it, repeated splits make any difference significant.
  ///
  /// - Parameters:
  ///   - first: The score of one model for each fold.
  ///   - second: The score of the other for the same folds.
  ///   - testToTrainingRatio: The number of test over the number of training subjects of a fold.
  /// - Returns: The corrected t statistic and its two-sided p value.
  /// - Throws: `MetricError` for fewer than two pairs or differences that are all equal.
  public static func correctedResampled(
    _ first: [Double], _ second: [Double], testToTrainingRatio: Double
  ) throws -> PairedTest {
    try student("corrected resampled t test", first, second, inflation: testToTrainingRatio)
  }

  private static func student(
    _ name: String, _ first: [Double], _ second: [Double], inflation: Double
  ) throws -> PairedTest {
    try checkPairs(name, first, second, atLeast: 2)
    let differences = zip(first, second).map { $0 - $1 }
    let count = Double(differences.count)
    let variance = sampleVariance(differences)
    guard variance > 0 else {
      throw MetricError.undefined(metric: name, reason: "all differences are equal")
    }
    let t = arithmeticMean(differences) / (variance * (1 / count + inflation)).squareRoot()
    let p = StudentDistribution(degreesOfFreedom: count - 1).twoSided(t)
    return PairedTest(name, statistic: t, pValue: p)
  }

  /// McNemar's exact test of two classifiers' errors on the same rows, one row per subject.
  ///
  /// McNemar 1947, doi:10.1007/BF02295996.
  ///
  /// - Parameters:
  ///   - firstIsRight: Whether one model was right on each row.
  ///   - secondIsRight: Whether the other was.
  /// - Returns: The smaller number of one-sided errors and the two-sided binomial p value.
  /// - Throws: `MetricError` for lists of different lengths or models that never differ.
  public static func mcNemar(_ firstIsRight: [Bool], _ secondIsRight: [Bool]) throws -> PairedTest {
    let name = "exact McNemar test"
    guard firstIsRight.count == secondIsRight.count else {
      throw MetricError.lengthMismatch(
        metric: name, expected: firstIsRight.count, found: secondIsRight.count)
    }
    let onlyFirst = zip(firstIsRight, secondIsRight).count { $0 && !$1 }
    let onlySecond = zip(firstIsRight, secondIsRight).count { !$0 && $1 }
    guard onlyFirst + onlySecond > 0 else {
      throw MetricError.undefined(metric: name, reason: "the models never differ")
    }
    let (fewer, all) = (Double(min(onlyFirst, onlySecond)), Double(onlyFirst + onlySecond))
    // P(X <= k) of a fair binomial is an incomplete beta function at one half.
    let tail = regularizedIncompleteBeta(all - fewer, fewer + 1, 0.5)
    return PairedTest(name, statistic: fewer, pValue: 2 * tail)
  }
}

/// The p values of several tests after Holm's correction.
///
/// Compared with a level, they keep the chance of any false finding among all tests below it.
/// Holm 1979, Scandinavian Journal of Statistics 6:65-70.
///
/// - Parameter pValues: The p values of the tests, in any order.
/// - Returns: The corrected p values, in the same order.
public func holmAdjusted(_ pValues: [Double]) -> [Double] {
  var adjusted = pValues
  var largest = 0.0
  for (rank, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
    largest = max(largest, min(1, pValues[index] * Double(pValues.count - rank)))
    adjusted[index] = largest
  }
  return adjusted
}
