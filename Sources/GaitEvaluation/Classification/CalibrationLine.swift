import Foundation

/// Logistic recalibration: the line that turns predicted log-odds into observed ones.
///
/// A slope below one means predictions that are too extreme, as overfitted models give; an
/// intercept away from zero means that risk is over- or underestimated throughout (Van Calster
/// et al. 2019, doi:10.1186/s12916-019-1466-7).
public struct CalibrationLine: Hashable, Sendable, Codable {
  /// The weight of the predicted log-odds; one if perfectly calibrated.
  public let slope: Double

  /// The constant fitted together with the slope.
  public let intercept: Double

  /// The constant fitted with the slope held at one ("calibration in the large").
  public let interceptInTheLarge: Double

  /// The line for probabilities against outcomes.
  ///
  /// - Parameters:
  ///   - probabilities: The predicted probability of a positive outcome, strictly within 0...1.
  ///   - isPositive: Whether the outcome was positive.
  /// - Throws: `MetricError` for one class, a probability of 0 or 1, equal probabilities, or
  ///   outcomes that probabilities separate perfectly, for which the slope is infinite.
  public init(probabilities: [Double], isPositive: [Bool]) throws {
    let outcomes = try checkedOutcomes("calibration line", probabilities, isPositive)
    for (index, p) in probabilities.enumerated() where p == 0 || p == 1 {
      throw MetricError.outOfRange(
        metric: "calibration line", index: index, value: p, allowed: "above 0 and below 1")
    }
    let logits = probabilities.map { log($0) - log1p(-$0) }
    (intercept, slope) = try Self.fit(logits, outcomes, fixedSlope: nil)
    (interceptInTheLarge, _) = try Self.fit(logits, outcomes, fixedSlope: 1)
  }

  /// Newton's method for the intercept and, unless it is held, the slope.
  private static func fit(
    _ logits: [Double], _ outcomes: [Double], fixedSlope: Double?
  ) throws -> (intercept: Double, slope: Double) {
    var (a, b) = (0.0, fixedSlope ?? 0)
    for _ in 0..<100 {
      var (gradientA, gradientB, haa, hab, hbb) = (0.0, 0.0, 0.0, 0.0, 0.0)
      for (x, y) in zip(logits, outcomes) {
        let p = 1 / (1 + exp(-(a + b * x)))
        let w = p * (1 - p)
        gradientA += y - p
        gradientB += (y - p) * x
        haa += w
        hab += w * x
        hbb += w * x * x
      }
      var (stepA, stepB) = (gradientA / haa, 0.0)
      if fixedSlope == nil {
        let determinant = haa * hbb - hab * hab
        guard determinant > 1e-12 * haa * hbb else { break }
        stepA = (hbb * gradientA - hab * gradientB) / determinant
        stepB = (haa * gradientB - hab * gradientA) / determinant
      }
      a += stepA
      b += stepB
      if abs(stepA) + abs(stepB) < 1e-12 * (1 + abs(a) + abs(b)) { return (a, b) }
    }
    throw MetricError.undefined(
      metric: "calibration line",
      reason: "one class, equal probabilities, or outcomes that are separated perfectly")
  }
}
