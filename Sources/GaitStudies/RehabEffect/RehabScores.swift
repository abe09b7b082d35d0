import GaitEvaluation

/// The scores of one learner over patients that it had not seen.
struct RehabLearnerScores: Codable, Sendable {
  /// `auc`, its interval, `accuracy`, `sensitivity`, `specificity`, `precision`, `f1`, `brier`.
  let metrics: [String: Double]
  /// The area in each fold.
  let areaOfFold: [Double]
  /// The settings that the inner folds chose, fold by fold; those of the fit to everyone last.
  let chosen: [String]

  private enum CodingKeys: String, CodingKey {
    case metrics, chosen
    case areaOfFold = "area_of_fold"
  }

  /// - Throws: `MetricError` where only one class is there.
  static func metrics(
    _ probabilities: [Double], calledPositive: [Bool], isPositive: [Bool]
  ) throws -> [String: Double] {
    let curve = try ReceiverOperatingCurve(scores: probabilities, isPositive: isPositive)
    let counts = try ConfusionMatrix(
      labels: isPositive.map { $0 ? 1 : 0 }, predictions: calledPositive.map { $0 ? 1 : 0 })
    var metrics = [
      "auc": curve.area, "accuracy": counts.accuracy,
      "brier": try ProbabilityScore.brier.value(
        probabilities: probabilities, isPositive: isPositive),
    ]
    metrics["sensitivity"] = counts.recall(of: 1)
    metrics["specificity"] = counts.recall(of: 0)
    metrics["precision"] = counts.precision(of: 1)
    metrics["f1"] = counts.f1(of: 1)
    return metrics
  }
}

/// The hybrid beside another learner, on the same patients.
struct RehabComparison: Codable, Sendable {
  let other: String
  /// The hybrid's area less the other's.
  let difference: Double
  /// DeLong's test over patients; nil where the areas do not differ at all.
  let deLong: Double?
  /// DeLong's p value over all comparisons, after Holm.
  var holm: Double?
  /// The corrected resampled t test over folds; nil where it is undefined.
  let resampled: Double?

  private enum CodingKeys: String, CodingKey {
    case other, difference, holm, resampled
    case deLong = "delong"
  }
}

/// What a run found.
struct RehabOutcome: Codable, Sendable {
  let scores: [String: RehabLearnerScores]
  let comparisons: [RehabComparison]
  /// The best area that any predictor can reach in the long run; nil for real recordings.
  let bestPossible: Double?
  let patients: Int
  let responders: Int

  private enum CodingKeys: String, CodingKey {
    case scores, comparisons, patients, responders
    case bestPossible = "best_possible"
  }

  /// The predictor that `tasks` of an evaluation holds: the mean of calibrated probabilities.
  static let ensembleName = "ensemble"
  static let members = [
    RehabNetworkKind.hybrid.rawValue, RehabLearner.logisticRegression.rawValue,
    RehabLearner.supportVectors.rawValue, RehabLearner.randomForest.rawValue,
  ]
}

/// The answers of all learners in all folds, laid beside the patients.
struct RehabAnswers: Sendable {
  /// The folds in order, without the fit to everyone.
  let folds: [RehabFold]
  /// By learner: the fit to everyone first, then the folds in order.
  let answers: [String: [RehabAnswer]]

  init(_ folds: [RehabFold], _ answers: [RehabAnswer]) throws {
    self.folds = folds.filter { $0.number != nil }
    var byLearner: [String: [RehabAnswer]] = [:]
    for answer in answers { byLearner[answer.learner, default: []].append(answer) }
    byLearner[RehabOutcome.ensembleName] = try folds.indices.map { place in
      let members = RehabOutcome.members.compactMap { byLearner[$0]?[place] }
      func mean(_ rows: [[Double]]) -> [Double] {
        rows[0].indices.map { row in rows.reduce(0) { $0 + $1[row] } / Double(rows.count) }
      }
      let inner = mean(members.map(\.inner))
      return RehabAnswer(
        learner: RehabOutcome.ensembleName, fold: folds[place].number,
        chosen: "mean of "
          + RehabOutcome.members.joined(separator: ", "), innerAreas: [:],
        calibration: try RehabCalibration(
          inner, isPositive: folds[place].trainingAnswers, curveIsFitted: false),
        inner: inner, test: mean(members.map(\.test)))
    }
    self.answers = byLearner
  }

  var names: [String] { answers.keys.sorted() }
  var patients: [RehabPatient] { folds.flatMap(\.test) }
  var isPositive: [Bool] { patients.map { $0.isResponder == true } }

  /// Calibrated probabilities of all patients, each by a learner that had not seen it.
  func probabilities(_ learner: String) -> [Double] { tested(learner).flatMap(\.test) }

  /// The decisions, each by the threshold of its fold.
  func decisions(_ learner: String) -> [Bool] {
    tested(learner).flatMap { answer in answer.test.map(answer.calibration.isPositive) }
  }

  /// The answers of the folds, in order.
  func tested(_ learner: String) -> [RehabAnswer] {
    (answers[learner] ?? []).filter { $0.fold != nil }
  }

  /// The scores, and the hybrid beside every other learner.
  func outcome(bestPossible: Double?) throws -> RehabOutcome {
    let isPositive = isPositive
    var scores: [String: RehabLearnerScores] = [:]
    let subjects = Subjects(patients.map(\.identifier))
    for name in names {
      let probabilities = probabilities(name)
      var metrics = try RehabLearnerScores.metrics(
        probabilities, calledPositive: decisions(name), isPositive: isPositive)
      let interval = try SubjectBootstrap(resamples: 1000, seed: 1).interval(
        subjects: subjects, threads: 1
      ) { rows in
        try ReceiverOperatingCurve(
          scores: rows.map { probabilities[$0] }, isPositive: rows.map { isPositive[$0] }
        ).area
      }
      metrics["auc_lower"] = interval.lower
      metrics["auc_upper"] = interval.upper
      if let bestPossible { metrics["auc_below_best"] = bestPossible - interval.estimate }
      let areas = try zip(folds, tested(name)).map { fold, answer in
        try ReceiverOperatingCurve(
          scores: answer.test, isPositive: fold.test.map { $0.isResponder == true }
        ).area
      }
      let all = answers[name] ?? []
      scores[name] = RehabLearnerScores(
        metrics: metrics, areaOfFold: areas,
        chosen: (all.filter { $0.fold != nil } + all.filter { $0.fold == nil }).map(\.chosen))
    }
    return RehabOutcome(
      scores: scores, comparisons: comparisons(scores), bestPossible: bestPossible,
      patients: patients.count, responders: isPositive.count { $0 })
  }

  private func comparisons(_ scores: [String: RehabLearnerScores]) -> [RehabComparison] {
    let hybrid = RehabNetworkKind.hybrid.rawValue
    guard let own = scores[hybrid], let fold = folds.first else { return [] }
    let ratio = Double(fold.test.count) / Double(fold.training.count)
    var comparisons = names.filter { $0 != hybrid }.map { other in
      RehabComparison(
        other: other,
        difference: (own.metrics["auc"] ?? .nan) - (scores[other]?.metrics["auc"] ?? .nan),
        deLong: try? DeLongTest(
          probabilities(hybrid), probabilities(other), isPositive: isPositive
        ).pValue,
        resampled: try? PairedTest.correctedResampled(
          own.areaOfFold, scores[other]?.areaOfFold ?? [], testToTrainingRatio: ratio
        ).pValue)
    }
    let known = comparisons.indices.filter { comparisons[$0].deLong != nil }
    for (place, p) in zip(known, holmAdjusted(known.compactMap { comparisons[$0].deLong })) {
      comparisons[place].holm = p
    }
    return comparisons
  }
}
