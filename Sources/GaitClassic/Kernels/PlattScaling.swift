import Foundation
import GaitEvaluation

/// A logistic curve from decision values to probabilities.
///
/// Platt 1999, by the Newton method of Lin, Lin and Weng (2007, doi:10.1007/s10994-007-5018-6);
/// targets are pulled in from 0 and 1 by the number of rows.
public struct PlattScaling: Hashable, Sendable, Codable {
  /// The factor of the decision value; negative when larger values mean positive.
  public let slope: Double

  /// The constant.
  public let offset: Double

  /// The curve that makes decision values most probable.
  ///
  /// - Parameters:
  ///   - decisionValues: Values of rows that the machine was not fitted to.
  ///   - isPositive: Whether each of these rows is positive.
  /// - Throws: `LearningError` for one class or lists of different lengths.
  public init(decisionValues: [Double], isPositive: [Bool]) throws {
    let learner = "PlattScaling"
    try checkTargets(learner, decisionValues, rows: isPositive.count)
    let positives = Double(isPositive.count(where: \.self))
    let negatives = Double(isPositive.count) - positives
    guard positives > 0, negatives > 0 else {
      throw LearningError.oneClass(learner: learner, label: positives > 0 ? 1 : 0)
    }
    let high = (positives + 1) / (positives + 2)
    let low = 1 / (negatives + 2)
    let targets = isPositive.map { $0 ? high : low }
    var (a, b) = (0.0, log((negatives + 1) / (positives + 1)))
    func loss(_ a: Double, _ b: Double) -> Double {
      var sum = 0.0
      for (value, target) in zip(decisionValues, targets) {
        let z = value * a + b
        sum += z >= 0 ? target * z + log1p(exp(-z)) : (target - 1) * z + log1p(exp(z))
      }
      return sum
    }
    var current = loss(a, b)
    for _ in 0..<100 {
      var (haa, hbb, hab, ga, gb) = (1e-12, 1e-12, 0.0, 0.0, 0.0)
      for (value, target) in zip(decisionValues, targets) {
        let p = Self.logistic(value * a + b)
        let curvature = p * (1 - p)
        haa += value * value * curvature
        hbb += curvature
        hab += value * curvature
        ga += value * (target - p)
        gb += target - p
      }
      if abs(ga) < 1e-9, abs(gb) < 1e-9 { break }
      let determinant = haa * hbb - hab * hab
      let stepA = -(hbb * ga - hab * gb) / determinant
      let stepB = -(haa * gb - hab * ga) / determinant
      let slope = ga * stepA + gb * stepB
      var size = 1.0
      while size >= 1e-10 {
        let next = loss(a + size * stepA, b + size * stepB)
        if next < current + 1e-4 * size * slope {
          (a, b, current) = (a + size * stepA, b + size * stepB, next)
          break
        }
        size /= 2
      }
      if size < 1e-10 { break }
    }
    (slope, offset) = (a, b)
  }

  /// The probability of a positive outcome for a decision value.
  public func probability(_ decisionValue: Double) -> Double {
    Self.logistic(slope * decisionValue + offset)
  }

  /// One over one plus the exponential, without overflow.
  private static func logistic(_ z: Double) -> Double {
    z >= 0 ? exp(-z) / (1 + exp(-z)) : 1 / (1 + exp(z))
  }
}
