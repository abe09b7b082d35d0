import Foundation
import GaitNN

/// The event file of a run: what its history holds, for TensorBoard.
struct EpochEvents {
  /// The file; `0` stands where others put the time, so that a run repeated has the same files.
  let url: URL

  init(folder: URL) {
    url = folder.appendingPathComponent("events.out.tfevents.0.gait")
  }

  /// Writes the epochs that a history holds, which a crash may have left without their events.
  func begin(with history: [String]) throws {
    var events = TensorBoardEvents()
    for line in history {
      let report = try JSONDecoder().decode(EpochReport.self, from: Data(line.utf8))
      Self.add(report, to: &events)
    }
    try AtomicFile.write(events.data, to: url)
  }

  /// Appends an epoch.
  func append(_ report: EpochReport) throws {
    var events = TensorBoardEvents(continuingWith: nil)
    Self.add(report, to: &events)
    let file = try FileHandle(forWritingTo: url)
    defer { try? file.close() }
    try file.seekToEnd()
    try file.write(contentsOf: events.data)
  }

  private static func add(_ report: EpochReport, to events: inout TensorBoardEvents) {
    events.addScalar("loss/training", report.loss, step: report.epoch)
    if let validation = report.validation {
      events.addScalar("loss/validation", validation, step: report.epoch)
    }
    events.addScalar("learning_rate", report.learningRate, step: report.epoch)
    events.addScalar("gradient_norm", report.gradientNorm, step: report.epoch)
  }
}
