import Foundation
import GaitClassic
import GaitEvaluation

/// How a learner's raw probability becomes a calibrated one and a decision.
///
/// Both are fitted to predictions for training patients by learners that had not seen them: Platt's
/// curve of the log odds, and the threshold of the greatest sum of sensitivity and specificity.
struct RehabCalibration: Codable, Sendable, Equatable {
  /// Nil where the predictions rank no better than chance: a curve would turn them round.
  private let curve: PlattScaling?
  let threshold: Double

  /// - Throws: `LearningError` or `MetricError` where only one class is there.
  init(_ raw: [Double], isPositive: [Bool], curveIsFitted: Bool = true) throws {
    var curve: PlattScaling?
    if curveIsFitted {
      let fitted = try PlattScaling(
        decisionValues: raw.map(Self.logOdds), isPositive: isPositive)
      curve = fitted.slope < 0 ? fitted : nil
    }
    self.curve = curve
    let scores = raw.map { value in curve?.probability(Self.logOdds(value)) ?? value }
    let receiver = try ReceiverOperatingCurve(scores: scores, isPositive: isPositive)
    // The curve may hold its first point for no row called positive, which has no threshold.
    let shift = receiver.truePositiveRates.count - receiver.thresholds.count
    var best = (gain: -Double.infinity, threshold: 0.5)
    for (place, threshold) in receiver.thresholds.enumerated() where threshold.isFinite {
      let gain =
        receiver.truePositiveRates[place + shift] - receiver.falsePositiveRates[place + shift]
      if gain > best.gain { best = (gain, threshold) }
    }
    threshold = best.threshold
  }

  /// The calibrated probability of a raw one.
  func probability(_ raw: Double) -> Double { curve?.probability(Self.logOdds(raw)) ?? raw }

  func isPositive(_ probability: Double) -> Bool { probability >= threshold }

  private static func logOdds(_ probability: Double) -> Double {
    let kept = min(max(probability, 1e-6), 1 - 1e-6)
    return log(kept / (1 - kept))
  }
}
