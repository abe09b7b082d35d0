import Foundation
import GaitData
import GaitEvaluation
import GaitRecords
import GaitSignal

/// One person left out, or several, and the others.
package struct LegFold: Sendable {
  /// Who is left out; several names are joined by `+`.
  package let person: String
  package let training: [LegRecording]
  package let test: [LegRecording]
  /// The number of a fold of several people; nil where one person is left out.
  package var number: Int?
}

/// Reads the recordings of a study of legs and splits them by person.
package enum LegData {
  /// The legs of every trial of a folder.
  package static func read(
    _ folder: URL, _ configuration: any LegStudyConfiguration,
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
    of trial: WalkingTrial, _ configuration: any LegStudyConfiguration
  ) throws -> [LegRecording] {
    do {
      return try LegRecording.legs(of: trial, configuration.preparation)
    } catch let error as SignalError {
      throw StudyError.unusableTrial(trial.name, reason: error.description)
    }
  }

  /// Folds of several people each, for comparisons that leaving each one out would make too long.
  ///
  /// - Throws: `SplitError` for fewer people than folds.
  package static func folds(
    _ legs: [LegRecording], _ configuration: any LegStudyConfiguration, count: Int
  ) throws -> [LegFold] {
    let people = legs.map(\.participant.rawValue)
    let folds = try SubjectKFold(min(count, Set(people).count)).folds(of: Subjects(people))
    return folds.enumerated().map { index, fold in
      LegFold(
        person: fold.testSubjects.joined(separator: "+"),
        training: fold.trainingRows.map { legs[$0] }, test: fold.testRows.map { legs[$0] },
        number: index + 1)
    }
    .filter { fold in fold.training.contains { !configuration.trainedFrames(of: $0).isEmpty } }
  }

  /// Leaves each person out once who has frames to score.
  ///
  /// - Throws: `StudyError.tooFewParticipants` unless at least two people have frames to score and
  ///   to train on: then every fold has some of both.
  package static func folds(
    _ legs: [LegRecording], _ configuration: any LegStudyConfiguration, data: URL
  ) throws -> [LegFold] {
    func people(_ usable: (LegRecording) -> [Int]) -> Set<String> {
      Set(legs.filter { usable($0).count > 1 }.map(\.participant.rawValue))
    }
    let scored = people(type(of: configuration).question.scoredFrames)
    let trained = people(configuration.trainedFrames)
    guard scored.count >= 2, trained.count >= 2 else {
      throw StudyError.tooFewParticipants(
        data: data.path, expected: 2, found: min(scored.count, trained.count))
    }
    let people = legs.map(\.participant.rawValue)
    return try LeaveOneSubjectOut().folds(of: Subjects(people))
      .map { fold in
        LegFold(
          person: fold.testSubjects[0], training: fold.trainingRows.map { legs[$0] },
          test: fold.testRows.map { legs[$0] })
      }
      .filter { scored.contains($0.person) }
  }
}
