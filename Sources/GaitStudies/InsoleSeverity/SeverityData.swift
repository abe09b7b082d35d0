import Foundation
import GaitEvaluation
import GaitRecords

/// Reads the people of the study and parts them into folds.
package enum SeverityData {
  /// The people of a folder in the layout of gaitpdb, in the order of their names.
  ///
  /// Each person's first usual walk counts; of a recording longer than the window, the window from
  /// 20 s on, or its middle if it is shorter than that. People whose walk cannot be used are left
  /// out with a warning.
  package static func read(
    _ folder: URL, _ configuration: InsoleSeverityConfiguration, _ observe: (StudyEvent) -> Void
  ) throws -> [SeverityPerson] {
    let (walks, rows, report) = try GaitPDBFolder(folder).read()
    for warning in report.warnings { observe(.warning("\(warning)")) }
    let table = Dictionary(rows.map { ($0.id, $0) }) { first, _ in first }
    var seen = Set<ParticipantID>()
    var people: [SeverityPerson] = []
    for walk in walks where walk.condition == "usual" && seen.insert(walk.participant).inserted {
      do {
        let window = window(of: walk, seconds: configuration.windowS)
        people.append(try SeverityPerson(window, table[walk.participant], configuration))
      } catch let error as StudyError {
        observe(.warning("\(error); left out"))
      }
    }
    return people
  }

  /// The frames of a walk that the study looks at.
  static func window(of walk: InsoleWalk, seconds: Double) -> InsoleWalk {
    var result = walk
    result.insoles = walk.insoles.map { insole in
      let sensors = insole.sensors
      let count = Int((seconds * sensors.sampleRateHz).rounded())
      guard sensors.frameCount > count else { return insole }
      let late = Int((20 * sensors.sampleRateHz).rounded())
      let first =
        late + count <= sensors.frameCount ? late : (sensors.frameCount - count) / 2
      return InsoleRecord(
        side: insole.side, layout: insole.layout,
        sensors: sensors.selecting(frames: first..<first + count), bodyMassKg: insole.bodyMassKg)
    }
    return result
  }

  /// Folds of whole people that keep the shares of study and group.
  ///
  /// - Throws: `SeverityError.tooFewPeople` where a fold's training people would lack an answer.
  package static func folds(
    _ people: [SeverityPerson], among rows: [Int]? = nil, count: Int, seed: UInt64
  ) throws -> [Fold] {
    let rows = rows ?? Array(people.indices)
    let strata = Set(people.map(\.stratum)).sorted()
    let labels = people.map { strata.firstIndex(of: $0.stratum) ?? 0 }
    let folds = try StratifiedSubjectKFold(count, labels: labels, seed: seed)
      .folds(of: Subjects(people.map(\.id.rawValue)), among: rows)
    for fold in folds { try expectAnswers(fold.trainingRows.map { people[$0] }) }
    return folds
  }

  /// Checks that training people give every task something to learn.
  ///
  /// - Throws: `SeverityError.tooFewPeople`.
  static func expectAnswers(_ people: [SeverityPerson]) throws {
    for task in SeverityTask.allCases {
      let known = people.compactMap { $0.target(task) }
      guard known.count >= 4, Set(known).count > 1 else {
        throw SeverityError.tooFewPeople(
          task: task.rawValue, expected: "at least 4 with different answers in every fold",
          found: "\(known.count)")
      }
    }
  }
}

/// Why people do not suffice for the study.
public enum SeverityError: Error, Equatable, CustomStringConvertible {
  /// Too few people with an answer to a task.
  case tooFewPeople(task: String, expected: String, found: String)

  /// The task, what was expected and what was found.
  public var description: String {
    switch self {
    case .tooFewPeople(let task, let expected, let found):
      "people for \(task): expected \(expected), found \(found)"
    }
  }
}
