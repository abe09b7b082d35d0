import Foundation

/// What the command line asks of a study.
public struct StudyRequest: Sendable {
  /// The folder of recordings.
  public var data: URL
  /// The folder that the run is written to.
  public var output: URL
  /// Seeds every draw of the run.
  public var seed: UInt64
  /// Replaces the configuration's number of epochs.
  public var epochs: Int?
  /// A JSON object whose values are put over the configuration's defaults.
  public var configuration: Data?
  /// Whether a run that was interrupted in the same folder is gone on with.
  public var isResuming: Bool
  /// Whether the study's quick form is wanted: every step of the run, with little training.
  public var isQuick: Bool

  /// A run on recordings, written to a folder.
  public init(
    data: URL, output: URL, seed: UInt64 = 0, epochs: Int? = nil, configuration: Data? = nil,
    isResuming: Bool = false, isQuick: Bool = false
  ) {
    self.data = data
    self.output = output
    self.seed = seed
    self.epochs = epochs
    self.configuration = configuration
    self.isResuming = isResuming
    self.isQuick = isQuick
  }
}

/// What a study tells while it works; from any thread.
public enum StudyEvent: Sendable {
  /// Something about the data that a person should know.
  case warning(String)
  /// The work ahead, in epochs over all networks to be trained.
  case planned(epochs: Int)
  /// An epoch of one network is over; `skipped` counts epochs that an earlier run had done.
  case finishedEpoch(job: String, loss: Double, skipped: Int)
}

/// One question of a paper, asked of data: trained, evaluated on unseen people, and kept to predict.
public protocol Study: SendableMetatype {
  /// The name on the command line.
  static var name: String { get }
  /// One line about it, with its source.
  static var summary: String { get }

  /// Runs the study; what it printed is also in the run's folder.
  ///
  /// - Throws: Errors of the data, of files, and of training.
  static func run(
    _ request: StudyRequest, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String

  /// Evaluates a finished run on another folder of recordings.
  ///
  /// - Throws: Errors of the run's files and of the data.
  static func evaluate(
    run: URL, data: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> StudyEvaluation

  /// Predicts for one recording; returns a table as text.
  ///
  /// - Throws: Errors of the run's files and of the recording.
  static func predict(
    run: URL, input: URL, observe: @escaping @Sendable (StudyEvent) -> Void
  ) throws -> String
}

/// The scores of a run on recordings that it has not seen.
public struct StudyEvaluation: Codable, Sendable, Equatable {
  /// The study's recommended predictor: metrics by task.
  public let tasks: [String: [String: Double]]
  /// Every predictor, by name.
  public let models: [String: [String: [String: Double]]]

  /// Scores by predictor, one of which is recommended.
  public init(recommended: String, models: [String: [String: [String: Double]]]) {
    tasks = models[recommended] ?? [:]
    self.models = models
  }
}

/// Every study by name.
public enum StudyCatalog {
  /// The studies.
  public static let studies: [any Study.Type] = [
    JointMomentsStudy.self,
    GroundReactionStudy.self,
    InsoleSeverityStudy.self,
    GaitSimulationStudy.self,
    AnkleRecoveryStudy.self,
    HipMomentStudy.self,
    RehabEffectStudy.self,
  ]

  /// The study of a name.
  ///
  /// - Throws: `StudyError.unknownStudy`.
  public static func study(_ name: String) throws -> any Study.Type {
    guard let study = studies.first(where: { $0.name == name }) else {
      throw StudyError.unknownStudy(name, known: studies.map { $0.name })
    }
    return study
  }
}

/// Why a study cannot be run or used.
public enum StudyError: Error, Equatable, CustomStringConvertible {
  /// A name that no study has.
  case unknownStudy(String, known: [String])
  /// A folder that already holds a run.
  case runExists(folder: String)
  /// A folder that holds another run than the one to resume.
  case otherRun(folder: String, what: String, expected: String, found: String)
  /// A folder without a finished run.
  case notARun(folder: String, missing: String)
  /// Too few people to leave one out.
  case tooFewParticipants(data: String, expected: Int, found: Int)
  /// Recordings without anything to score.
  case nothingToScore(study: String, expected: String)
  /// A recording that nothing can be predicted for.
  case nothingToPredict(file: String, expected: String)
  /// A recording that cannot be prepared, as where its rate is too low for a filter.
  case unusableTrial(String, reason: String)
  /// A file beside recordings that should say where they come from, and cannot be understood.
  case unreadableOrigin(file: String, reason: String)

  /// The place, what was expected and what was found.
  public var description: String {
    switch self {
    case .unknownStudy(let name, let known):
      "unknown study \"\(name)\"; known are \(known.joined(separator: ", "))"
    case .runExists(let folder):
      "\(folder): holds a run already; give --resume to go on with it, or another folder"
    case .otherRun(let folder, let what, let expected, let found):
      "\(folder): holds another run: \(what): expected \(expected), found \(found)"
    case .notARun(let folder, let missing):
      "\(folder): expected a finished run, found no \(missing)"
    case .tooFewParticipants(let data, let expected, let found):
      "\(data): expected at least \(expected) people with usable recordings, "
        + "found \(found)"
    case .nothingToScore(let study, let expected):
      "\(study): expected \(expected), found none"
    case .nothingToPredict(let file, let expected):
      "\(file): expected \(expected), found none"
    case .unusableTrial(let trial, let reason):
      "trial \(trial): \(reason)"
    case .unreadableOrigin(let file, let reason):
      "\(file): expected the manifest of a synthetic cohort, found something else: \(reason)"
    }
  }
}
