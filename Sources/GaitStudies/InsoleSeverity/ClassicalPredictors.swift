import GaitEvaluation

/// The classical predictors fitted to some people, with their scalers.
struct ClassicalPredictors: Codable, Sendable {
  static let fileName = "classical.json"

  private let features: SeverityScaler
  private let curves: SeverityScaler
  /// By predictor, then in the order of the tasks.
  private let models: [String: [FittedSeverityLearner]]

  /// Fits every learner to every task.
  init(
    _ people: [SeverityPerson], seed: UInt64, _ configuration: InsoleSeverityConfiguration
  ) throws {
    let features = SeverityScaler(people.map(\.features), limit: configuration.outlierLimit)
    let curves = SeverityScaler(people.map(\.curves), limit: configuration.outlierLimit)
    var models: [String: [FittedSeverityLearner]] = [:]
    for learner in SeverityLearner.allCases {
      models[learner.rawValue] = try SeverityTask.allCases.map { task in
        let known = people.filter { $0.target(task) != nil }
        return try learner.fit(
          Self.rows(known, learner, features, curves), known.compactMap { $0.target(task) }, task,
          seed: seed, configuration)
      }
    }
    (self.features, self.curves, self.models) = (features, curves, models)
  }

  /// The raw numbers of people, by predictor, person and task.
  ///
  /// - Throws: `RunFileError` where the predictors, read from a file, are of other inputs.
  func predict(_ people: [SeverityPerson]) throws -> [String: [[Double]]] {
    let fits = people.allSatisfy {
      $0.features.count == features.columnCount && $0.curves.count == curves.columnCount
    }
    guard fits, features.isWhole, curves.isWhole else {
      throw RunFileError(file: Self.fileName, reason: "its scalers are of other inputs")
    }
    var result: [String: [[Double]]] = [:]
    for learner in SeverityLearner.allCases {
      guard let own = models[learner.rawValue] else { continue }
      let rows = Self.rows(people, learner, features, curves)
      let columns = try own.map { try $0.predict(rows) }
      result[learner.rawValue] = people.indices.map { row in columns.map { $0[row] } }
    }
    return result
  }

  private static func rows(
    _ people: [SeverityPerson], _ learner: SeverityLearner, _ features: SeverityScaler,
    _ curves: SeverityScaler
  ) -> Matrix {
    learner.seesCurves
      ? curves.matrix(people.map(\.curves)) : features.matrix(people.map(\.features))
  }
}
