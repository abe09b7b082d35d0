import GaitData

/// The numbers of a run: every predictor's scores, and what they are held against.
struct RecoveryOutcomeSummary: Codable, Sendable {
  /// Scores by predictor, task and metric.
  let models: [String: [String: [String: Double]]]
  /// By how much ST-AMMFN's error of progress is below each other predictor's.
  let reductions: [String: RecoveryComparison]
  /// The same of the ensemble.
  let ensembleReductions: [String: RecoveryComparison]
  /// By how much one member's error is below that of each ablation.
  let ablations: [String: RecoveryComparison]
  /// One member's scores on the people of the ablations.
  let ablationReference: [String: [String: Double]]
  /// The scores that no predictor can exceed.
  let bestPossible: [String: Double]
  /// The other predictor, on all folds, with the smallest error of progress.
  let bestBaseline: String?

  enum CodingKeys: String, CodingKey {
    case models, reductions, ablations
    case ensembleReductions = "ensemble_reductions"
    case ablationReference = "ablation_reference"
    case bestPossible = "best_possible"
    case bestBaseline = "best_baseline"
  }

  init(_ answers: RecoveryAnswers, _ manifest: CohortManifest) throws {
    models = try answers.scores()
    reductions = try answers.comparisons(
      of: RecoveryModel.stAMMFN.rawValue, with: RecoveryAnswers.baselines)
    ensembleReductions = try answers.comparisons(
      of: RecoveryAnswers.ensemble,
      with: RecoveryAnswers.baselines + [RecoveryModel.stAMMFN.rawValue])
    ablations = try answers.comparisons(
      of: RecoveryAnswers.oneMember, with: RecoveryModel.ablations.map(\.rawValue))
    ablationReference = answers.referenceScores
    bestPossible = manifest.bestPossible
    bestBaseline = RecoveryAnswers.baselines.filter(answers.isComplete).min { [models] in
      (models[$0]?["progress"]?["rmse"] ?? .infinity)
        < (models[$1]?["progress"]?["rmse"] ?? .infinity)
    }
  }

  func score(_ predictor: String, _ task: String, _ metric: String) -> Double? {
    models[predictor]?[task]?[metric]
  }

  /// The predictors on all people, the smallest error of progress first.
  var predictors: [String] {
    let ablated = Set(RecoveryModel.ablations.map(\.rawValue))
    return models.keys.filter { !ablated.contains($0) }.sorted {
      let (a, b) = (
        score($0, "progress", "rmse") ?? .infinity, score($1, "progress", "rmse") ?? .infinity
      )
      return (a, $0) < (b, $1)
    }
  }
}
