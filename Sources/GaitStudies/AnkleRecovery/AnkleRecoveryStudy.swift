import Foundation
import GaitData
import GaitEvaluation
import GaitKernels
import GaitNN
import GaitRecords
import GaitTraining

/// Progress, level and duration of recovery after ankle injuries, for people never seen before.
///
/// The question of ST-AMMFN (Zhang, Meng, Jiang 2025) asked of a synthetic cohort, whose best
/// possible score is known: the network, classical learners and other networks, and ablations, on
/// the same folds of people. What it gives says nothing about patients.
public enum AnkleRecoveryStudy: Study {
  /// `ankle-recovery`.
  public static let name = "ankle-recovery"
  /// The question in a line.
  public static let summary =
    "progress, level and duration of recovery from four modalities (Zhang, Meng, Jiang 2025)"
  /// The predictor that `tasks` of an evaluation holds.
  static let recommended = RecoveryAnswers.ensemble

  /// Runs the folds of people and the final fits.
  public static func run(
    _ request: StudyRequest, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let configuration = try configuration(of: request)
    let source = try RecoverySource(
      request.data, stancePoints: configuration.stancePoints, observe)
    let cases = source.cases
    guard cases.count >= 10 * configuration.folds else {
      throw StudyError.tooFewParticipants(
        data: request.data.path, expected: 10 * configuration.folds, found: cases.count)
    }
    let names = cases.map(\.participant.rawValue)
    let files = try RunManifest.checksums(of: request.data).merging(
      RunManifest.checksums(of: request.data, ending: ".txt")
    ) { first, _ in first }
    let manifest = try RunManifest(
      study: name, seed: request.seed, configuration: configuration, data: files,
      participants: names)
    let folder = RunFolder(url: request.output)
    try folder.begin(manifest, isResuming: request.isResuming)
    let folds = try SubjectKFold(configuration.folds, seed: request.seed)
      .folds(of: Subjects(names))
    let jobs = RecoveryJob.all(configuration)
    observe(.planned(epochs: jobs.count { $0.isNetwork } * configuration.epochs))
    let fitting = RecoveryFitting(
      configuration: configuration, seed: request.seed, folder: folder,
      identity: manifest.identity)
    let results = try Parallel.map(jobs.count) { index in
      try jobs[index].predictions(cases, folds, fitting, observe)
    }

    var numbers: [String: Int] = [:]
    for (number, fold) in folds.enumerated() {
      for row in fold.testRows { numbers[names[row]] = number }
    }
    var answers = RecoveryAnswers(
      cases, folds: numbers, configuration, seed: request.seed)
    var members = [[RecoveryPrediction]](repeating: [], count: configuration.members)
    for (job, predictions) in zip(jobs, results) where job.fold != nil {
      if case .network(.stAMMFN, let member) = job.predictor {
        members[member] += predictions
      } else {
        answers.add(job.name, predictions)
      }
    }
    answers.join(members: members)
    try RecoveryPredictors.write(answers, to: folder)
    let outcome = try RecoveryOutcomeSummary(answers, source.manifest)
    try folder.write(outcome, to: folder.resultsURL)
    let table = RecoveryTables(outcome, configuration)
    try folder.write(table.markdown, as: folder.tableURL)
    try folder.write(
      RecoveryReport(answers, outcome, table, configuration).report(manifest, folder))
    return table.markdown
  }

  /// Scores every predictor that a run kept on another cohort.
  public static func evaluate(
    run: URL, data: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> StudyEvaluation {
    let predictors = try RecoveryPredictors(RunFolder(url: run))
    let cases = try RecoverySource(
      data, stancePoints: predictors.run.configuration.stancePoints, observe
    ).cases
    let files = try RunManifest.checksums(of: data)
    // Every cohort has the same names; the table of patients tells them apart.
    if files["patients.csv"] == predictors.run.manifest.data["patients.csv"] {
      observe(
        .warning("the run was trained on these people: their scores say nothing of new people"))
    }
    guard cases.contains(where: { $0.progress != nil }) else {
      throw StudyError.nothingToScore(study: name, expected: "people whose progress is known")
    }
    var models: [String: [String: [String: Double]]] = [:]
    for (predictor, predictions) in try predictors.predict(cases) {
      var scores = RecoveryScores.metrics(predictions, cases)
      if let intervals = predictors.intervals[predictor] {
        for (task, metrics) in try intervals.coverage(predictions, cases) {
          scores[task, default: [:]].merge(metrics) { _, new in new }
        }
      }
      models[predictor] = scores
    }
    return StudyEvaluation(recommended: recommended, models: models)
  }

  /// Predicts for the patients of a cohort's folder, as comma-separated text.
  ///
  /// A row a patient: progress with the ends of its 90 % interval, the most probable level (0 to 3)
  /// and the probability of each, weeks to recovery with the ends of their interval.
  public static func predict(
    run: URL, input: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let predictors = try RecoveryPredictors(RunFolder(url: run))
    let cases = try RecoverySource(
      input, stancePoints: predictors.run.configuration.stancePoints, observe
    ).cases
    let predictions = try predictors.predict(cases)[recommended] ?? []
    let intervals = predictors.intervals[recommended]
    var text =
      "participant,progress,progress_low,progress_high,level,probability_0,probability_1,"
      + "probability_2,probability_3,weeks,weeks_low,weeks_high\n"
    for prediction in predictions {
      let range = intervals?.progress.interval(around: prediction.progress)
      let weeks = prediction.weeks ?? .nan
      let span = intervals?.logWeeks?.interval(around: log(weeks))
      let numbers: [Double?] =
        [
          prediction.progress, range.map { max(0, $0.lowerBound) },
          range.map { min(1, $0.upperBound) },
        ]
        + [Double(RecoveryScores.mostProbable(prediction.levels))] + prediction.levels
        + [weeks, span.map { exp($0.lowerBound) }, span.map { exp($0.upperBound) }]
      let cells = numbers.map { value in
        value.flatMap { $0.isFinite ? "\(($0 * 1e6).rounded() / 1e6)" : nil } ?? ""
      }
      text += ([prediction.participant] + cells).joined(separator: ",") + "\n"
    }
    return text
  }

  private static func configuration(
    of request: StudyRequest
  ) throws -> AnkleRecoveryConfiguration {
    var configuration =
      try request.configuration.map {
        try AnkleRecoveryConfiguration.decoded(from: $0, model: name)
      } ?? AnkleRecoveryConfiguration()
    if request.isQuick || configuration.isQuick { configuration = configuration.quick }
    if let epochs = request.epochs { configuration.epochs = epochs }
    try configuration.validate()
    return configuration
  }
}
