import Foundation
import GaitEvaluation
import GaitKernels

/// Who will respond to rehabilitation training, before it has begun.
///
/// The question of preprints.org 202506.2091 (2025, not peer-reviewed): a hybrid of a CNN on motion
/// images and an LSTM on physiological signals against its halves and a classical panel, by nested
/// folds of patients; and what groups the same numbers fall into without the answers. Their data are
/// not public; the cohort that stands in for them is synthetic.
public enum RehabEffectStudy: Study {
  /// `rehab-effect`.
  public static let name = "rehab-effect"
  /// The question in a line.
  public static let summary =
    "response to rehabilitation from images, signals and scores (preprints.org 202506.2091)"
  /// The task of an evaluation.
  static let task = "responder"

  /// Runs the nested folds, the fits to everyone and the grouping without answers.
  public static func run(
    _ request: StudyRequest, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let configuration = try configuration(of: request)
    let source = try RehabFolder(request.data, configuration, observe)
    let patients = source.known
    let fewest = 4 * configuration.folds
    guard patients.count >= fewest else {
      throw StudyError.tooFewParticipants(
        data: request.data.path, expected: fewest, found: patients.count)
    }
    let manifest = try RunManifest(
      study: name, seed: request.seed, configuration: configuration,
      data: try RunManifest.checksums(of: request.data).merging(
        RunManifest.checksums(of: request.data, ending: ".pgm")
      ) { first, _ in first },
      participants: patients.map(\.identifier).sorted())
    let folder = RunFolder(url: request.output)
    try folder.begin(manifest, isResuming: request.isResuming)
    let folds = try RehabFold.folds(patients, configuration, seed: request.seed)
    let fitting = RehabFitting(
      configuration: configuration, seed: request.seed, folder: folder,
      identity: manifest.identity, observe: observe)
    let fits = RehabNetworkKind.allCases.reduce(0) {
      $0 + RehabSearch.count($1, configuration) * configuration.innerFolds + 1
    }
    observe(.planned(epochs: fits * folds.count * configuration.epochs))
    // The longest jobs first, so that no core is left with one of them alone at the end.
    let networks = RehabNetworkKind.allCases.flatMap { kind in
      folds.map { RehabJob(learner: .network(kind), fold: $0) }
    }
    let panel = RehabLearner.allCases.flatMap { learner in
      folds.map { RehabJob(learner: .classical(learner), fold: $0) }
    }
    let jobs = networks + panel
    let answers = try RehabAnswers(
      folds,
      try Parallel.map(jobs.count) { index in
        switch jobs[index].learner {
        case .network(let kind): try fitting.fit(kind, jobs[index].fold)
        case .classical(let learner): try fitting.fit(learner, jobs[index].fold)
        }
      })
    try folder.makeFolder(folder.final(""))
    try folder.write(
      answers.answers.compactMapValues { $0.first { $0.fold == nil }?.calibration },
      to: folder.final(RehabPredictors.calibrationName))
    let outcome = try answers.outcome(
      bestPossible: source.manifest?.bestPossible["responder_auc"])
    let groups = try RehabGroups(patients, configuration, seed: request.seed)
    let tables =
      try configuration.realTables.isEmpty
      ? []
      : OutcomeTable.all(
        in: URL(fileURLWithPath: configuration.realTables), observe
      ).map { try $0.scores(seed: request.seed) }
    try folder.write(outcome, to: folder.resultsURL)
    try folder.write(groups, to: folder.url.appendingPathComponent("groups.json"))
    if !tables.isEmpty {
      try folder.write(tables, to: folder.url.appendingPathComponent("real-tables.json"))
    }
    try folder.write(answers.sheet, as: folder.url.appendingPathComponent("predictions.csv"))
    let table = RehabTable(outcome, groups, tables, isSynthetic: source.manifest != nil)
    try folder.write(table.markdown, as: folder.tableURL)
    try folder.write(
      RehabReport(
        outcome: outcome, answers: answers, groups: groups, table: table, source: source
      ).report(manifest, folder))
    return table.markdown
  }

  /// Scores every predictor of a run on other patients.
  public static func evaluate(
    run: URL, data: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> StudyEvaluation {
    let predictors = try RehabPredictors(RunFolder(url: run))
    let patients = try RehabFolder(data, predictors.run.configuration, observe).known
    let known = Set(predictors.run.manifest.participants)
    let seen = patients.map(\.identifier).filter(known.contains)
    if !seen.isEmpty {
      observe(
        .warning(
          "\(seen.count) patients have names of patients that the run was trained on, as "
            + "\(seen[0]): if they are the same, their scores say nothing of new people"))
    }
    let answers = patients.map { $0.isResponder == true }
    guard Set(answers).count == 2 else {
      throw StudyError.nothingToScore(
        study: name, expected: "patients who responded and patients who did not")
    }
    let models = try predictors.answers(patients).mapValues { found in
      [
        task: try RehabLearnerScores.metrics(
          found.probabilities, calledPositive: found.decisions, isPositive: answers)
      ]
    }
    return StudyEvaluation(recommended: RehabOutcome.ensembleName, models: models)
  }

  /// Predicts for the patients of a folder, as comma-separated text.
  ///
  /// The folder has the layout of a stroke cohort; it needs no column `responder` and no visit after
  /// week 0. Columns: `participant`, `probability` of a response, and `responder`, 1 where the
  /// probability reaches the run's threshold.
  public static func predict(
    run: URL, input: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let predictors = try RehabPredictors(RunFolder(url: run))
    let patients = try RehabFolder(input, predictors.run.configuration, observe).patients
    guard !patients.isEmpty, let found = try predictors.answers(patients)[RehabOutcome.ensembleName]
    else {
      throw StudyError.nothingToPredict(file: input.path, expected: "rows in patients.csv")
    }
    var text = "participant,probability,responder\n"
    for (row, patient) in patients.enumerated() {
      let probability = (found.probabilities[row] * 1e6).rounded() / 1e6
      text += "\(patient.identifier),\(probability),\(found.decisions[row] ? 1 : 0)\n"
    }
    return text
  }

  private static func configuration(of request: StudyRequest) throws -> RehabEffectConfiguration {
    var configuration =
      try request.configuration.map {
        try RehabEffectConfiguration.decoded(from: $0, model: name)
      } ?? RehabEffectConfiguration()
    if request.isQuick || configuration.isQuick { configuration = configuration.shortened }
    if let epochs = request.epochs { configuration.epochs = epochs }
    try configuration.validate()
    return configuration
  }
}

/// One learner to fit in one fold, with all that chooses its settings.
private struct RehabJob: Sendable {
  enum Learner: Sendable {
    case network(RehabNetworkKind)
    case classical(RehabLearner)
  }

  let learner: Learner
  let fold: RehabFold
}
