import GaitEvaluation

/// Patients to learn from and patients to be asked about.
struct RehabFold: Sendable {
  /// From 1; nil for the fit to everyone.
  let number: Int?
  let training, test: [RehabPatient]
  /// Rows of `training`, parted for choosing settings and calibrating.
  let inner: [Fold]

  var name: String { number.map { "fold-\($0)" } ?? "everyone" }
  var trainingAnswers: [Bool] { training.map { $0.isResponder == true } }

  /// The folds of patients whose answers are known, behind the fit to everyone.
  ///
  /// - Throws: `SplitError` for too few patients.
  static func folds(
    _ patients: [RehabPatient], _ configuration: RehabEffectConfiguration, seed: UInt64
  ) throws -> [RehabFold] {
    func split(_ patients: [RehabPatient], _ count: Int, _ seed: UInt64) throws -> [Fold] {
      try StratifiedSubjectKFold(
        count, labels: patients.map { $0.isResponder == true ? 1 : 0 }, seed: seed
      ).folds(of: Subjects(patients.map(\.identifier)))
    }
    let everyone = RehabFold(
      number: nil, training: patients, test: [],
      inner: try split(patients, configuration.innerFolds, seed &+ 1))
    return [everyone]
      + (try split(patients, configuration.folds, seed).enumerated().map { index, fold in
        let training = fold.trainingRows.map { patients[$0] }
        return RehabFold(
          number: index + 1, training: training, test: fold.testRows.map { patients[$0] },
          inner: try split(training, configuration.innerFolds, seed &+ UInt64(index) &+ 2))
      })
  }
}

/// What one learner says in one fold.
struct RehabAnswer: Codable, Sendable {
  let learner: String
  /// The fold's number; nil for the fit to everyone.
  let fold: Int?
  /// The settings that the inner folds chose.
  let chosen: String
  /// The area under the curve of every setting in the inner folds.
  let innerAreas: [String: Double]
  let calibration: RehabCalibration
  /// Calibrated probabilities of the training patients, by learners that had not seen them.
  let inner: [Double]
  /// Calibrated probabilities of the test patients.
  let test: [Double]
  /// How much a forest used each column; nil for other learners.
  var importances: [Double]?
  /// For a hybrid, probabilities of the test patients with one modality taken from others, by
  /// modality and exchange.
  var exchanged: [String: [[Double]]] = [:]
  /// For a hybrid, the mean weight of each modality over the test patients.
  var attention: [Double] = []
}
