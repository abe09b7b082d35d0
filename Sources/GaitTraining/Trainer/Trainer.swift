import Foundation
import GaitData
import GaitKernels
import GaitNN
import GaitTensor

/// Fits a module to batches: schedule, clipping, averaging, early stopping, checkpoints, history.
///
/// A run is a function of its settings, batches and seed: the same ones give the same bits, whether
/// the run was interrupted and resumed or not, and however many threads it had.
public struct Trainer {
  /// How gradients become steps.
  public var optimizer: any Optimizer
  /// How the step size changes.
  public var schedule: LearningRateSchedule = .constant
  /// The norm to which the gradients of a step are clipped.
  public var gradientNormLimit: Double?
  /// The decay of a running average of the weights, which replaces them when the run is over.
  public var averagingDecay: Scalar?
  /// When to stop early.
  public var stopping: EarlyStopping?
  /// Seeds dropout.
  public var seed: UInt64 = 0
  /// Where to keep a checkpoint and the history; nothing is kept where nil.
  public var record: RunRecord?

  /// The files of a run.
  public struct RunRecord: Sendable {
    /// The folder of `checkpoint.safetensors`, `history.jsonl` and its events for TensorBoard.
    public var folder: URL
    /// What the run is; see `Checkpoint.identity`.
    public var identity: String
    /// Epochs between checkpoints; the last epoch is always saved.
    public var epochsBetween: Int
    /// Whether a checkpoint that is there is gone on from.
    public var isResuming: Bool

    /// The files of a run in a folder.
    public init(folder: URL, identity: String, epochsBetween: Int = 1, isResuming: Bool = false) {
      self.folder = folder
      self.identity = identity
      self.epochsBetween = max(1, epochsBetween)
      self.isResuming = isResuming
    }

    var checkpoint: URL { folder.appendingPathComponent("checkpoint.safetensors") }
    var history: URL { folder.appendingPathComponent("history.jsonl") }
  }

  /// A trainer with a constant rate and nothing else.
  public init(optimizer: any Optimizer) {
    self.optimizer = optimizer
  }

  /// Trains a module in place.
  ///
  /// - Parameters:
  ///   - module: What is trained.
  ///   - batches: What it is trained on.
  ///   - epochs: How many passes to make.
  ///   - loss: Computes the loss of a batch, a tensor of one element.
  ///   - validate: Scores the module after an epoch, the lower the better.
  ///   - observe: Is told of each epoch and checkpoint.
  /// - Returns: The report of every epoch that this call ran.
  /// - Throws: `TrainingError` where numbers blow up, `FileError` and `CheckpointError` of its files,
  ///   and whatever the closures throw.
  @discardableResult
  public func fit<Source: Batches>(
    _ module: any Module, on batches: Source, epochs: Int,
    loss: (Source.Batch, inout Context) throws -> Tensor,
    validate: (() throws -> Double)? = nil,
    observe: (TrainingEvent) throws -> Void = { _ in }
  ) throws -> [EpochReport] {
    var run = try TrainingRun(self, module, totalSteps: epochs * batches.stepsPerEpoch)
    try observe(.began(epoch: run.progress.epoch))
    var reports: [EpochReport] = []
    while run.progress.epoch < epochs, !run.progress.isStopped {
      let report = try run.epoch(batches, loss: loss, validate: validate)
      reports.append(report)
      try observe(.finishedEpoch(report, of: epochs))
      let isLast = run.progress.epoch == epochs || run.progress.isStopped
      if let record, isLast || run.progress.epoch % record.epochsBetween == 0 {
        try run.save(record)
        try observe(.saved(record.checkpoint))
      }
    }
    try run.finish()
    try observe(.stopped(run.progress.isStopped ? .stalled : .completed))
    return reports
  }
}
