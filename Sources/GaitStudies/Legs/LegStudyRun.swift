import Foundation
import GaitData
import GaitKernels
import GaitRecords

/// Runs, evaluates and predicts for any study of legs: every person is left out once, and then one
/// predictor of each kind is fitted to all.
struct LegStudyRun<Configuration: LegStudyConfiguration> {
  private let question = Configuration.question

  /// One predictor to fit: without one person, or on all.
  private struct Job: Sendable {
    let member: LegMember
    let fold: LegFold?

    var name: String { "\(fold?.person ?? "all")/\(member.name)" }
  }

  /// Runs the parts of a study that its settings name, and writes the page.
  func run(
    _ request: StudyRequest, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let configuration = try configuration(of: request)
    let parts = configuration.parts(of: request.data)
    let legs = try LegData.read(request.data, configuration, observe)
    let folds = try LegData.folds(legs, configuration, data: request.data)
    let manifest = try RunManifest(
      study: question.study, seed: request.seed, configuration: configuration,
      data: try RunManifest.checksums(of: request.data),
      participants: Set(legs.map(\.participant.rawValue)).sorted())
    let folder = RunFolder(url: request.output)
    try folder.begin(manifest, isResuming: request.isResuming)
    let isSynthetic = (try? CohortManifest(folder: request.data))?.synthetic ?? false

    var findings = LegReport.Findings()
    var table = ""
    if !parts.isDisjoint(with: [.comparison, .interpretation]) {
      let jobs = try jobs(configuration, parts, legs, folds)
      observe(.planned(epochs: jobs.count { $0.member.network != nil } * configuration.epochs))
      let outcomes = try Parallel.map(jobs.count) { index in
        try finish(
          jobs[index], of: legs, configuration, folder,
          LegNetworkFitting(
            configuration: configuration, seed: request.seed, folder: folder,
            identity: manifest.identity), observe, isExplained: parts.contains(.interpretation))
      }
      if parts.contains(.comparison) {
        table += try compare(jobs, outcomes.map(\.predictions), configuration, folder, &findings)
      }
      if parts.contains(.interpretation),
        let interpretation = LegInterpretation(outcomes.compactMap(\.explanation))
      {
        try folder.write(interpretation, to: folder.interpretationURL)
        table += "\n" + interpretation.markdown
        findings.interpretation = interpretation
      }
    }
    if parts.contains(.transfer), let configuration = configuration as? JointMomentsConfiguration {
      let results = try TransferRun(configuration: configuration, seed: request.seed)
        .run(legs, folder, manifest, isSynthetic: isSynthetic, observe)
      table += (table.isEmpty ? "" : "\n") + results.markdown
      findings.transfer = results
    }
    try folder.write(table, as: folder.tableURL)
    try folder.write(
      LegReport(
        title: question.title, summary: question.summary, isSynthetic: isSynthetic,
        findings: findings, configuration: configuration
      ).report(manifest, folder))
    return table
  }

  /// The longest jobs first, so that no core is left with one of them alone at the end.
  private func jobs(
    _ configuration: Configuration, _ parts: Set<LegStudyPart>, _ legs: [LegRecording],
    _ folds: [LegFold]
  ) throws -> [Job] {
    let groups =
      try configuration.comparisonFolds > 0
      ? LegData.folds(legs, configuration, count: configuration.comparisonFolds) : []
    let isCompared = parts.contains(.comparison)
    return configuration.members.filter { isCompared || $0.network?.architecture == .crossLSTM }
      .flatMap { member in
        let own = (member.leavesEachPersonOut ? folds : []) + (member.isCompared ? groups : [])
        let folds = own.map { Job(member: member, fold: $0) }
        return (isCompared ? [Job(member: member, fold: nil)] : []) + folds
      }
  }

  /// Scores the predictors on people left out, and the networks on folds of several people.
  private func compare(
    _ jobs: [Job], _ predictions: [[LegPrediction]], _ configuration: Configuration,
    _ folder: RunFolder, _ findings: inout LegReport.Findings
  ) throws -> String {
    let members = configuration.members
    func gathered(_ isWanted: (LegMember) -> Bool, inGroups: Bool) -> [String: [LegPrediction]] {
      var result: [String: [LegPrediction]] = [:]
      for member in members where isWanted(member) {
        result[member.name] = zip(jobs, predictions).filter { job, _ in
          job.member.name == member.name && (job.fold?.number != nil) == inGroups
        }
        .flatMap(\.1)
      }
      return result
    }
    var byMember = gathered(\.leavesEachPersonOut, inGroups: false)
    let recommended = LegEnsemble(configuration).mean(of: byMember)
    byMember[LegMember.ensembleName] = recommended
    let scores = try byMember.mapValues { try PredictorScores($0, configuration) }
    try folder.write(scores, to: folder.resultsURL)
    findings.scores = scores
    findings.recommended = recommended
    var table = LegTable(scores, question).markdown
    let compared = try gathered(\.isCompared, inGroups: true).mapValues {
      try PredictorScores($0, configuration)
    }
    if !compared.isEmpty {
      let comparison = NetworkComparison(compared, question)
      try folder.write(comparison, to: folder.comparisonURL)
      table += "\n" + comparison.markdown(question)
      findings.comparison = comparison
      for kind in members.compactMap(\.network) {
        findings.parameters[kind.name] = NetworkCost.parameters(of: kind, configuration)
      }
    }
    return table
  }

  /// Fits a job's predictor; predicts for the person left out, or keeps it.
  private func finish(
    _ job: Job, of legs: [LegRecording], _ configuration: Configuration, _ folder: RunFolder,
    _ fitting: LegNetworkFitting, _ observe: @Sendable (StudyEvent) -> Void, isExplained: Bool
  ) throws -> (predictions: [LegPrediction], explanation: LegExplanation?) {
    let training = job.fold?.training ?? legs
    switch job.member.recipe {
    case .network(let kind):
      let fitted = try fitting.fit(kind, job.name, leavingOut: job.fold, on: training, observe)
      guard let fold = job.fold else {
        try fitted.write(to: folder)
        return ([], nil)
      }
      let explainer = LegExplainer(
        network: fitted, settings: configuration.explanation, seed: fitting.seed)
      return (
        fold.test.map { LegPrediction(leg: $0, values: fitted.predict($0)) },
        isExplained && fold.number == nil ? try explainer.explanation(of: fold.test) : nil
      )
    case .classical(let recipes):
      let fitted = try ClassicalMember(recipes, configuration, fittedOn: training)
      guard let fold = job.fold else {
        let file = folder.final(ClassicalMember.fileName(job.member.name))
        try folder.makeFolder(file.deletingLastPathComponent())
        try folder.write(compact: fitted, to: file)
        return ([], nil)
      }
      return (
        try fold.test.map { LegPrediction(leg: $0, values: try fitted.predict($0, question)) }, nil
      )
    }
  }

  /// Scores every predictor of a run on the scored frames of other people.
  func evaluate(
    run: URL, data: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> StudyEvaluation {
    let predictors = try LegPredictors<Configuration>(RunFolder(url: run))
    let legs = try LegData.read(data, predictors.configuration, observe)
    predictors.run.warnOfKnown(legs.map(\.participant.rawValue), observe)
    let scores = try predictors.all(legs).mapValues {
      try PredictorScores($0, predictors.configuration).metrics
    }
    return StudyEvaluation(recommended: LegMember.ensembleName, models: scores)
  }

  /// Predicts for both legs of a trial, as comma-separated text.
  ///
  /// Columns: `time_s`, then side, task and unit; a cell is blank where nothing can be predicted.
  func predict(
    run: URL, input: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let predictors = try LegPredictors<Configuration>(RunFolder(url: run))
    let (trial, report) = try WalkingFolder.readTrial(input)
    for warning in report.warnings { observe(.warning("\(warning)")) }
    let legs = try LegData.legs(of: trial, predictors.configuration)
    guard !legs.isEmpty else {
      throw StudyError.nothingToPredict(
        file: input.path, expected: "frames in which both hip joint centres are seen")
    }
    let predictions = try predictors.recommended(legs)
    return LegPrediction.text(predictions, question)
  }

  /// The settings of a request: the defaults with what it changes.
  func configuration(of request: StudyRequest) throws -> Configuration {
    var configuration =
      try request.configuration.map {
        try Configuration.decoded(from: $0, model: question.study)
      } ?? Configuration()
    if request.isQuick || configuration.isQuick {
      configuration.isQuick = true
      configuration.makeQuick()
    }
    if let epochs = request.epochs { configuration.epochs = epochs }
    try configuration.validate()
    return configuration
  }
}
