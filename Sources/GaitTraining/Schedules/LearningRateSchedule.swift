import Foundation
import GaitTensor

/// How the step size changes over a run.
public enum LearningRateSchedule: Sendable, Codable, Equatable {
  /// Always the base rate.
  case constant
  /// A linear rise over the first steps, then half a cosine down to a share of the base rate.
  case cosine(warmUpSteps: Int, finalShare: Double)
  /// A linear rise, then the base rate times a factor for every stretch of epochs without a better
  /// validation score.
  case plateau(warmUpSteps: Int, factor: Double, patience: Int)

  /// The factor on the base rate.
  ///
  /// - Parameters:
  ///   - step: How many steps have been taken.
  ///   - total: How many steps the run will take.
  ///   - reductions: How often the validation score has stalled.
  /// - Returns: A factor in 0...1.
  public func factor(step: Int, of total: Int, reductions: Int = 0) -> Double {
    switch self {
    case .constant:
      return 1
    case .cosine(let warmUp, let finalShare):
      if step < warmUp { return Double(step + 1) / Double(warmUp) }
      let progress = Double(step - warmUp) / Double(max(1, total - warmUp))
      let wave = 0.5 * (1 + cos(.pi * min(1, progress)))
      return finalShare + (1 - finalShare) * wave
    case .plateau(let warmUp, let factor, _):
      let rise = step < warmUp ? Double(step + 1) / Double(warmUp) : 1
      return rise * pow(factor, Double(reductions))
    }
  }

  var patience: Int? {
    if case .plateau(_, _, let patience) = self { patience } else { nil }
  }
}
