import Foundation
import GaitRecords

/// How outcomes scatter about what the course makes expected, and what follows for any predictor.
enum AnkleOutcomeModel {
  /// The week at which the final outcome is taken.
  static let finalWeek = 26.0
  /// The follow-up ends; who has not recovered is censored.
  static let horizonWeek = 52.0
  /// The precision of progress about its mean, which sets the best possible R2 near 0.92.
  static let progressPrecision = 140.0
  /// The deviation of the logarithm of the duration.
  static let durationDeviation = 0.15
  /// The limits of progress between poor, fair, good and excellent.
  static let levelLimits = [0.6, 0.72, 0.83]
  /// The assessors' disagreement about the grade, in progress.
  static let levelDeviation = 0.02

  /// Progress: beta with the expected progress as its mean.
  static func progress(
    _ course: AnkleCourse, week: Double, using random: inout CohortRandom
  ) -> Double {
    let mean = min(max(course.expectedProgress(week: week), 0.005), 0.995)
    return random.beta(mean: mean, precision: progressPrecision)
  }

  static func level(_ progress: Double, using random: inout CohortRandom) -> RecoveryLevel {
    let seen = progress + random.normal(0, levelDeviation)
    let passed = levelLimits.count { seen >= $0 }
    return RecoveryLevel(rawValue: passed) ?? .excellent
  }

  static func durationWeeks(_ course: AnkleCourse, using random: inout CohortRandom) -> Double {
    course.medianDurationWeeks * exp(random.normal(0, durationDeviation))
  }

  /// The outcome at the end of the follow-up, and the duration without censoring.
  static func final(
    _ course: AnkleCourse, using random: inout CohortRandom
  ) -> (progress: Double, level: RecoveryLevel, weeks: Double) {
    let progress = progress(course, week: finalWeek, using: &random)
    return (progress, level(progress, using: &random), durationWeeks(course, using: &random))
  }
}

/// The scores that the best possible predictor reaches on the ankle cohort.
///
/// It knows the course of every patient but not the chance in the outcome. For progress its
/// prediction is the mean m of a beta distribution of precision p, so
/// `R2 = Var(m) / (Var(m) + E[m (1 - m)] / (1 + p))`; no predictor from any record can exceed it in
/// the long run. The moments of m are taken over 40,000 patients of a fixed seed.
public struct AnkleCeiling: Sendable, Codable, Equatable {
  /// R2 of the final progress.
  public let progressR2: Double
  /// The root mean square error of the final progress.
  public let progressRMSE: Double
  /// R2 of the logarithm of the duration.
  public let logDurationR2: Double

  /// The ceiling of the cohort as it is defined in this version.
  public static let current = AnkleCeiling()

  private init() {
    var means: [Double] = []
    var logs: [Double] = []
    for subject in 0..<40_000 {
      let seed: UInt64 = 0x5EED
      var person = CohortRandom(seed: seed, cohort: .ankle, subject: subject, .person)
      var healing = CohortRandom(seed: seed, cohort: .ankle, subject: subject, .course)
      let course = AnkleCourse(AnkleHistory(using: &person), using: &healing)
      means.append(course.expectedProgress(week: AnkleOutcomeModel.finalWeek))
      logs.append(log(course.medianDurationWeeks))
    }
    func variance(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    }
    let spread = variance(means)
    let chance =
      means.reduce(0) { $0 + $1 * (1 - $1) } / Double(means.count)
      / (1 + AnkleOutcomeModel.progressPrecision)
    progressR2 = spread / (spread + chance)
    progressRMSE = chance.squareRoot()
    let spreadOfLogs = variance(logs)
    let deviation = AnkleOutcomeModel.durationDeviation
    logDurationR2 = spreadOfLogs / (spreadOfLogs + deviation * deviation)
  }
}
