import Foundation
import GaitNN

/// What a finished run kept: ST-AMMFN's members, the classical learners, and the intervals.
struct RecoveryPredictors {
  let run: FinishedRun<AnkleRecoveryConfiguration>
  /// The intervals by predictor.
  let intervals: [String: RecoveryIntervals]
  private let networks: [FittedRecoveryNetwork]
  private let learners: [(name: String, learner: FittedRecoveryLearner)]

  private static let intervalsName = "intervals.json"

  /// Calibrates the intervals on the predictions of people kept out, and keeps them.
  static func write(_ answers: RecoveryAnswers, to folder: RunFolder) throws {
    var intervals: [String: RecoveryIntervals] = [:]
    for (name, predictions) in answers.predictions where answers.isComplete(name) {
      intervals[name] = try RecoveryIntervals(predictions, answers.cases)
    }
    try folder.makeFolder(folder.final(""))
    try folder.write(intervals, to: folder.final(intervalsName))
  }

  /// Reads what a run kept.
  ///
  /// - Throws: `StudyError.notARun`, `StudyError.otherRun` and errors of its files.
  init(_ folder: RunFolder) throws {
    let run = try FinishedRun<AnkleRecoveryConfiguration>(folder, of: AnkleRecoveryStudy.name)
    self.run = run
    intervals = try run.kept([String: RecoveryIntervals].self, Self.intervalsName)
    networks = try (0..<run.configuration.members).map {
      try FittedRecoveryNetwork(.stAMMFN, member: $0, in: folder, run.configuration)
    }
    learners = try RecoveryLearner.allCases.map {
      ($0.rawValue, try run.kept(FittedRecoveryLearner.self, FittedRecoveryLearner.fileName($0)))
    }
  }

  /// Predictions by predictor, each in the order of the people.
  func predict(_ cases: [RecoveryCase]) throws -> [String: [RecoveryPrediction]] {
    var all: [String: [RecoveryPrediction]] = [:]
    func ordered(_ predictors: [[RecoveryPrediction]]) -> [RecoveryPrediction] {
      RecoveryScores.pairs(RecoveryAnswers.means(predictors), cases).map(\.0)
    }
    all[RecoveryModel.stAMMFN.rawValue] = ordered(try networks.map { try $0.predict(cases) })
    for (name, learner) in learners { all[name] = try learner.predict(cases) }
    all[RecoveryAnswers.ensemble] = ordered(
      RecoveryAnswers.ensembleMembers.compactMap { all[$0] })
    return all
  }
}
