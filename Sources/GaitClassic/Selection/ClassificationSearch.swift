import GaitEvaluation

/// What a search among learners of classes compares.
public enum ClassificationScore: String, Hashable, Sendable, Codable {
  /// The share of rows classified right.
  case accuracy

  /// The mean recall over classes.
  case balancedAccuracy

  /// The mean F1 over classes.
  case macroF1

  func value(labels: [Int], predictions: [Int]) throws -> Double {
    let counts = try ConfusionMatrix(labels: labels, predictions: predictions)
    return switch self {
    case .accuracy: counts.accuracy
    case .balancedAccuracy: counts.balancedAccuracy
    case .macroF1: counts.macroAverage { $0.f1(of: $1) }
    }
  }
}

/// Chooses among learners of classes by folds of whole subjects, then refits the chosen one.
///
/// The search is a learner itself: cross-validating it nests the choice inside each outer fold,
/// so that no test subject takes part in it.
public struct ClassificationSearch<Learner: Classifier>: Classifier {
  /// The learners to choose from; of equally good ones the first is chosen.
  public var candidates: [Learner]

  /// The number of folds of whole subjects, stratified by the labels at hand.
  public var folds: Int

  /// Shuffles how subjects are dealt to the folds; `nil` keeps their order.
  public var seed: UInt64?

  /// What is compared; the mean over folds decides.
  public var score: ClassificationScore

  /// The number of threads, `nil` for one per processor; the result does not depend on it.
  public var threads: Int?

  /// A search among learners.
  public init(
    _ candidates: [Learner], folds: Int = 5, seed: UInt64? = nil,
    score: ClassificationScore = .balancedAccuracy, threads: Int? = nil
  ) {
    self.candidates = candidates
    self.folds = folds
    self.seed = seed
    self.score = score
    self.threads = threads
  }

  /// Scores every candidate over the folds and fits the best to all rows.
  public func fit(
    _ features: Matrix, labels: [Int], subjects: Subjects?
  ) throws -> FittedClassificationSearch<Learner.Fitted> {
    let learner = "ClassificationSearch"
    guard let subjects else { throw LearningError.needsSubjects(learner: learner) }
    try checkLengths(learner, features, labels.count, subjects)
    try checkOption(
      learner, "candidates", candidates.count, "at least 1", !candidates.isEmpty)
    let split = StratifiedSubjectKFold(folds, labels: labels, seed: seed)
    let scores = try searchScores(
      candidates: candidates.count, split: split, subjects: subjects, threads: threads
    ) { number, fold in
      let model = try candidates[number].fit(
        features.selecting(rows: fold.trainingRows),
        labels: fold.trainingRows.map { labels[$0] },
        subjects: subjects.selecting(rows: fold.trainingRows))
      return try score.value(
        labels: fold.testRows.map { labels[$0] },
        predictions: model.predict(features.selecting(rows: fold.testRows)))
    }
    let best = bestCandidate(scores, isBetterWhenLarger: true)
    return FittedClassificationSearch(
      chosen: best, scores: scores,
      model: try candidates[best].fit(features, labels: labels, subjects: subjects))
  }
}

/// The outcome of a search, with the chosen learner fitted to all rows.
public struct FittedClassificationSearch<Model: FittedClassifier>: FittedClassifier {
  /// The number of the chosen candidate.
  public let chosen: Int

  /// The mean score of each candidate over the folds.
  public let scores: [Double]

  /// The chosen learner, fitted to all rows.
  public let model: Model

  /// The number of columns it was fitted to.
  public var featureCount: Int { model.featureCount }

  /// The labels it was fitted to, ascending.
  public var classes: [Int] { model.classes }

  /// The labels of the chosen learner.
  public func predict(_ features: Matrix) throws -> [Int] { try model.predict(features) }
}

extension FittedClassificationSearch: FittedProbabilisticClassifier
where Model: FittedProbabilisticClassifier {
  /// The probabilities of the chosen learner.
  public func probabilities(_ features: Matrix) throws -> Matrix {
    try model.probabilities(features)
  }
}
