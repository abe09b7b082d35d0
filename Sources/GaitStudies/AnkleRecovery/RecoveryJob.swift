import GaitEvaluation

/// One fit of a run: a predictor, on the training people of a fold or on everyone.
struct RecoveryJob: Sendable {
  /// What is fitted.
  enum Predictor: Sendable {
    case network(RecoveryModel, member: Int)
    case learner(RecoveryLearner)
  }

  let predictor: Predictor
  /// The fold's number; nil for the fit to everyone, which is kept.
  let fold: Int?

  var isNetwork: Bool {
    if case .network = predictor { true } else { false }
  }

  /// The predictor's name in tables.
  var name: String {
    switch predictor {
    case .network(let model, _): model.rawValue
    case .learner(let learner): learner.rawValue
    }
  }

  /// Every fit of a run, the longest first.
  static func all(_ configuration: AnkleRecoveryConfiguration) -> [RecoveryJob] {
    let folds = Array(0..<configuration.folds)
    let everyFold = [nil] + folds.map(Optional.some)
    var jobs = everyFold.flatMap { fold in
      (0..<configuration.members).map {
        RecoveryJob(predictor: .network(.stAMMFN, member: $0), fold: fold)
      }
    }
    let compared = folds.prefix(configuration.comparedFolds)
    let others = RecoveryModel.otherNetworks.filter {
      configuration.networks.contains($0.rawValue)
    }
    for model in others.filter({ $0 == .lateFusion }) + RecoveryModel.ablations {
      jobs += compared.map { RecoveryJob(predictor: .network(model, member: 0), fold: $0) }
    }
    for model in others where model != .lateFusion {
      jobs += folds.map { RecoveryJob(predictor: .network(model, member: 0), fold: $0) }
    }
    for learner in RecoveryLearner.allCases {
      jobs += everyFold.map { RecoveryJob(predictor: .learner(learner), fold: $0) }
    }
    return jobs
  }

  /// Fits, and predicts the fold's people; keeps what was fitted to everyone.
  func predictions(
    _ cases: [RecoveryCase], _ folds: [Fold], _ fitting: RecoveryFitting,
    _ observe: @Sendable (StudyEvent) -> Void
  ) throws -> [RecoveryPrediction] {
    let own = fold.map { folds[$0] }
    let training = own.map { fold in fold.trainingRows.map { cases[$0] } } ?? cases
    let test = own.map { fold in fold.testRows.map { cases[$0] } } ?? []
    switch predictor {
    case .network(let model, let member):
      let fitted = try fitting.fit(
        model, member: member, fold: fold.map { "fold-\($0 + 1)" }, on: training, observe)
      guard own != nil else {
        try fitted.write(to: fitting.folder, member: member)
        return []
      }
      return try fitted.predict(test)
    case .learner(let learner):
      let fitted = try FittedRecoveryLearner(
        learner, fittedOn: training, trees: fitting.configuration.trees, seed: fitting.seed)
      guard own != nil else {
        let folder = fitting.folder
        try folder.makeFolder(folder.final(""))
        try folder.write(
          compact: fitted, to: folder.final(FittedRecoveryLearner.fileName(learner)))
        return []
      }
      return try fitted.predict(test)
    }
  }
}
