import GaitEvaluation

/// What a learner says about rows it was not fitted to, collected over folds.
public struct HeldOutPredictions<Prediction: Sendable & Hashable & Codable>: Hashable, Sendable,
  Codable
{
  /// The folds, in order.
  public let folds: [Fold]

  /// The predictions of each fold, in the order of its test rows.
  public let predictionsOfFold: [[Prediction]]

  /// The rows that were tested, ascending; a row tested twice appears twice.
  public var rows: [Int] { pairs.map(\.row) }

  /// The predictions, in the order of `rows`.
  public var predictions: [Prediction] { pairs.map(\.prediction) }

  private var pairs: [(row: Int, prediction: Prediction)] {
    let all = zip(folds, predictionsOfFold).flatMap { fold, predictions in
      zip(fold.testRows, predictions).map { (row: $0, prediction: $1) }
    }
    return all.enumerated()
      .sorted { ($0.element.row, $0.offset) < ($1.element.row, $1.offset) }
      .map(\.element)
  }
}

extension Regressor {
  /// Predicts every test row by a learner fitted to the training rows of its fold alone.
  ///
  /// All steps of a pipeline are fitted anew inside each fold.
  ///
  /// - Parameters:
  ///   - features: One row per observation.
  ///   - targets: The number to predict for each row.
  ///   - subjects: Whose row each one is.
  ///   - split: How subjects are parted.
  ///   - threads: The number of folds fitted at once; the result does not depend on it.
  /// - Returns: The predictions by fold and by row.
  /// - Throws: `SplitError` when a fold leaks or cannot be made, `LearningError` when the learner
  ///   cannot be fitted.
  public func crossValidate(
    _ features: Matrix, targets: [Double], subjects: Subjects, split: some SubjectSplit,
    threads: Int = availableThreads
  ) throws -> HeldOutPredictions<Double> {
    try checkLengths("cross-validation", features, targets.count, subjects)
    let folds = try split.folds(of: subjects)
    for fold in folds { try fold.check(against: subjects) }
    let predictions = try parallelMap(count: folds.count, threads: threads) { number in
      let fold = folds[number]
      let model = try fit(
        features.selecting(rows: fold.trainingRows),
        targets: fold.trainingRows.map { targets[$0] },
        subjects: subjects.selecting(rows: fold.trainingRows))
      return try model.predict(features.selecting(rows: fold.testRows))
    }
    return HeldOutPredictions(folds: folds, predictionsOfFold: predictions)
  }
}

extension Classifier {
  /// Classifies every test row by a learner fitted to the training rows of its fold alone.
  ///
  /// All steps of a pipeline are fitted anew inside each fold.
  ///
  /// - Parameters:
  ///   - features: One row per observation.
  ///   - labels: The class of each row.
  ///   - subjects: Whose row each one is.
  ///   - split: How subjects are parted.
  ///   - threads: The number of folds fitted at once; the result does not depend on it.
  /// - Returns: The predicted labels by fold and by row.
  /// - Throws: `SplitError` when a fold leaks or cannot be made, `LearningError` when the learner
  ///   cannot be fitted.
  public func crossValidate(
    _ features: Matrix, labels: [Int], subjects: Subjects, split: some SubjectSplit,
    threads: Int = availableThreads
  ) throws -> HeldOutPredictions<Int> {
    try held(features, labels, subjects, split, threads) { model, table in
      try model.predict(table)
    }
  }

  private func held<Prediction>(
    _ features: Matrix, _ labels: [Int], _ subjects: Subjects, _ split: some SubjectSplit,
    _ threads: Int, _ predict: @Sendable (Fitted, Matrix) throws -> [Prediction]
  ) throws -> HeldOutPredictions<Prediction> {
    try checkLengths("cross-validation", features, labels.count, subjects)
    let folds = try split.folds(of: subjects)
    for fold in folds { try fold.check(against: subjects) }
    let predictions = try parallelMap(count: folds.count, threads: threads) { number in
      let fold = folds[number]
      let model = try fit(
        features.selecting(rows: fold.trainingRows),
        labels: fold.trainingRows.map { labels[$0] },
        subjects: subjects.selecting(rows: fold.trainingRows))
      return try predict(model, features.selecting(rows: fold.testRows))
    }
    return HeldOutPredictions(folds: folds, predictionsOfFold: predictions)
  }
}

extension Classifier where Fitted: FittedProbabilisticClassifier {
  /// The probability of one class for every test row, by a learner that did not see its subject.
  ///
  /// - Parameters:
  ///   - label: The class whose probability is wanted; zero where training rows lack it.
  ///   - features: One row per observation.
  ///   - labels: The class of each row.
  ///   - subjects: Whose row each one is.
  ///   - split: How subjects are parted.
  ///   - threads: The number of folds fitted at once; the result does not depend on it.
  /// - Returns: The probabilities by fold and by row.
  /// - Throws: `SplitError` when a fold leaks or cannot be made, `LearningError` when the learner
  ///   cannot be fitted.
  public func crossValidatedProbabilities(
    of label: Int, _ features: Matrix, labels: [Int], subjects: Subjects,
    split: some SubjectSplit, threads: Int = availableThreads
  ) throws -> HeldOutPredictions<Double> {
    try held(features, labels, subjects, split, threads) { model, table in
      guard let column = model.classes.firstIndex(of: label) else {
        return Array(repeating: 0, count: table.rowCount)
      }
      return try model.probabilities(table).column(column)
    }
  }
}

/// Throws unless there is one target and one subject per row.
func checkLengths(
  _ learner: String, _ features: Matrix, _ targets: Int,
  _ subjects: Subjects
) throws {
  for (what, count) in [("targets", targets), ("subjects", subjects.rowCount)]
  where count != features.rowCount {
    throw LearningError.lengthMismatch(
      learner: learner, what: what, expected: features.rowCount, found: count)
  }
}
