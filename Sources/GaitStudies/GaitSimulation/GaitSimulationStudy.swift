import Foundation
import GaitEvaluation
import GaitKernels
import GaitNN
import GaitRecords
import GaitTraining

/// How well GaitVAE simulates the strides of people that it has not seen.
///
/// The simulator of ST-AMMFN (Zhang, Meng, Jiang 2025) asked in seven ways: the push-off peak, stance
/// time and centre of pressure of its strides for a person's condition; whether a classifier tells
/// them from real ones; whether what is learned from them holds for real people, alone and beside
/// real strides; and whether they are copies. A linear Gaussian generator stands beside it.
public enum GaitSimulationStudy: Study {
  /// `gait-simulation`.
  public static let name = "gait-simulation"
  /// The question in a line.
  public static let summary =
    "insole strides drawn for severity, side, speed and mass (Zhang, Meng, Jiang 2025)"
  /// The predictor that `tasks` of an evaluation holds.
  static let recommended = NetworkStrideGenerator.name

  /// Runs the subject-wise folds and the final fit.
  public static func run(
    _ request: StudyRequest, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let configuration = try configuration(of: request)
    let (strides, isSynthetic) = try StrideSource.read(request.data, configuration, observe)
    let subjects = strides.subjects
    guard subjects.count >= 2 * configuration.folds else {
      throw StudyError.tooFewParticipants(
        data: request.data.path, expected: 2 * configuration.folds, found: subjects.count)
    }
    let manifest = try RunManifest(
      study: name, seed: request.seed, configuration: configuration,
      data: try StrideSource.checksums(request.data), participants: subjects.identifiers)
    let folder = RunFolder(url: request.output)
    try folder.begin(manifest, isResuming: request.isResuming)
    let folds = try SubjectKFold(configuration.folds, seed: request.seed).folds(of: subjects)
    observe(.planned(epochs: (folds.count + 1) * configuration.epochs))
    let results = try Parallel.map(folds.count + 1) { index -> SimulationFold? in
      let fold = index > 0 ? folds[index - 1] : nil
      let training = fold.map { strides.selecting($0.trainingRows) } ?? strides
      let name = fold == nil ? nil : "fold-\(index)"
      let fitting = GeneratorFitting(
        configuration: configuration, seed: request.seed, folder: folder,
        identity: manifest.identity)
      let generators = try fitting.fit(training, fold: name, observe)
      guard let fold else {
        try generators.write(to: folder)
        return nil
      }
      return try SimulationFold(
        generators, training: training, test: strides.selecting(fold.testRows),
        configuration, seed: request.seed &+ UInt64(index))
    }
    let outcome = try SimulationOutcome(results.compactMap(\.self), configuration, request.seed)
    try folder.write(outcome.models, to: folder.resultsURL)
    let table = SimulationTable(outcome.models)
    try folder.write(table.markdown, as: folder.tableURL)
    try folder.write(
      SimulationReport(outcome, table, strides, isSynthetic: isSynthetic)
        .report(manifest, folder))
    return table.markdown
  }

  /// Draws strides for other people's conditions and compares them with their own.
  ///
  /// Strides of the training people are not kept with a run, so what needs them is left out: whether
  /// real training strides transfer better, and whether strides are copies.
  public static func evaluate(
    run: URL, data: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> StudyEvaluation {
    let finished = try FinishedRun<GaitSimulationConfiguration>(RunFolder(url: run), of: name)
    let generators = try FittedGenerators(finished)
    let (manifest, configuration) = (finished.manifest, finished.configuration)
    let (strides, _) = try StrideSource.read(data, configuration, observe)
    guard strides.layout == generators.layout else {
      throw StudyError.unusableTrial(
        data.path,
        reason: "expected insoles of the layout \(generators.layout.name), found "
          + strides.layout.name)
    }
    finished.warnOfKnown(strides.subjects.identifiers, observe)
    var models: [String: [String: [String: Double]]] = [:]
    for generator in generators.all {
      let made = try generator.draw(
        strides.strides.flatMap {
          Array(repeating: $0.condition, count: configuration.drawsPerStride)
        }, seed: manifest.seed &+ 1)
      var metrics = StrideFidelity(strides, made).metrics
      metrics["realism"] = [
        "auc": try StrideRealism.area(
          strides, made, trees: configuration.trees, seed: manifest.seed)
      ]
      let drawn = try generator.draw(generators.conditions, seed: manifest.seed &+ 2)
      let transfer = try StrideTransfer(
        drawn, generators.conditions, layout: strides, threshold: generators.threshold,
        trees: configuration.trees, seed: manifest.seed)
      if let area = try transfer.flatMap({ try StrideTransfer.area($0.scores(strides)) }) {
        metrics["transfer"] = ["auc_synthetic": area]
      }
      models[type(of: generator).name] = metrics
    }
    return StudyEvaluation(recommended: recommended, models: models)
  }

  /// Draws a stride for each row of a table of conditions, as comma-separated text.
  ///
  /// The table has the columns `side` (`left`, `right`), and, blank where unknown, `foot` (`affected`,
  /// `sound`), `severity`, `speed_m_per_s` and `mass_kg`. Each row gives 100 rows: the row's number, the phase of the
  /// cycle in per cent, and the load of each sensor as a share of body weight.
  public static func predict(
    run: URL, input: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String {
    let finished = try FinishedRun<GaitSimulationConfiguration>(RunFolder(url: run), of: name)
    let generators = try FittedGenerators(finished)
    let conditions = try ConditionTable.read(input)
    let strides = try generators.network.draw(conditions, seed: finished.manifest.seed)
    let width = generators.layout.sensorCount
    var text = "row,phase_percent"
    for sensor in generators.layout.sensors { text += ",sensor_\(sensor.number)_body_weight" }
    text += "\n"
    for (row, loads) in strides.enumerated() {
      for phase in 0..<Stride.phaseCount {
        text += "\(row + 1),\(phase)"
        for load in loads[phase * width..<(phase + 1) * width] { text += ",\(load)" }
        text += "\n"
      }
    }
    return text
  }

  private static func configuration(
    of request: StudyRequest
  ) throws -> GaitSimulationConfiguration {
    var configuration =
      try request.configuration.map {
        try GaitSimulationConfiguration.decoded(from: $0, model: name)
      } ?? GaitSimulationConfiguration()
    if request.isQuick { configuration.shorten() }
    if let epochs = request.epochs { configuration.epochs = epochs }
    try configuration.validate()
    return configuration
  }
}
