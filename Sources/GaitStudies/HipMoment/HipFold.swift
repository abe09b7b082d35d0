import Foundation
import GaitData

/// Which people or trials are kept out of training.
enum HipProtocol: String, Codable, CaseIterable, Sendable {
  /// Other trials of a person whose walking was trained on, the paper's.
  case withinSubject = "within_subject"
  /// People whose walking was not trained on.
  case unseenPeople = "unseen_people"
}

/// What one set of networks is trained on and asked of.
struct HipFold: Sendable {
  let kind: HipProtocol
  /// The name in files.
  let name: String
  let training, test: [LegRecording]
}

extension HipFold {
  /// The folds of both protocols, those over people first: they take longest.
  ///
  /// - Throws: `StudyError.tooFewParticipants` and `StudyError.nothingToScore`.
  static func all(
    _ legs: [LegRecording], _ configuration: HipMomentConfiguration, data: URL
  ) throws -> [HipFold] {
    let alone = try LegData.folds(legs, configuration, data: data)
    let people =
      alone.count <= configuration.maximumFolds
      ? alone : try LegData.folds(legs, configuration, count: configuration.maximumFolds)
    let within = withinSubject(legs, configuration)
    guard !within.isEmpty else {
      throw StudyError.nothingToScore(
        study: HipMomentStudy.name,
        expected: "somebody with two trials with a foot on a force plate, one of them as a whole")
    }
    return people.map {
      HipFold(
        kind: .unseenPeople,
        name: "without-" + ($0.number.map { "fold-\($0)" } ?? escaped($0.person)),
        training: $0.training, test: $0.test)
    } + within
  }

  /// The trials of each person dealt in turn into parts, by name; each part is asked of networks that
  /// were trained on the person's other parts alone.
  static func withinSubject(
    _ legs: [LegRecording], _ configuration: HipMomentConfiguration
  ) -> [HipFold] {
    let question = HipMomentConfiguration.question
    let people = Dictionary(grouping: legs, by: \.participant.rawValue)
    return people.sorted { $0.key < $1.key }.prefix(configuration.peopleWithin)
      .flatMap { person, own -> [HipFold] in
        let trials = Set(own.map(\.trial)).sorted()
        func part(_ leg: LegRecording) -> Int {
          (trials.firstIndex(of: leg.trial) ?? 0) % configuration.parts
        }
        return (0..<configuration.parts).compactMap { number in
          let training = own.filter { part($0) != number }
          let test = own.filter { part($0) == number }
          let frames = training.reduce(0) { $0 + configuration.trainedFrames(of: $1).count }
          guard frames > 1, test.contains(where: { !question.scoredFrames(of: $0).isEmpty }) else {
            return nil
          }
          return HipFold(
            kind: .withinSubject, name: "within-\(escaped(person))-\(number + 1)",
            training: training, test: test)
        }
      }
  }

  /// A person's name that can neither leave a folder nor pass for another's.
  private static func escaped(_ person: String) -> String {
    person.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "%"
  }

  /// The trials kept out, by fold, as a run keeps them.
  static func listing(_ folds: [HipFold]) -> [String: [String]] {
    Dictionary(
      uniqueKeysWithValues: folds.map { ($0.name, Set($0.test.map(\.trial)).sorted()) })
  }
}
