import GaitClassic
import GaitEvaluation

/// A classical way to answer one task from the numbers of a walk.
enum SeverityLearner: String, CaseIterable, Sendable {
  /// Ridge regression on the features; logistic regression for yes or no.
  case linear
  /// Kernel ridge regression on the features.
  case kernel
  /// Support vectors with a radial kernel on the features.
  case supportVectors = "support-vectors"
  /// Ridge regression on the curves over the gait cycle.
  case curves
  /// A random forest on the features.
  case forest
  /// Gradient boosting on the features.
  case boosting

  /// Whether it sees the curves instead of the features.
  var seesCurves: Bool { self == .curves }

  /// Fits to scaled rows; yes or no is learned as 1 or 0, except by logistic regression.
  func fit(
    _ rows: Matrix, _ targets: [Double], _ task: SeverityTask, seed: UInt64,
    _ configuration: InsoleSeverityConfiguration
  ) throws -> FittedSeverityLearner {
    let settings = configuration.settings(task)
    let width = Double(rows.columnCount)
    switch self {
    case .linear where task.isYesOrNo:
      return .logistic(
        try LogisticRegression(cost: configuration.logisticCost)
          .fit(rows, labels: targets.map { $0 > 0.5 ? 1 : 0 }))
    case .linear:
      return .linear(
        try Ridge(penalty: settings.linearPenalty * width)
          .fit(rows, targets: Matrix(column: targets)))
    case .curves:
      return .linear(
        try Ridge(penalty: settings.curvePenalty * width)
          .fit(rows, targets: Matrix(column: targets)))
    case .kernel:
      let learner = KernelRidge(
        penalty: settings.kernelPenalty,
        kernel: .radial(.value(settings.kernelSharpness / width)), centresTargets: true)
      return .kernel(try learner.fit(rows, targets: Matrix(column: targets)))
    case .supportVectors:
      let (mean, deviation) = (Statistic.mean(targets), Statistic.deviation(targets))
      let scaled = targets.map { ($0 - mean) / max(deviation, 1e-9) }
      let learner = SupportVectorRegressor(
        cost: configuration.supportCost, margin: configuration.supportMargin,
        kernel: .radial(.value(configuration.supportSharpness / width)))
      return .support(
        try learner.fit(rows, targets: scaled), mean: mean, deviation: deviation)
    case .forest:
      var options = ForestOptions(
        treeCount: configuration.treeCount, featureDraw: .fraction(0.3), seed: seed, threads: 1)
      options.limits.minimumRowsPerLeaf = 2
      return .forest(try RandomForestRegressor(options: options).fit(rows, targets: targets))
    case .boosting:
      var options = BoostingOptions()
      options.rounds = configuration.boostingRounds
      options.learningRate = 0.05
      options.maximumLeaves = 8
      options.minimumRowsPerLeaf = 8
      options.penalty = 5
      options.columnFraction = 0.2
      options.seed = seed
      options.threads = 1
      return .boosting(
        try GradientBoostingRegressor(options: options).fit(rows, targets: targets))
    }
  }
}

/// A fitted learner; gives one number a row, the larger the more of what is asked.
enum FittedSeverityLearner: Codable, Sendable {
  case linear(LinearModel)
  case logistic(LogisticModel)
  case kernel(KernelRidgeModel)
  case support(SupportVectorRegression, mean: Double, deviation: Double)
  case forest(RandomForestRegression)
  case boosting(GradientBoostingRegression)

  /// The number of each row; of a logistic regression the logit.
  func predict(_ rows: Matrix) throws -> [Double] {
    switch self {
    case .linear(let model): try model.predictOutputs(rows).column(0)
    case .logistic(let model):
      try LinearModel(coefficients: model.coefficients, intercepts: model.intercepts)
        .predictOutputs(rows).column(0)
    case .kernel(let model): try model.predictOutputs(rows).column(0)
    case .support(let model, let mean, let deviation):
      try model.predict(rows).map { mean + deviation * $0 }
    case .forest(let model): try model.predict(rows)
    case .boosting(let model): try model.predict(rows)
    }
  }
}
