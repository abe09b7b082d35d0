import Foundation
import GaitData
import GaitEvaluation
import GaitKernels
import GaitModels
import GaitRecords
import GaitTraining

/// Hip, knee and ankle flexion moments from motion and EMG, for people the networks have not seen.
///
/// The task of Niu et al. 2025, doi:10.1109/TNSRE.2025.3610281, on optical recordings: the inertial
/// stream is derived from the recorded motion, not from worn sensors. Every person is left out once;
/// then one predictor of each kind is fitted to all.
public enum JointMomentsStudy: Study {
  /// `joint-moments`.
  public static let name = "joint-moments"
  /// The question in a line.
  public static let summary =
    "hip, knee and ankle flexion moments from motion and EMG (Niu et al. 2025)"
  /// The predictor that `tasks` of an evaluation holds.
  static let recommended = JointMomentNetwork.Kind.crossLSTM.rawValue

  /// One network to train: without one person, or on all.
  private struct Job: Sendable {
    let kind: JointMomentNetwork.Kind
    let fold: MomentFold?

    var name: String { "\(fold?.person ?? "all")/\(kind.rawValue)" }
  }

  /// Runs the leave-one-subject-out comparison and the final fit.
  public static func run(
    _ request: StudyRequest, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let configuration = try configuration(of: request)
    let legs = try MomentData.read(request.data, configuration, observe)
    let folds = try MomentData.folds(legs, configuration, data: request.data)
    let manifest = try RunManifest(
      study: name, seed: request.seed, configuration: configuration,
      data: try RunManifest.checksums(of: request.data),
      participants: Set(legs.map(\.participant.rawValue)).sorted())
    let folder = RunFolder(url: request.output)
    try folder.begin(manifest, isResuming: request.isResuming)

    let kinds = configuration.kinds
    // The longest jobs first, so that no core is left with one of them alone at the end.
    let jobs = kinds.flatMap { kind in
      [Job(kind: kind, fold: nil)] + folds.map { Job(kind: kind, fold: $0) }
    }
    observe(.planned(epochs: jobs.count * configuration.epochs))
    let predictions = try Parallel.map(jobs.count) { index in
      let job = jobs[index]
      let fitting = MomentFitting(
        configuration: configuration, seed: request.seed, folder: folder,
        identity: manifest.identity)
      let training = job.fold?.training ?? legs
      let fitted = try fitting.fit(
        job.kind, job.name, without: job.fold?.person, on: training, observe)
      guard let fold = job.fold else {
        try fitted.write(to: folder)
        return [LegPrediction]()
      }
      return fold.test.map { fitted.predict($0) }
    }
    var scores: [String: PredictorScores] = [:]
    for kind in kinds {
      let own = zip(jobs, predictions).filter { $0.0.kind == kind }.flatMap(\.1)
      scores[kind.rawValue] = try PredictorScores(own)
    }
    scores[MomentRidge.name] = try PredictorScores(
      folds.flatMap { fold in
        let ridge = try MomentRidge(configuration, fittedOn: fold.training)
        return try fold.test.map { LegPrediction(leg: $0, moments: try ridge.predict($0)) }
      })
    try folder.write(
      try MomentRidge(configuration, fittedOn: legs), to: folder.final(MomentRidge.fileName))
    try folder.write(scores, to: folder.resultsURL)
    let table = MomentTable(scores).markdown
    try folder.write(table, as: folder.tableURL)
    return table
  }

  /// Scores every predictor of a run on the plate-supported frames of other people.
  public static func evaluate(
    run: URL, data: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> StudyEvaluation {
    let predictors = try MomentPredictors(RunFolder(url: run))
    let legs = try MomentData.read(data, predictors.configuration, observe)
    let known = Set(predictors.participants)
    let seen = Set(legs.map(\.participant.rawValue)).intersection(known).sorted()
    if !seen.isEmpty {
      observe(
        .warning(
          "the run was trained on \(seen.joined(separator: ", ")): their scores say nothing of new "
            + "people"))
    }
    let scores = try predictors.all(legs).mapValues { try PredictorScores($0).metrics }
    return StudyEvaluation(recommended: recommended, models: scores)
  }

  /// Predicts the moments of both legs of a trial, as comma-separated text.
  ///
  /// Columns: `time_s`, then `left_hip_flexion_moment_Nm_per_kg` and so on; a cell is blank where
  /// nothing can be predicted.
  public static func predict(
    run: URL, input: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let predictors = try MomentPredictors(RunFolder(url: run))
    let (trial, report) = try WalkingFolder.readTrial(input)
    for warning in report.warnings { observe(.warning("\(warning)")) }
    let legs = try MomentData.legs(of: trial, predictors.configuration)
    guard let first = legs.first else {
      throw StudyError.nothingToPredict(
        file: input.path, expected: "frames in which both hip joint centres are seen")
    }
    let predictions = try legs.map { try predictors.predict($0, recommended) }
    var text = "time_s"
    for leg in legs {
      for task in PredictorScores.taskNames {
        text += ",\(leg.side.rawValue)_\(task)_moment_Nm_per_kg"
      }
    }
    text += "\n"
    for frame in 0..<first.frameCount {
      let time = first.startTimeS + Double(frame) / first.sampleRateHz
      text += "\((time * 1e6).rounded() / 1e6)"
      for prediction in predictions {
        for moment in prediction.moments {
          text += moment[frame].isFinite ? ",\(Float(moment[frame]))" : ","
        }
      }
      text += "\n"
    }
    return text
  }

  private static func configuration(of request: StudyRequest) throws -> JointMomentsConfiguration {
    var configuration =
      try request.configuration.map {
        try JointMomentsConfiguration.decoded(from: $0, model: name)
      } ?? JointMomentsConfiguration()
    if let epochs = request.epochs { configuration.epochs = epochs }
    try configuration.validate()
    return configuration
  }
}
