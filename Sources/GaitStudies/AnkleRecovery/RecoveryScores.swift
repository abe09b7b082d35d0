import Foundation
import GaitEvaluation

/// The scores of one predictor on people that it has not seen.
enum RecoveryScores {
  /// Metrics by task; one that is undefined on these people is left out.
  static func metrics(
    _ predictions: [RecoveryPrediction], _ cases: [RecoveryCase]
  ) -> [String: [String: Double]] {
    let pairs = pairs(predictions, cases)
    var tasks: [String: [String: Double]] = [:]
    func set(_ task: String, _ metric: String, _ value: Double?) {
      if let value, value.isFinite { tasks[task, default: [:]][metric] = value }
    }
    let progress = pairs.compactMap { pair in pair.1.progress.map { (pair.0.progress, $0) } }
    func regression(_ metric: RegressionMetric, _ pairs: [(Double, Double)]) -> Double? {
      try? metric.value(prediction: pairs.map(\.0), target: pairs.map(\.1))
    }
    set("progress", "r2", regression(.rSquared, progress))
    set("progress", "rmse", regression(.rmse, progress))
    set("progress", "mae", regression(.mae, progress))
    let graded = pairs.compactMap { pair in
      pair.0.levels.count == 4 ? pair.1.level.map { (pair.0.levels, $0) } : nil
    }
    if !graded.isEmpty {
      let labels = graded.map(\.1)
      let named = graded.map { levels, _ in mostProbable(levels) }
      set(
        "level", "auc",
        try? ReceiverOperatingCurve.macroArea(
          probabilities: Matrix(graded.map(\.0)), labels: labels))
      set(
        "level", "accuracy",
        Double(zip(labels, named).count { $0 == $1 }) / Double(labels.count))
      set("level", "kappa", QuadraticKappa.value(labels: labels, predictions: named, classes: 4))
    }
    let durations = pairs.compactMap { pair -> (Double, Double, Bool)? in
      guard let predicted = pair.0.weeks, let weeks = pair.1.weeks else { return nil }
      return (predicted, weeks, pair.1.isCensored)
    }
    set(
      "duration", "concordance",
      ConcordanceIndex.value(
        predicted: durations.map(\.0), observed: durations.map(\.1),
        isCensored: durations.map(\.2)))
    let seen = durations.filter { !$0.2 }.map { ($0.0, $0.1) }
    set("duration", "rmse", regression(.rmse, seen))
    set("duration", "mae", regression(.mae, seen))
    return tasks
  }

  /// Predictions with the people they are of, in the people's order.
  static func pairs(
    _ predictions: [RecoveryPrediction], _ cases: [RecoveryCase]
  ) -> [(RecoveryPrediction, RecoveryCase)] {
    var own: [String: RecoveryPrediction] = [:]
    for prediction in predictions { own[prediction.participant] = prediction }
    return cases.compactMap { item in own[item.participant.rawValue].map { ($0, item) } }
  }

  /// The first of the most probable levels.
  static func mostProbable(_ levels: [Double]) -> Int {
    levels.indices.max { levels[$0] < levels[$1] } ?? 0
  }
}
