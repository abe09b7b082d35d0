import Foundation
import GaitData
import GaitKernels
import GaitRecords

/// The hip flexion moment from muscles and motion: other trials of known people, and unknown people.
///
/// LSTAM (Xiong et al. 2026, Scientific Reports 16:13835) in the paper's protocol, trained on one part
/// of a person's walking and tested on other trials of the same person, and with people kept out;
/// with its three ablations, against seven networks that see the same windows.
public enum HipMomentStudy: Study {
  /// `hip-moment`.
  public static let name = "hip-moment"
  /// The question in a line.
  public static let summary =
    "hip flexion moment, within-subject and of unseen people (LSTAM, Xiong et al. 2026)"
  /// The one task.
  public static let taskNames = LegQuestion.hipMoment.taskNames

  /// Runs both protocols and the final fits.
  public static func run(
    _ request: StudyRequest, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let configuration = try configuration(of: request)
    let isSynthetic = try LegData.isSynthetic(request.data)
    let legs = try LegData.read(request.data, configuration, observe)
    let folds = try HipFold.all(legs, configuration, data: request.data)
    let manifest = try RunManifest(
      study: name, seed: request.seed, configuration: configuration,
      data: try RunManifest.checksums(of: request.data),
      participants: Set(legs.map(\.participant.rawValue)).sorted())
    let folder = RunFolder(url: request.output)
    try folder.begin(manifest, isResuming: request.isResuming)
    try folder.write(
      HipFold.listing(folds), to: folder.url.appendingPathComponent("splits.json"))

    let jobs = HipJob.all(folds, configuration)
    observe(.planned(epochs: jobs.count(where: \.isNetwork) * configuration.epochs))
    let fitting = HipFitting(
      configuration: configuration, seed: request.seed, folder: folder, identity: manifest.identity)
    let results = try Parallel.map(jobs.count) { try fitting.result(of: jobs[$0], legs, observe) }

    let answers = HipAnswers(jobs, results, configuration)
    let outcome = try HipOutcome(answers, configuration)
    try folder.write(outcome, to: folder.resultsURL)
    let table = HipTable(outcome, configuration, isSynthetic: isSynthetic)
    try folder.write(table.markdown, as: folder.tableURL)
    try folder.write(
      HipReport(answers, outcome, table, configuration, isSynthetic: isSynthetic)
        .report(manifest))
    let times = try HipCost.milliseconds(configuration)
    return table.markdown + "\n" + table.costs(times)
  }

  /// Scores every predictor of a run on the plate-supported frames of other people.
  public static func evaluate(
    run: URL, data: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> StudyEvaluation {
    let predictors = try HipPredictors(RunFolder(url: run))
    let configuration = predictors.configuration
    let legs = try LegData.read(data, configuration, observe)
    predictors.run.warnOfKnown(legs.map(\.participant.rawValue), observe)
    let scores = try predictors.predict(legs).mapValues {
      try PredictorScores($0, configuration).metrics
    }
    return StudyEvaluation(recommended: configuration.recommended, models: scores)
  }

  /// Predicts the hip flexion moment of both legs of a trial, as comma-separated text.
  ///
  /// Columns: `time_s`, `left_hip_flexion_moment_Nm_per_kg` and the right one; a cell is blank where
  /// nothing can be predicted.
  public static func predict(
    run: URL, input: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let predictors = try HipPredictors(RunFolder(url: run))
    let configuration = predictors.configuration
    let (trial, report) = try WalkingFolder.readTrial(input)
    for warning in report.warnings { observe(.warning("\(warning)")) }
    let legs = try LegData.legs(of: trial, configuration)
    guard !legs.isEmpty else {
      throw StudyError.nothingToPredict(
        file: input.path, expected: "frames in which both hip joint centres are seen")
    }
    let members = try predictors.predict(legs, by: configuration.ensemble)
    return LegPrediction.text(members[configuration.recommended] ?? [], LegQuestion.hipMoment)
  }

  private static func configuration(of request: StudyRequest) throws -> HipMomentConfiguration {
    var configuration =
      try request.configuration.map {
        try HipMomentConfiguration.decoded(from: $0, model: name)
      } ?? HipMomentConfiguration()
    if request.isQuick || configuration.isQuick { configuration.makeQuick() }
    if let epochs = request.epochs { configuration.epochs = epochs }
    try configuration.validate()
    return configuration
  }
}
