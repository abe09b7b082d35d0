import GaitEvaluation

/// The options of a learner that predicts a class.
///
/// A learner is a value; fitting does not change it but gives a second value, which predicts.
/// Two fits to equal rows are equal bit for bit, whatever the number of threads.
public protocol Classifier: Sendable, Codable {
  /// What fitting gives.
  associatedtype Fitted: FittedClassifier

  /// Fits to rows of features and one label per row.
  ///
  /// - Parameters:
  ///   - features: One row per observation.
  ///   - labels: The class of each row; any whole numbers.
  ///   - subjects: Whose row each one is; only learners that split rows inside need it.
  /// - Returns: The fitted learner.
  /// - Throws: `LearningError` naming what cannot be fitted, one class only included.
  func fit(_ features: Matrix, labels: [Int], subjects: Subjects?) throws -> Fitted
}

/// A learner that has been fitted and predicts a class per row.
public protocol FittedClassifier: Sendable, Codable, Equatable {
  /// The number of columns it was fitted to.
  var featureCount: Int { get }

  /// The labels it was fitted to, ascending.
  var classes: [Int] { get }

  /// The predicted label of each row.
  ///
  /// - Parameter features: A table with `featureCount` columns.
  /// - Returns: One label per row.
  /// - Throws: `LearningError` when the table does not fit.
  func predict(_ features: Matrix) throws -> [Int]
}

/// A fitted learner that also predicts how probable each class is.
public protocol FittedProbabilisticClassifier: FittedClassifier {
  /// The probability of each class for each row.
  ///
  /// - Parameter features: A table with `featureCount` columns.
  /// - Returns: A matrix of shape [rows, classes] in the order of `classes`; rows sum to one.
  /// - Throws: `LearningError` when the table does not fit.
  func probabilities(_ features: Matrix) throws -> Matrix
}

extension Classifier {
  /// Fits without telling whose row each one is.
  ///
  /// - Parameters:
  ///   - features: One row per observation.
  ///   - labels: The class of each row.
  /// - Returns: The fitted learner.
  /// - Throws: `LearningError` naming what cannot be fitted.
  public func fit(_ features: Matrix, labels: [Int]) throws -> Fitted {
    try fit(features, labels: labels, subjects: nil)
  }
}

extension FittedProbabilisticClassifier {
  /// The most probable label of each row, the smaller label where two are equally so.
  public func predict(_ features: Matrix) throws -> [Int] {
    let shares = try probabilities(features)
    return (0..<shares.rowCount).map { row in
      var best = 0
      for index in classes.indices where shares[row, index] > shares[row, best] { best = index }
      return classes[best]
    }
  }
}

/// The classes of a list of labels, and each label's place among them.
struct LabelIndex {
  let classes: [Int]
  let indices: [Int]

  init(_ learner: String, _ labels: [Int], rows: Int) throws {
    guard labels.count == rows else {
      throw LearningError.lengthMismatch(
        learner: learner, what: "labels", expected: rows, found: labels.count)
    }
    classes = Set(labels).sorted()
    if classes.count == 1 { throw LearningError.oneClass(learner: learner, label: classes[0]) }
    let place = Dictionary(uniqueKeysWithValues: zip(classes, classes.indices))
    indices = labels.compactMap { place[$0] }
  }
}
