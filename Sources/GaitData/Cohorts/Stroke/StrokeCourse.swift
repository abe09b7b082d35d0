import Foundation

/// What only the model knows of a stroke patient.
public struct StrokeCourse: Sendable, Codable, Equatable {
  /// How much of the motor function is lost at the start, 0 to 1.
  public let impairment: Double
  /// How well the corticospinal tract has survived, a standard normal number.
  ///
  /// That it decides about the response to training follows Stinear et al. 2017
  /// (doi:10.1002/acn3.488); its size here is ours.
  public let tractIntegrity: Double
  /// How well the autonomic system adapts to exercise, a standard normal number.
  public let autonomicReserve: Double
  /// Age as deviations from the cohort's mean.
  public let ageDeviation: Double
  /// Weeks from the stroke to the start of the training.
  public let weeksSinceOnset: Double

  init(using random: inout CohortRandom) {
    impairment = 1 / (1 + exp(-random.normal(0.1, 0.8)))
    tractIntegrity = random.normal()
    autonomicReserve = random.normal()
    ageDeviation = random.normal(0, 1, in: -2.3...2)
    weeksSinceOnset = random.uniform(2...26).rounded()
  }

  /// The probability that the patient responds to twelve weeks of training.
  public var responseProbability: Double {
    let sum =
      tractIntegrity + 0.5 * autonomicReserve - 0.45 * ageDeviation
      - 0.5 * (impairment - 0.52) / 0.18 - 0.3 * (weeksSinceOnset - 14) / 7
    return 1 / (1 + exp(-(StrokeCourse.offset + StrokeCourse.certainty * sum)))
  }

  /// How sharply the response follows from the course; it sets the best possible AUC near 0.90.
  static let certainty = 1.95
  static let offset = -0.2
}

/// The discrimination that the best possible predictor of the response reaches.
///
/// It states the probability itself; its area under the ROC curve is
/// `sum over pairs of p_i (1 - p_j) [p_i > p_j] / (sum p  sum (1 - p))`, taken over 40,000 patients of
/// a fixed seed. No predictor from any record can exceed it in the long run.
public struct StrokeCeiling: Sendable, Codable, Equatable {
  /// The area under the ROC curve.
  public let areaUnderCurve: Double
  /// The share of responders.
  public let prevalence: Double

  /// The ceiling of the cohort as it is defined in this version.
  public static let current = StrokeCeiling()

  private init() {
    let probabilities = (0..<40_000).map { subject -> Double in
      var random = CohortRandom(seed: 0x5EED, cohort: .stroke, subject: subject, .course)
      return StrokeCourse(using: &random).responseProbability
    }.sorted()
    var (below, area, yes) = (0.0, 0.0, 0.0)
    for p in probabilities {
      area += p * (below + 0.5 * (1 - p))
      below += 1 - p
      yes += p
    }
    areaUnderCurve = area / (yes * below)
    prevalence = yes / Double(probabilities.count)
  }
}
