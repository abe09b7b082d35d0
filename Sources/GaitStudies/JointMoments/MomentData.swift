import Foundation
import GaitData
import GaitEvaluation
import GaitRecords
import GaitSignal

/// One person left out, and the others.
package struct MomentFold: Sendable {
  package let person: String
  package let training: [LegRecording]
  package let test: [LegRecording]
}

/// Reads the recordings of the study and splits them by person.
package enum MomentData {
  /// The legs of every trial of a folder.
  package static func read(
    _ folder: URL, _ configuration: JointMomentsConfiguration,
    _ observe: (StudyEvent) -> Void
  ) throws -> [LegRecording] {
    let (trials, report) = try WalkingFolder(folder).read()
    for warning in report.warnings { observe(.warning("\(warning)")) }
    return try trials.flatMap { trial in
      let legs = try legs(of: trial, configuration)
      if legs.isEmpty {
        observe(.warning("trial \(trial.name) is left out: its hip joint centres are not seen"))
      }
      return legs
    }
  }

  /// The legs of a trial.
  ///
  /// - Throws: `StudyError.unusableTrial` where its rates are too low for the filters.
  static func legs(
    of trial: WalkingTrial, _ configuration: JointMomentsConfiguration
  ) throws -> [LegRecording] {
    do {
      return try LegRecording.legs(of: trial, configuration.preparation)
    } catch let error as SignalError {
      throw StudyError.unusableTrial(trial.name, reason: error.description)
    }
  }

  /// Leaves each person out once who has frames to score.
  ///
  /// - Throws: `StudyError.tooFewParticipants` unless at least two people have frames to score and
  ///   to train on: then every fold has some of both.
  package static func folds(
    _ legs: [LegRecording], _ configuration: JointMomentsConfiguration, data: URL
  ) throws -> [MomentFold] {
    func people(_ isUsable: (LegRecording, Int) -> Bool) -> Set<String> {
      Set(
        legs.filter { leg in leg.frames { isUsable(leg, $0) }.count > 1 }
          .map(\.participant.rawValue))
    }
    let scored = people { $0.isPlateSupported($1) }
    let trained = people { $0.isFullContact($1, configuration) }
    guard scored.count >= 2, trained.count >= 2 else {
      throw StudyError.tooFewParticipants(
        data: data.path, expected: 2, found: min(scored.count, trained.count))
    }
    let people = legs.map(\.participant.rawValue)
    return try LeaveOneSubjectOut().folds(of: Subjects(people))
      .map { fold in
        MomentFold(
          person: fold.testSubjects[0], training: fold.trainingRows.map { legs[$0] },
          test: fold.testRows.map { legs[$0] })
      }
      .filter { scored.contains($0.person) }
  }
}
