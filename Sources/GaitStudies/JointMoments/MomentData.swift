import Foundation
import GaitData
import GaitEvaluation
import GaitRecords

/// One person left out, and the others.
struct MomentFold: Sendable {
  let person: String
  let training: [LegRecording]
  let test: [LegRecording]
}

/// Reads the recordings of the study and splits them by person.
enum MomentData {
  /// The legs of every trial of a folder.
  static func read(
    _ folder: URL, _ configuration: JointMomentsConfiguration,
    _ observe: (StudyEvent) -> Void
  ) throws -> [LegRecording] {
    let (trials, report) = try WalkingFolder(folder).read()
    for warning in report.warnings { observe(.warning("\(warning)")) }
    return try trials.flatMap { trial in
      let legs = try LegRecording.legs(of: trial, configuration.preparation)
      if legs.isEmpty {
        observe(.warning("trial \(trial.name) is left out: its hip joint centres are not seen"))
      }
      return legs
    }
  }

  /// Leaves each person out once.
  ///
  /// - Throws: `StudyError.tooFewParticipants` unless at least two people have frames to score.
  static func folds(_ legs: [LegRecording], data: URL) throws -> [MomentFold] {
    let people = legs.map(\.participant.rawValue)
    let scored = Set(
      legs.filter { leg in leg.frames { leg.isPlateSupported($0) }.count > 1 }
        .map(\.participant.rawValue))
    guard scored.count >= 2 else {
      throw StudyError.tooFewParticipants(data: data.path, expected: 2, found: scored.count)
    }
    return try LeaveOneSubjectOut().folds(of: Subjects(people))
      .map { fold in
        MomentFold(
          person: fold.testSubjects[0], training: fold.trainingRows.map { legs[$0] },
          test: fold.testRows.map { legs[$0] })
      }
      .filter { scored.contains($0.person) }
  }
}
