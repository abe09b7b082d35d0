import Foundation
import GaitNN
import GaitTraining

extension RunManifest {
  /// The seed of a job's draws.
  ///
  /// Each job has draws of its own, so that the order in which jobs are run changes nothing.
  static func seed(of job: String, run seed: UInt64) -> UInt64 {
    // An odd factor: runs of neighbouring seeds share no job's draws.
    seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(Checksum.crc32c(Data(job.utf8)))
  }
}

extension StudyEvent {
  /// What a study tells of one network's training; nil for what only the trainer cares about.
  init?(_ event: TrainingEvent, of job: String) {
    switch event {
    case .began(let epoch) where epoch > 0:
      self = .finishedEpoch(job: job, loss: 0, skipped: epoch)
    case .finishedEpoch(let report, _):
      self = .finishedEpoch(job: job, loss: report.loss, skipped: 0)
    default: return nil
    }
  }
}
