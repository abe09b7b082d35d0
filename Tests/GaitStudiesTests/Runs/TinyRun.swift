import Foundation
import GaitKernels
import GaitStudies
import GaitTestSupport
import XCTest

/// Events that a study tells, from any thread.
final class EventLog: @unchecked Sendable {
  // Unchecked because the lock guards everything.
  private let lock = NSLock()
  private var events: [StudyEvent] = []

  func note(_ event: StudyEvent) { lock.withLock { events.append(event) } }

  var warnings: [String] {
    lock.withLock {
      events.compactMap { if case .warning(let text) = $0 { text } else { nil } }
    }
  }

  var epochs: (planned: Int, done: Int) {
    lock.withLock {
      events.reduce(into: (0, 0)) { sums, event in
        if case .planned(let epochs) = event { sums.0 += epochs }
        if case .finishedEpoch(_, _, let skipped) = event { sums.1 += max(1, skipped) }
      }
    }
  }
}

/// A run that takes a moment: narrow networks, two epochs.
final class TinyRun {
  static let configuration = Data(
    """
    {"epochs": 2, "stepsPerEpoch": 2, "batchSize": 4, "windowLength": 24, "hop": 12, "hidden": 8,
     "heads": 2, "motionLags": [0], "warmUpSteps": 2, "contextFrames": [-5, 0],
     "boosting": {"rounds": 5, "leaves": 4}}
    """.utf8)

  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("gait-tests-" + UUID().uuidString)
  let log = EventLog()
  private(set) var table = ""
  private let study: any Study.Type

  /// A run of a study that is yet to be made.
  init(of study: any Study.Type = JointMomentsStudy.self) {
    self.study = study
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// Runs the study on a folder.
  func run(
    _ data: URL, seed: UInt64 = 3, epochs: Int? = nil,
    configuration: Data = TinyRun.configuration, isResuming: Bool = false
  ) throws {
    table = try study.run(
      StudyRequest(
        data: data, output: folder, seed: seed, epochs: epochs, configuration: configuration,
        isResuming: isResuming)
    ) { [log] in log.note($0) }
  }

  func url(_ name: String) -> URL { folder.appendingPathComponent(name) }

  func json(_ name: String) throws -> [String: Any] {
    try XCTUnwrap(
      try JSONSerialization.jsonObject(with: try Data(contentsOf: url(name))) as? [String: Any])
  }
}
