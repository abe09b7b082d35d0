import Foundation
import GaitClassic
import GaitEvaluation

/// A classical learner with settings, behind the filling and scaling that all share.
enum RehabRecipe: Sendable {
  case logistic(LogisticRegression)
  case machine(CalibratedSupportVectorClassifier)
  case forest(RandomForestClassifier)
  case boosting(GradientBoostingClassifier)
  case neighbors(NearestNeighborsClassifier)
  case tree(DecisionTreeClassifier)

  /// Fits filling, scaling and the learner to rows whose missing entries are NaN.
  ///
  /// - Throws: `LearningError`.
  func fit(_ features: Matrix, _ isPositive: [Bool], _ subjects: Subjects) throws
    -> FittedRehabRecipe
  {
    let preparation = try RehabPreparation.step.fit(features)
    let table = try preparation.transform(features)
    let labels = isPositive.map { $0 ? 1 : 0 }
    let model: FittedRehabRecipe.Model =
      switch self {
      case .logistic(let learner):
        .logistic(try learner.fit(table, labels: labels, subjects: subjects))
      case .machine(let learner):
        .machine(try learner.fit(table, labels: labels, subjects: subjects))
      case .forest(let learner):
        .forest(try learner.fit(table, labels: labels, subjects: subjects))
      case .boosting(let learner):
        .boosting(try learner.fit(table, labels: labels, subjects: subjects))
      case .neighbors(let learner):
        .neighbors(
          // A small fold may have fewer patients than neighbours are asked for.
          try NearestNeighborsClassifier(
            neighbors: min(learner.neighbors, table.rowCount), weighting: learner.weighting
          ).fit(table, labels: labels, subjects: subjects))
      case .tree(let learner):
        .tree(try learner.fit(table, labels: labels, subjects: subjects))
      }
    return FittedRehabRecipe(preparation: preparation, model: model)
  }
}

/// How missing entries are filled and columns scaled, by training patients alone.
enum RehabPreparation {
  typealias Fitted = FittedChain<FittedSimpleImputer, FittedStandardScaler>

  static let step = SimpleImputer().then(StandardScaler())
}

/// A fitted classical learner with its preparation.
struct FittedRehabRecipe: Codable, Sendable {
  enum Model: Codable, Sendable {
    case logistic(LogisticModel)
    case machine(CalibratedSupportVectorClassification)
    case forest(RandomForestClassification)
    case boosting(GradientBoostingClassification)
    case neighbors(NearestNeighborsClassification)
    case tree(DecisionTreeClassification)
  }

  let preparation: RehabPreparation.Fitted
  let model: Model

  private var classifier: any FittedProbabilisticClassifier {
    switch model {
    case .logistic(let model): model
    case .machine(let model): model
    case .forest(let model): model
    case .boosting(let model): model
    case .neighbors(let model): model
    case .tree(let model): model
    }
  }

  /// How much each column was used; nil for learners that do not tell.
  var importances: [Double]? {
    if case .forest(let model) = model { return model.featureImportances }
    return nil
  }

  /// The probability of the positive class for each row.
  func probabilities(_ features: Matrix) throws -> [Double] {
    let classifier = classifier
    guard let column = classifier.classes.firstIndex(of: 1) else {
      return Array(repeating: 0, count: features.rowCount)
    }
    return try classifier.probabilities(preparation.transform(features)).column(column)
  }
}

/// The classical panel: each learner with the settings that are searched.
enum RehabLearner: String, CaseIterable, Codable, Sendable {
  case logisticRegression = "logistic-regression"
  case supportVectors = "support-vectors"
  case randomForest = "random-forest"
  case boosting = "boosting"
  case nearestNeighbours = "nearest-neighbours"
  case decisionTree = "decision-tree"

  /// The settings that are searched, the customary one first.
  func candidates(trees: Int, seed: UInt64, isQuick: Bool = false) -> [RehabCandidate] {
    let all = candidates(trees: trees, seed: seed)
    return isQuick ? Array(all.prefix(1)) : all
  }

  private func candidates(trees: Int, seed: UInt64) -> [RehabCandidate] {
    switch self {
    case .logisticRegression:
      return [0.1, 0.01, 1].map { cost in
        RehabCandidate(name: "cost \(cost)", recipe: .logistic(LogisticRegression(cost: cost)))
      }
    case .supportVectors:
      let radial = [1, 0.1, 10].map { cost in
        RehabCandidate(name: "cost \(cost)", machine: SupportVectorClassifier(cost: cost))
      }
      let linear = [0.01, 0.1].map { cost in
        RehabCandidate(
          name: "linear, cost \(cost)",
          machine: SupportVectorClassifier(cost: cost, kernel: .linear))
      }
      return radial + linear
    case .randomForest:
      return [5, 1, 15].map { rows in
        let options = ForestOptions(
          treeCount: trees, limits: TreeLimits(minimumRowsPerLeaf: rows),
          featureDraw: .squareRoot, seed: seed, threads: 1)
        return RehabCandidate(
          name: "leaves of at least \(rows)",
          recipe: .forest(RandomForestClassifier(options: options)))
      }
    case .boosting:
      return [(60, 3), (150, 3), (60, 6)].map { rounds, leaves in
        var options = BoostingOptions()
        (options.rounds, options.maximumLeaves) = (rounds, leaves)
        (options.learningRate, options.minimumRowsPerLeaf) = (0.05, 10)
        (options.columnFraction, options.seed, options.threads) = (0.5, seed, 1)
        return RehabCandidate(
          name: "\(rounds) rounds, \(leaves) leaves",
          recipe: .boosting(GradientBoostingClassifier(options: options)))
      }
    case .nearestNeighbours:
      return [11, 5, 25].map { count in
        RehabCandidate(
          name: "\(count) neighbours",
          recipe: .neighbors(NearestNeighborsClassifier(neighbors: count)))
      }
    case .decisionTree:
      return [3, 2, 5].map { depth in
        let limits = TreeLimits(maximumDepth: depth, minimumRowsPerLeaf: 5)
        return RehabCandidate(
          name: "depth \(depth)", recipe: .tree(DecisionTreeClassifier(limits: limits)))
      }
    }
  }
}

/// One choice of settings of a learner.
struct RehabCandidate: Sendable {
  let name: String
  let recipe: RehabRecipe

  init(name: String, recipe: RehabRecipe) {
    self.name = name
    self.recipe = recipe
  }

  /// A support vector machine, whose decision values need a curve to become probabilities.
  init(name: String, machine: SupportVectorClassifier) {
    self.name = name
    recipe = .machine(CalibratedSupportVectorClassifier(machine, folds: 3))
  }
}
