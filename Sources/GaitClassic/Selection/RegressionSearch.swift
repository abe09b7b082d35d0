import GaitEvaluation

/// Chooses among learners of numbers by folds of whole subjects, then refits the chosen one.
///
/// The search is a learner itself: cross-validating it nests the choice inside each outer fold,
/// so that no test subject takes part in it.
public struct RegressionSearch<Learner: Regressor, Split: SubjectSplit>: Regressor {
  /// The learners to choose from; of equally good ones the first is chosen.
  public var candidates: [Learner]

  /// How the subjects at hand are parted for the choice.
  public var split: Split

  /// What is compared; the mean over folds decides.
  public var metric: RegressionMetric

  /// The number of threads, `nil` for one per processor; the result does not depend on it.
  public var threads: Int?

  /// A search among learners.
  public init(
    _ candidates: [Learner], split: Split, metric: RegressionMetric = .rmse, threads: Int? = nil
  ) {
    self.candidates = candidates
    self.split = split
    self.metric = metric
    self.threads = threads
  }

  /// Scores every candidate over the folds and fits the best to all rows.
  public func fit(
    _ features: Matrix, targets: [Double], subjects: Subjects?
  ) throws -> FittedRegressionSearch<Learner.Fitted> {
    let learner = "RegressionSearch"
    guard let subjects else { throw LearningError.needsSubjects(learner: learner) }
    try checkLengths(learner, features, targets.count, subjects)
    try checkOption(
      learner, "candidates", candidates.count, "at least 1", !candidates.isEmpty)
    let scores = try searchScores(
      candidates: candidates.count, split: split, subjects: subjects, threads: threads
    ) { number, fold in
      let model = try candidates[number].fit(
        features.selecting(rows: fold.trainingRows),
        targets: fold.trainingRows.map { targets[$0] },
        subjects: subjects.selecting(rows: fold.trainingRows))
      return try metric.value(
        prediction: model.predict(features.selecting(rows: fold.testRows)),
        target: fold.testRows.map { targets[$0] })
    }
    let best = bestCandidate(scores, isBetterWhenLarger: metric.isBetterWhenLarger)
    return FittedRegressionSearch(
      chosen: best, scores: scores,
      model: try candidates[best].fit(features, targets: targets, subjects: subjects))
  }
}

/// The outcome of a search, with the chosen learner fitted to all rows.
public struct FittedRegressionSearch<Model: FittedRegressor>: FittedRegressor {
  /// The number of the chosen candidate.
  public let chosen: Int

  /// The mean score of each candidate over the folds.
  public let scores: [Double]

  /// The chosen learner, fitted to all rows.
  public let model: Model

  /// The number of columns it was fitted to.
  public var featureCount: Int { model.featureCount }

  /// The numbers of the chosen learner.
  public func predict(_ features: Matrix) throws -> [Double] { try model.predict(features) }
}

/// The mean score of each candidate over the folds of a split, pairs run in parallel.
func searchScores(
  candidates: Int, split: some SubjectSplit, subjects: Subjects, threads: Int?,
  _ score: @Sendable (_ candidate: Int, _ fold: Fold) throws -> Double
) throws -> [Double] {
  let folds = try split.folds(of: subjects)
  for fold in folds { try fold.check(against: subjects) }
  let scores = try parallelMap(
    count: candidates * folds.count, threads: threads ?? availableThreads
  ) { task in
    try score(task / folds.count, folds[task % folds.count])
  }
  return (0..<candidates).map { candidate in
    arithmeticMean(Array(scores[candidate * folds.count..<(candidate + 1) * folds.count]))
  }
}

/// The first of the best scores.
func bestCandidate(_ scores: [Double], isBetterWhenLarger: Bool) -> Int {
  var best = 0
  for (number, score) in scores.enumerated() {
    if isBetterWhenLarger ? score > scores[best] : score < scores[best] { best = number }
  }
  return best
}
