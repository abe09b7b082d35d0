import Foundation
import GaitEvaluation
import GaitKernels
import GaitModels
import GaitRecords

/// Parkinson's disease, gait speed and motor score from insoles, for people not seen in training.
///
/// ST-AMMFN (Zhang, Meng, Jiang 2025), built for recovery after ankle injury, on the insoles and
/// demographics of PhysioNet's gaitpdb: three tasks at once, answers that are missing masked. Five
/// folds of whole people, balanced by study and group; then every predictor is fitted to all.
public enum InsoleSeverityStudy: Study {
  /// `insole-severity`.
  public static let name = "insole-severity"
  /// The question in a line.
  public static let summary =
    "Parkinson's disease, gait speed and motor score from insoles (ST-AMMFN on gaitpdb)"
  /// The predictor that `tasks` of an evaluation holds.
  static let recommended = SeverityCalibration.ensembleName
  /// The predictors that an ensemble may have.
  static let memberNames =
    SeverityLearner.allCases.map(\.rawValue) + SeverityNetwork.Kind.allCases.map(\.rawValue)

  /// Runs the comparison over folds and the final fit.
  public static func run(
    _ request: StudyRequest, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let configuration = try configuration(of: request)
    let people = try SeverityData.read(request.data, configuration, observe)
    let folds = try SeverityData.folds(people, count: configuration.folds, seed: request.seed)
    let manifest = try RunManifest(
      study: name, seed: request.seed, configuration: configuration,
      data: try RunManifest.checksums(of: request.data, ending: ".txt"),
      participants: people.map(\.id.rawValue).sorted())
    let units = try SeverityUnit.all(people, folds, configuration, seed: request.seed)
    let folder = RunFolder(url: request.output)
    try folder.begin(manifest, isResuming: request.isResuming)
    try folder.write(
      folds.map(\.testSubjects), to: folder.url.appendingPathComponent("splits.json"))

    let jobs = SeverityJob.all(units, configuration)
    let networkCount = jobs.count - units.count
    observe(.planned(epochs: networkCount * configuration.epochs))
    let fitting = SeverityFitting(
      configuration: configuration, seed: request.seed, folder: folder, identity: manifest.identity)
    let results = try Parallel.map(jobs.count) { index in
      try fitting.numbers(of: jobs[index], people, observe)
    }
    func sheet(_ isWanted: (SeverityUnit) -> Bool) -> SeveritySheet {
      SeveritySheet(
        zip(jobs, results).filter { isWanted($0.0.unit) }.map { (job: $0, numbers: $1) })
    }
    /// The calibration of a fold, or of everyone, from the folds inside its training people.
    func calibration(_ fold: Int?) throws -> SeverityCalibration {
      let inner = units.filter { $0.fold == fold && $0.inner != nil }
      let joined = SeveritySheet(
        joining: inner.map { unit in sheet { $0.fold == fold && $0.inner == unit.inner } })
      return try SeverityCalibration(
        joined, inner.flatMap { $0.test.map { people[$0] } }, configuration)
    }
    try folder.write(try calibration(nil), to: folder.final(SeverityCalibration.fileName))

    var answers = OutOfFoldAnswers(count: people.count, seeds: configuration.seeds)
    for (index, fold) in folds.enumerated() {
      answers.add(
        sheet { $0.fold == index && $0.inner == nil }, rows: fold.testRows, fold: index,
        try calibration(index), configuration)
    }
    let scores = answers.scores(people, folds, resamples: configuration.isQuick ? 100 : 1000)
    try folder.write(scores, to: folder.resultsURL)
    try folder.write(
      SeverityTable.predictions(people, folds: answers.folds, answers.predictions),
      as: folder.url.appendingPathComponent("predictions.csv"))
    let table = SeverityTable(scores, people, folds: folds.count).markdown
    try folder.write(table, as: folder.tableURL)
    try folder.write(
      SeverityReport(people, scores, answers.predictions, folds: folds.count)
        .report(manifest, folder))
    return table
  }

  /// Scores every predictor of a run on other people.
  ///
  /// A task that too few of them have an answer to is left out, with a warning.
  public static func evaluate(
    run: URL, data: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> StudyEvaluation {
    let predictors = try SeverityPredictors(RunFolder(url: run))
    let people = try SeverityData.read(data, predictors.run.configuration, observe)
    guard !people.isEmpty else {
      throw StudyError.nothingToScore(study: name, expected: "people with a usable walk")
    }
    predictors.run.warnOfKnown(people.map(\.id.rawValue), observe)
    let scores = try predictors.predict(people).mapValues { SeverityScores.metrics($0, people) }
    for task in SeverityTask.allCases where scores[recommended]?[task.rawValue] == nil {
      observe(
        .warning("\(task.rawValue) is left out: too few people with different answers to it"))
    }
    guard scores[recommended]?.isEmpty == false else {
      throw StudyError.nothingToScore(
        study: name, expected: "people with known answers in \(data.path)")
    }
    return StudyEvaluation(recommended: recommended, models: scores)
  }

  /// Answers for one recording, as comma-separated text: a row a task, a column a predictor.
  ///
  /// Demographics are read from `demographics.txt` in the recording's folder or the one above; what
  /// is unknown counts as average.
  public static func predict(
    run: URL, input: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let predictors = try SeverityPredictors(RunFolder(url: run))
    let (walk, report) = try GaitPDBFolder.readWalk(input)
    for warning in report.warnings { observe(.warning("\(warning)")) }
    let folder = input.deletingLastPathComponent()
    var row: GaitPDBParticipant?
    for place in [folder, folder.deletingLastPathComponent()] where row == nil {
      let table = place.appendingPathComponent("demographics.txt")
      guard FileManager.default.fileExists(atPath: table.path) else { continue }
      row = try GaitPDBFolder(place).readParticipants().participants
        .first { $0.id == walk.participant }
    }
    if row == nil {
      observe(.warning("\(walk.participant): no demographics found; taken as average"))
    }
    let person = try SeverityPerson(
      SeverityData.window(of: walk, seconds: predictors.run.configuration.windowS), row,
      predictors.run.configuration)
    let answers = try predictors.predict([person])
    let names = [recommended] + answers.keys.filter { $0 != recommended }.sorted()
    var text = "task" + names.map { ",\($0)" }.joined() + "\n"
    for task in SeverityTask.allCases {
      text += task.rawValue
      for name in names { text += answers[name].map { ",\(Float($0[0][task.index]))" } ?? "," }
      text += "\n"
    }
    return text
  }

  private static func configuration(of request: StudyRequest) throws
    -> InsoleSeverityConfiguration
  {
    var configuration =
      try request.configuration.map {
        try InsoleSeverityConfiguration.decoded(from: $0, model: name)
      } ?? InsoleSeverityConfiguration()
    if request.isQuick || configuration.isQuick { configuration = configuration.shortened }
    if let epochs = request.epochs { configuration.epochs = epochs }
    try configuration.validate()
    return configuration
  }
}
