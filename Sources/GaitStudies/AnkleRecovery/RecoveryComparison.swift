import Foundation
import GaitEvaluation

/// How much smaller one predictor's error of progress is than another's, with an interval over people.
struct RecoveryComparison: Codable, Sendable {
  /// The share by which the first error is below the second: 0.1 is a tenth.
  let reduction: Double
  /// The 95 % interval, by drawing people with replacement.
  let lower, upper: Double
  let people: Int

  /// Compares on the people whom both predict and whose progress is known; nil for fewer than two.
  init?(
    _ first: [RecoveryPrediction], below second: [RecoveryPrediction], _ cases: [RecoveryCase],
    resamples: Int, seed: UInt64
  ) throws {
    var others: [String: Double] = [:]
    for prediction in second { others[prediction.participant] = prediction.progress }
    var names: [String] = []
    var squares: [(Double, Double)] = []
    for (prediction, item) in RecoveryScores.pairs(first, cases) {
      guard let truth = item.progress, let other = others[prediction.participant] else { continue }
      let (a, b) = (prediction.progress - truth, other - truth)
      names.append(prediction.participant)
      squares.append((a * a, b * b))
    }
    guard names.count > 1, squares.contains(where: { $0.1 > 0 }) else { return nil }
    let errors = squares
    let interval = try SubjectBootstrap(resamples: resamples, seed: seed).interval(
      subjects: Subjects(names)
    ) { rows in
      let sums = rows.reduce((0.0, 0.0)) { ($0.0 + errors[$1].0, $0.1 + errors[$1].1) }
      return 1 - (sums.0 / sums.1).squareRoot()
    }
    reduction = interval.estimate
    (lower, upper) = (interval.lower, interval.upper)
    people = names.count
  }
}

/// Intervals about a predictor's progress and duration that hold for new people.
struct RecoveryIntervals: Codable, Sendable {
  /// In the unit of progress.
  let progress: SubjectConformal
  /// In logarithms of weeks, for people who recover while they are watched.
  let logWeeks: SubjectConformal?

  /// Calibrates on predictions of people that the predictor has not seen; nil without any.
  init?(_ predictions: [RecoveryPrediction], _ cases: [RecoveryCase]) throws {
    let pairs = RecoveryScores.pairs(predictions, cases)
    let known = pairs.filter { $0.1.progress != nil }
    guard !known.isEmpty else { return nil }
    progress = try SubjectConformal(
      predictions: known.map(\.0.progress), measured: known.compactMap(\.1.progress),
      subjects: Subjects(known.map(\.0.participant)))
    let seen = Self.durations(pairs)
    logWeeks =
      seen.isEmpty
      ? nil
      : try SubjectConformal(
        predictions: seen.map(\.predicted), measured: seen.map(\.measured),
        subjects: Subjects(seen.map(\.name)))
  }

  /// The share of people inside their intervals, and the intervals' mean widths.
  func coverage(
    _ predictions: [RecoveryPrediction], _ cases: [RecoveryCase]
  ) throws -> [String: [String: Double]] {
    let pairs = RecoveryScores.pairs(predictions, cases)
    let known = pairs.filter { $0.1.progress != nil }
    var tasks: [String: [String: Double]] = [:]
    if !known.isEmpty {
      tasks["progress"] = [
        "coverage": try progress.observedCoverage(
          predictions: known.map(\.0.progress), measured: known.compactMap(\.1.progress),
          subjects: Subjects(known.map(\.0.participant)))
      ]
      if let half = progress.halfWidth { tasks["progress"]?["interval_half_width"] = half }
    }
    let seen = Self.durations(pairs)
    if let logWeeks, !seen.isEmpty {
      tasks["duration"] = [
        "coverage": try logWeeks.observedCoverage(
          predictions: seen.map(\.predicted), measured: seen.map(\.measured),
          subjects: Subjects(seen.map(\.name)))
      ]
      if let half = logWeeks.halfWidth { tasks["duration"]?["interval_factor"] = exp(half) }
    }
    return tasks
  }

  private static func durations(
    _ pairs: [(RecoveryPrediction, RecoveryCase)]
  ) -> [(name: String, predicted: Double, measured: Double)] {
    pairs.compactMap { prediction, item in
      guard let predicted = prediction.weeks, predicted > 0, let weeks = item.recoveryWeeks else {
        return nil
      }
      return (prediction.participant, log(predicted), log(weeks))
    }
  }
}
