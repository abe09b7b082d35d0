import Foundation

/// Where a run stands: everything but tensors that a resumed run must know.
public struct TrainingProgress: Sendable, Codable, Equatable {
  /// Finished epochs.
  public var epoch = 0
  /// Steps taken.
  public var step = 0
  /// The state of the run's randomness.
  public var random: [UInt64] = []
  /// The best validation score so far, the lower the better.
  public var bestScore: Double?
  /// The epoch that reached it.
  public var bestEpoch: Int?
  /// How often the plateau schedule has lowered the rate.
  public var reductions = 0
  /// Epochs since the best score or the last reduction.
  public var stalledEpochs = 0
  /// Whether the run stopped early.
  public var isStopped = false
  /// How long the history was when this state was saved.
  public var historyBytes = 0

  /// The beginning of a run.
  public init() {}

  mutating func note(
    score: Double, stopping: EarlyStopping?, schedule: LearningRateSchedule
  ) -> Bool {
    let margin = stopping?.minimumImprovement ?? 0
    if bestScore.map({ score < $0 - margin }) ?? true {
      bestScore = score
      bestEpoch = epoch
      stalledEpochs = 0
      return true
    }
    stalledEpochs += 1
    if let patience = schedule.patience, stalledEpochs % (patience + 1) == 0 { reductions += 1 }
    if let stopping, epoch - (bestEpoch ?? 0) >= stopping.patience { isStopped = true }
    return false
  }
}

/// What one epoch gave.
public struct EpochReport: Sendable, Codable, Equatable {
  /// The epoch, from 1.
  public let epoch: Int
  /// Steps taken so far.
  public let step: Int
  /// The step size of its last step.
  public let learningRate: Double
  /// The mean training loss.
  public let loss: Double
  /// The mean norm of the gradients before clipping.
  public let gradientNorm: Double
  /// The validation score, where there is one; the lower the better.
  public let validation: Double?

  enum CodingKeys: String, CodingKey {
    case epoch, step, loss, validation
    case learningRate = "learning_rate"
    case gradientNorm = "gradient_norm"
  }
}

/// What a trainer tells while it works.
public enum TrainingEvent: Sendable {
  /// The run begins at an epoch: 0, or where its checkpoint stood.
  case began(epoch: Int)
  /// An epoch is over.
  case finishedEpoch(EpochReport, of: Int)
  /// A checkpoint was saved.
  case saved(URL)
  /// The run is over.
  case stopped(StopReason)

  /// Why a run ended.
  public enum StopReason: String, Sendable {
    /// Every epoch was run.
    case completed
    /// The validation score no longer got better.
    case stalled
  }
}

/// Why a run cannot go on.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
  /// The loss or a gradient is not a finite number.
  case notFinite(epoch: Int, step: Int, what: String)

  /// The place and what was found there.
  public var description: String {
    switch self {
    case .notFinite(let epoch, let step, let what):
      "training: epoch \(epoch), step \(step): expected finite numbers, found \(what)"
    }
  }
}
