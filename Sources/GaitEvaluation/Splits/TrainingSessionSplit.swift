/// Within-subject protocol: train on one session of a person, test on that person's others.
///
/// One fold per subject. The people tested are the people trained on, which is easier than
/// testing on new people: each fold says so in its `scope`, and a report must say so in its
/// title (`Fold.Scope.title`).
public struct TrainingSessionSplit: SubjectSplit, Hashable {
  /// The session to train on, the same name for every subject.
  public var trainingSession: String

  /// The session (recording, trial) of each row of the whole table.
  public var sessions: [String]

  /// A split that trains each subject's model on one of their sessions.
  public init(trainingSession: String, sessions: [String]) {
    self.trainingSession = trainingSession
    self.sessions = sessions
  }

  /// One fold per subject: the training session against the others.
  public func folds(of subjects: Subjects, among rows: [Int]) throws -> [Fold] {
    guard sessions.count == subjects.rowCount else {
      throw SplitError.lengthMismatch(
        what: "sessions", expected: subjects.rowCount, found: sessions.count)
    }
    return try rowsBySubject(subjects, among: rows).map { group in
      let training = group.rows.filter { sessions[$0] == trainingSession }
      let test = group.rows.filter { sessions[$0] != trainingSession }
      if training.isEmpty {
        throw SplitError.subjectWithoutTraining(subject: subjects.identifiers[group.subject])
      }
      return try Fold(
        training: training, test: test, subjects: subjects, separatedBy: sessions)
    }
  }
}
