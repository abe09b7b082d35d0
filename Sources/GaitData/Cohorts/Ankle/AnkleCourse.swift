import Foundation

/// What only the model knows of a patient: how severe the injury is and how it heals.
///
/// The lost function at week t is `d(t) = s (f + (1 - f) exp(-k t))`, a first-order recovery to a
/// residue. The expected progress is the share of the loss that has returned,
/// `m(t) = 1 - d(t) / s = (1 - f) (1 - exp(-k t))`.
public struct AnkleCourse: Sendable, Codable, Equatable {
  /// The share of function lost at first, s, 0 to 1.
  public let severity: Double
  /// The rate of healing, k, in 1/week.
  public let healingPerWeek: Double
  /// The share of the loss that stays, f.
  public let residue: Double
  /// How badly the tissue heals, a standard normal number; it raises the residue the more, the more
  /// severe the injury is.
  public let stiffness: Double

  init(_ history: AnkleHistory, using random: inout CohortRandom) {
    func expit(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    func logit(_ p: Double) -> Double { log(p / (1 - p)) }
    let age = (history.ageYears - 46) / 15
    severity = min(
      max(expit(logit(history.injury.typicalSeverity) + random.normal(0, 0.4)), 0.06), 0.97)
    let excess = (severity - 0.45) / 0.2
    let tempo =
      log(0.12) - 0.16 * age - (history.isSmoker ? 0.2 : 0) - (history.hasDiabetes ? 0.25 : 0)
      + 0.1 * (Double(history.activity) - 1.5) - 0.15 * excess + random.normal(0, 0.3)
    healingPerWeek = exp(tempo)
    stiffness = random.normal()
    residue = expit(
      logit(0.18) + 0.25 * excess + 0.2 * age + AnkleCourse.stiffnessEffect * severity * stiffness)
  }

  /// By how much a unit of stiffness raises the residue's logit at a severity of 1.
  static let stiffnessEffect = 1.1

  /// The share of function that is lacking at a week since the injury.
  public func deficit(week: Double) -> Double {
    severity * (residue + (1 - residue) * exp(-healingPerWeek * week))
  }

  /// The share of the lost function that is expected to have returned.
  public func expectedProgress(week: Double) -> Double {
    (1 - residue) * (1 - exp(-healingPerWeek * week))
  }

  /// The weeks until nine tenths of what can return have returned, in the median; a severe injury
  /// is kept still first.
  public var medianDurationWeeks: Double { log(10) / healingPerWeek + 4 * severity }
}
