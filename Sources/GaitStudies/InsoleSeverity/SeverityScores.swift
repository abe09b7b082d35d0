import GaitEvaluation

/// How well one predictor does on people it has not seen.
public struct SeverityScores: Codable, Sendable, Equatable {
  /// Metrics by task: `auc`, `accuracy`, `balanced_accuracy`, `sensitivity`, `specificity` and
  /// `brier` of yes or no; `r2`, `rmse`, `mae` and `pearson` of quantities.
  public let tasks: [String: [String: Double]]
  /// The main metric of each task by fold, where folds have one.
  public let folds: [String: [Double]]
  /// The main metric of each task by seed; empty where no network takes part.
  public let seeds: [String: [Double]]
  /// The ends of the 95 % interval of the main metric, over people drawn with replacement.
  public let intervals: [String: [Double]]

  /// The metric by which a task is judged.
  static func mainMetric(_ task: SeverityTask) -> String { task.isYesOrNo ? "auc" : "r2" }

  /// The metrics of predictions by person and task; a task without enough answers is left out.
  static func metrics(
    _ predictions: [[Double]], _ people: [SeverityPerson]
  ) -> [String: [String: Double]] {
    var result: [String: [String: Double]] = [:]
    for task in SeverityTask.allCases {
      let known = people.indices.filter { people[$0].target(task) != nil }
      let own = known.map { predictions[$0][task.index] }
      let target = known.compactMap { people[$0].target(task) }
      let metrics =
        task.isYesOrNo ? yesOrNo(own, target.map { $0 > 0.5 }) : quantities(own, target)
      if let metrics { result[task.rawValue] = metrics }
    }
    return result
  }

  /// The main metric of a task; nil where it is undefined.
  static func main(_ task: SeverityTask, _ predictions: [Double], _ target: [Double]) -> Double? {
    task.isYesOrNo
      ? try? ReceiverOperatingCurve(scores: predictions, isPositive: target.map { $0 > 0.5 }).area
      : try? RegressionMetric.rSquared.value(prediction: predictions, target: target)
  }

  private static func yesOrNo(_ probabilities: [Double], _ isPositive: [Bool])
    -> [String: Double]?
  {
    guard let curve = try? ReceiverOperatingCurve(scores: probabilities, isPositive: isPositive),
      let brier = try? ProbabilityScore.brier.value(
        probabilities: probabilities, isPositive: isPositive),
      let matrix = try? ConfusionMatrix(
        labels: isPositive.map { $0 ? 1 : 0 }, predictions: probabilities.map { $0 >= 0.5 ? 1 : 0 })
    else { return nil }
    return [
      "auc": curve.area, "accuracy": matrix.accuracy, "brier": brier,
      "balanced_accuracy": matrix.balancedAccuracy, "sensitivity": matrix.recall(of: 1) ?? 0,
      "specificity": matrix.specificity(of: 1) ?? 0,
    ]
  }

  private static func quantities(_ prediction: [Double], _ target: [Double]) -> [String: Double]? {
    func value(_ metric: RegressionMetric) -> Double? {
      try? metric.value(prediction: prediction, target: target)
    }
    guard let r2 = value(.rSquared), let rmse = value(.rmse), let mae = value(.mae) else {
      return nil
    }
    var metrics = ["r2": r2, "rmse": rmse, "mae": mae]
    if let pearson = value(.pearson) { metrics["pearson"] = pearson }
    return metrics
  }
}

extension SeverityScores {
  /// The scores of predictions over folds.
  ///
  /// - Parameters:
  ///   - predictions: By person and task.
  ///   - seeds: The same, of each seed alone.
  ///   - people: The people.
  ///   - folds: Their folds.
  ///   - resamples: How often people are drawn anew for an interval.
  init(
    _ predictions: [[Double]], seeds: [[[Double]]], _ people: [SeverityPerson], _ folds: [Fold],
    resamples: Int
  ) {
    tasks = Self.metrics(predictions, people)
    var byFold: [String: [Double]] = [:]
    var bySeed: [String: [Double]] = [:]
    var intervals: [String: [Double]] = [:]
    for task in SeverityTask.allCases {
      @Sendable func main(_ predictions: [[Double]], _ rows: [Int]) -> Double? {
        let known = rows.filter { people[$0].target(task) != nil }
        return Self.main(
          task, known.map { predictions[$0][task.index] },
          known.compactMap { people[$0].target(task) })
      }
      let all = Array(people.indices)
      byFold[task.rawValue] = folds.compactMap { main(predictions, $0.testRows) }
      bySeed[task.rawValue] = seeds.compactMap { main($0, all) }
      let known = all.filter { people[$0].target(task) != nil }
      let bootstrap = SubjectBootstrap(resamples: resamples, seed: 0)
      let interval = try? bootstrap.interval(
        subjects: Subjects(known.map { people[$0].id.rawValue }), threads: 1
      ) { rows in
        guard let value = main(predictions, rows.map { known[$0] }) else {
          throw MetricError.undefined(metric: task.rawValue, reason: "one class in a resample")
        }
        return value
      }
      if let interval { intervals[task.rawValue] = [interval.lower, interval.upper] }
    }
    self.folds = byFold
    self.seeds = bySeed
    self.intervals = intervals
  }
}
