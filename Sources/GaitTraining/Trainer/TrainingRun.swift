import Foundation
import GaitData
import GaitKernels
import GaitNN
import GaitTensor

/// The moving parts of one run.
struct TrainingRun {
  private let settings: Trainer
  private let module: any Module
  private let parameters: [NamedParameter]
  private let totalSteps: Int
  private let baseRate: Scalar
  private var optimizer: any Optimizer
  private var context: Context
  private var average: WeightAverage?
  private var best: StateDictionary?
  private(set) var progress = TrainingProgress()
  private let journal: LineJournal?
  private let events: EpochEvents?

  /// Begins a run, or goes on from its checkpoint.
  init(_ settings: Trainer, _ module: any Module, totalSteps: Int) throws {
    self.settings = settings
    self.module = module
    self.totalSteps = totalSteps
    parameters = module.trainableParameters
    optimizer = settings.optimizer
    baseRate = optimizer.learningRate
    context = .training(seed: settings.seed)
    journal = settings.record.map { LineJournal(at: $0.history) }
    events = settings.record.map { EpochEvents(folder: $0.folder) }
    var saved: Checkpoint?
    if let record = settings.record {
      try FileManager.default.createDirectory(
        at: record.folder, withIntermediateDirectories: true)
      _ = try AtomicFile.removeOrphans(in: record.folder, olderThanS: 0)
      if record.isResuming, FileManager.default.fileExists(atPath: record.checkpoint.path) {
        saved = try Checkpoint(contentsOf: record.checkpoint, identity: record.identity)
      }
      // A run that begins anew must not be taken for the one that stood here before.
      if saved == nil { try? FileManager.default.removeItem(at: record.checkpoint) }
    }
    if let saved {
      let file = settings.record?.checkpoint.path ?? "checkpoint"
      try saved.expectFit(of: parameters, file: file)
      try saved.weights.load(into: module, source: file)
      optimizer.state = saved.optimizer
      progress = saved.progress
      best = saved.best
      if let random = RandomSource(words: progress.random) { context.random = random }
    }
    if let decay = settings.averagingDecay {
      average = WeightAverage(of: parameters, decay: decay, restoring: saved?.average)
    }
    // Epochs after the checkpoint are run again, so their lines go.
    try journal?.truncate(toByteCount: progress.historyBytes)
    try events?.begin(with: journal?.lines() ?? [])
  }

  /// Runs one epoch, then validates.
  mutating func epoch<Source: Batches>(
    _ batches: Source, loss: (Source.Batch, inout Context) throws -> Tensor,
    validate: (() throws -> Double)?
  ) throws -> EpochReport {
    let parameters = parameters
    var lossSum = 0.0
    var normSum = 0.0
    for step in 0..<batches.stepsPerEpoch {
      let batch = try batches.batch(step: step, epoch: progress.epoch)
      let result = try valueAndGradients(of: module) { _ in try loss(batch, &context) }
      let norm = result.gradients.norm
      try expectFinite(result, norm)
      let factor = settings.schedule.factor(
        step: progress.step, of: totalSteps, reductions: progress.reductions)
      optimizer.learningRate = baseRate * Scalar(factor)
      optimizer.step(
        parameters, with: result.gradients,
        scale: result.gradients.scale(limitingNormTo: settings.gradientNormLimit))
      progress.step += 1
      average?.update(parameters, step: progress.step)
      lossSum += Double(result.value)
      normSum += norm
    }
    progress.epoch += 1
    let score = try validate.map { try scored($0) }
    if let score, !score.isFinite {
      throw TrainingError.notFinite(
        epoch: progress.epoch, step: progress.step, what: "a validation score of \(score)")
    }
    let count = Double(max(1, batches.stepsPerEpoch))
    let report = EpochReport(
      epoch: progress.epoch, step: progress.step, learningRate: Double(optimizer.learningRate),
      loss: lossSum / count, gradientNorm: normSum / count, validation: score)
    if let score,
      progress.note(score: score, stopping: settings.stopping, schedule: settings.schedule),
      settings.stopping?.restoresBest == true
    {
      var weights = StateDictionary(of: module)
      weights.tensors.merge(average?.state.tensors ?? [:]) { $1 }
      best = weights
    }
    try append(report)
    return report
  }

  /// Scores the running average where there is one, else the weights themselves.
  private func scored(_ validate: () throws -> Double) throws -> Double {
    guard let average else { return try validate() }
    let present = StateDictionary(of: module)
    exchange(average.state)
    defer { exchange(present) }
    return try validate()
  }

  private func exchange(_ values: StateDictionary) {
    // Running statistics too: the best weights are of little use with those of another epoch.
    for entry in module.namedParameters {
      if let value = values.tensors[entry.path] { entry.parameter.assign(value) }
    }
  }

  private func expectFinite(
    _ result: (value: Scalar, gradients: ParameterGradients), _ norm: Double
  ) throws {
    guard !result.value.isFinite || !norm.isFinite else { return }
    let place = result.gradients.byPath.sorted { $0.key < $1.key }
      .first { !Kernels.sumOfSquares($0.value.buffer).isFinite }?.key
    let what =
      result.value.isFinite
      ? "a gradient of \(place ?? "?") that is not" : "a loss of \(result.value)"
    throw TrainingError.notFinite(epoch: progress.epoch + 1, step: progress.step + 1, what: what)
  }

  private mutating func append(_ report: EpochReport) throws {
    guard let journal else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let line = String(decoding: try encoder.encode(report), as: UTF8.self)
    progress.historyBytes = try journal.append(line)
    try events?.append(report)
  }

  mutating func save(_ record: Trainer.RunRecord) throws {
    progress.random = context.random.words
    try Checkpoint(
      identity: record.identity, progress: progress, weights: StateDictionary(of: module),
      optimizer: optimizer.state, average: average?.state, best: best
    ).write(to: record.checkpoint)
  }

  /// Leaves the weights that the run is to be used with in the module.
  func finish() throws {
    if settings.stopping?.restoresBest == true, let best {
      exchange(best)
    } else if let average {
      exchange(average.state)
    }
  }
}
