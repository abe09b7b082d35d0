import Foundation
import GaitClassic
import GaitEvaluation

/// The classical learners of the study, on the tabulated record.
enum RecoveryLearner: String, CaseIterable, Codable, Sendable {
  case ridge
  case supportVectors = "svr"
  case forest
  case boosting

  /// A learner of numbers of unit scale for each setting to choose from.
  fileprivate func regressors(trees: Int, seed: UInt64) -> [any Regressor] {
    switch self {
    case .ridge:
      [30.0, 100, 300, 1000].map { Ridge(penalty: $0) }
    case .supportVectors:
      [1.0, 3, 10].flatMap { cost in
        [0.0004, 0.0012].map { gamma in
          SupportVectorRegressor(cost: cost, margin: 0.1, kernel: .radial(.value(gamma)))
        }
      }
    case .forest: [RandomForestRegressor(options: forest(trees, .fraction(0.33), seed))]
    case .boosting: [GradientBoostingRegressor(options: boosting(trees, seed))]
    }
  }

  /// The learner of the level.
  fileprivate func classifier(trees: Int, seed: UInt64) -> any Classifier {
    switch self {
    case .ridge: LogisticRegression(cost: 0.01)
    case .supportVectors:
      CalibratedSupportVectorClassifier(
        SupportVectorClassifier(cost: 3, kernel: .radial(.value(0.0012))), folds: 3)
    case .forest: RandomForestClassifier(options: forest(trees, .squareRoot, seed))
    case .boosting: GradientBoostingClassifier(options: boosting(trees, seed))
    }
  }

  private func forest(
    _ trees: Int, _ draw: ForestOptions.FeatureDraw, _ seed: UInt64
  ) -> ForestOptions {
    ForestOptions(treeCount: trees, featureDraw: draw, seed: seed, threads: 1)
  }

  private func boosting(_ rounds: Int, _ seed: UInt64) -> BoostingOptions {
    var options = BoostingOptions()
    (options.rounds, options.learningRate, options.maximumLeaves) = (rounds, 0.05, 6)
    (options.minimumRowsPerLeaf, options.columnFraction) = (10, 0.3)
    (options.seed, options.threads) = (seed, 1)
    return options
  }
}

/// A classical learner fitted to training people for each task.
///
/// Duration is learned as its logarithm from those who were seen to recover: the learners know no
/// censoring.
struct FittedRecoveryLearner: Codable, Sendable {
  private let preparation: FittedChain<FittedSimpleImputer, FittedStandardScaler>
  private let progress, weeks: Regression
  private let level: Classification

  /// Settings are chosen by three inner folds of the training people.
  init(
    _ learner: RecoveryLearner, fittedOn cases: [RecoveryCase], trees: Int, seed: UInt64
  ) throws {
    let rows = Matrix(cases.map(RecoveryTable.row))
    preparation = try RecoveryTable.preparation(fittedOn: rows)
    let table = try preparation.transform(rows)
    let subjects = Subjects(cases.map(\.participant.rawValue))
    func regression(_ target: (RecoveryCase) -> Double?) throws -> Regression {
      let known = cases.indices.filter { target(cases[$0]) != nil }
      return try Regression(
        learner, table.selecting(rows: known), known.compactMap { target(cases[$0]) },
        subjects.selecting(rows: known), trees: trees, seed: seed)
    }
    progress = try regression { $0.progress }
    weeks = try regression { $0.recoveryWeeks.map { log($0) } }
    let graded = cases.indices.filter { cases[$0].level != nil }
    level = try Classification(
      learner.classifier(trees: trees, seed: seed).fit(
        table.selecting(rows: graded), labels: graded.compactMap { cases[$0].level },
        subjects: subjects.selecting(rows: graded)))
  }

  func predict(_ cases: [RecoveryCase]) throws -> [RecoveryPrediction] {
    let table = try preparation.transform(Matrix(cases.map(RecoveryTable.row)))
    let shares = try level.probabilities(table)
    let (progress, weeks) = (try progress.predict(table), try weeks.predict(table))
    return cases.indices.map { row in
      RecoveryPrediction(
        participant: cases[row].participant.rawValue, progress: min(max(progress[row], 0), 1),
        levels: shares[row], weeks: exp(weeks[row]))
    }
  }

  static func fileName(_ learner: RecoveryLearner) -> String { learner.rawValue + ".json" }
}

/// A fitted learner of one number, with the scale of its target.
private struct Regression: Codable, Sendable {
  private enum Model: Codable, Sendable {
    case linear(LinearModel)
    case support(SupportVectorRegression)
    case forest(RandomForestRegression)
    case boosted(GradientBoostingRegression)

    init(_ fitted: any FittedRegressor) {
      switch fitted {
      case let model as LinearModel: self = .linear(model)
      case let model as SupportVectorRegression: self = .support(model)
      case let model as RandomForestRegression: self = .forest(model)
      case let model as GradientBoostingRegression: self = .boosted(model)
      default: preconditionFailure("Regression: a learner of the type \(type(of: fitted))")
      }
    }

    var learner: any FittedRegressor {
      switch self {
      case .linear(let model): model
      case .support(let model): model
      case .forest(let model): model
      case .boosted(let model): model
      }
    }
  }

  private let model: Model
  private let mean, deviation: Double

  init(
    _ learner: RecoveryLearner, _ features: Matrix, _ targets: [Double], _ subjects: Subjects,
    trees: Int, seed: UInt64
  ) throws {
    let scale = RecoveryScalers.Columns(targets.map { [$0] }, count: 1)
    (mean, deviation) = (scale.means[0], scale.deviations[0])
    let scaled = targets.map { [mean, deviation] in ($0 - mean) / deviation }
    let candidates = learner.regressors(trees: trees, seed: seed)
    var best = candidates[0]
    if candidates.count > 1 {
      var least = Double.infinity
      let folds = try SubjectKFold(3, seed: seed).folds(of: subjects)
      for candidate in candidates {
        var sum = 0.0
        for fold in folds {
          let fitted = try candidate.fit(
            features.selecting(rows: fold.trainingRows),
            targets: fold.trainingRows.map { scaled[$0] })
          let predicted = try fitted.predict(features.selecting(rows: fold.testRows))
          for (place, row) in fold.testRows.enumerated() {
            sum += (predicted[place] - scaled[row]) * (predicted[place] - scaled[row])
          }
        }
        if sum < least { (least, best) = (sum, candidate) }
      }
    }
    model = Model(try best.fit(features, targets: scaled))
  }

  func predict(_ features: Matrix) throws -> [Double] {
    try model.learner.predict(features).map { $0 * deviation + mean }
  }
}

/// A fitted learner of the level.
private struct Classification: Codable, Sendable {
  private enum Model: Codable, Sendable {
    case logistic(LogisticModel)
    case support(CalibratedSupportVectorClassification)
    case forest(RandomForestClassification)
    case boosted(GradientBoostingClassification)
  }

  private let model: Model

  init(_ fitted: any FittedClassifier) throws {
    switch fitted {
    case let fitted as LogisticModel: model = .logistic(fitted)
    case let fitted as CalibratedSupportVectorClassification: model = .support(fitted)
    case let fitted as RandomForestClassification: model = .forest(fitted)
    case let fitted as GradientBoostingClassification: model = .boosted(fitted)
    default: preconditionFailure("Classification: a learner of the type \(type(of: fitted))")
    }
  }

  /// The probability of each of the four levels, zero for one that no training person had.
  func probabilities(_ features: Matrix) throws -> [[Double]] {
    let learner: any FittedProbabilisticClassifier =
      switch model {
      case .logistic(let model): model
      case .support(let model): model
      case .forest(let model): model
      case .boosted(let model): model
      }
    let shares = try learner.probabilities(features)
    return (0..<shares.rowCount).map { row in
      var all = [0.0, 0, 0, 0]
      for (column, label) in learner.classes.enumerated() where all.indices.contains(label) {
        all[label] = shares[row, column]
      }
      return all
    }
  }
}
