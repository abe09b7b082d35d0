/// How often each class was taken for each class, and the scores that follow from it.
///
/// With TP, FP, FN counted for one class: precision P = TP / (TP + FP), recall R = TP / (TP + FN),
/// F1 = 2 TP / (2 TP + FP + FN) = 2 P R / (P + R). A score whose denominator is zero is `nil`.
public struct ConfusionMatrix: Hashable, Sendable, Codable {
  /// The labels that occur, measured or predicted, ascending.
  public let classes: [Int]

  /// The number of rows of each measured class (outer) that were predicted as each class (inner).
  public let counts: [[Int]]

  /// Counts measured labels against predicted ones.
  ///
  /// - Parameters:
  ///   - labels: The measured labels.
  ///   - predictions: The predicted labels, paired with the measured ones.
  /// - Throws: `MetricError` for no rows or lists of different lengths.
  public init(labels: [Int], predictions: [Int]) throws {
    guard labels.count == predictions.count else {
      throw MetricError.lengthMismatch(
        metric: "confusion matrix", expected: labels.count, found: predictions.count)
    }
    guard !labels.isEmpty else {
      throw MetricError.tooFewValues(metric: "confusion matrix", needed: 1, found: 0)
    }
    let distinct = Set(labels).union(predictions).sorted()
    let place = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
    var tally = Array(repeating: Array(repeating: 0, count: distinct.count), count: distinct.count)
    for (label, prediction) in zip(labels, predictions) {
      if let row = place[label], let column = place[prediction] { tally[row][column] += 1 }
    }
    classes = distinct
    counts = tally
  }

  /// The number of rows.
  public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// The share of rows whose class was predicted right.
  public var accuracy: Double {
    Double(classes.indices.reduce(0) { $0 + counts[$1][$1] }) / Double(total)
  }

  /// The mean recall over the classes that were measured.
  public var balancedAccuracy: Double {
    arithmeticMean(classes.compactMap { recall(of: $0) })
  }

  /// The share of right rows among those predicted as a class; `nil` if none was.
  public func precision(of label: Int) -> Double? {
    ratio(truePositives(label), predictedCount(label))
  }

  /// The share of right rows among those measured as a class; `nil` if there are none.
  public func recall(of label: Int) -> Double? {
    ratio(truePositives(label), measuredCount(label))
  }

  /// The harmonic mean of precision and recall; `nil` if the class does not occur at all.
  public func f1(of label: Int) -> Double? {
    ratio(2 * truePositives(label), measuredCount(label) + predictedCount(label))
  }

  /// The share of rows of other classes that were not predicted as a class; `nil` without them.
  public func specificity(of label: Int) -> Double? {
    let others = total - measuredCount(label)
    return ratio(others - predictedCount(label) + truePositives(label), others)
  }

  /// The mean of a score over classes; a class for which it is `nil` counts as zero.
  ///
  /// - Parameter score: One of the scores of a class, such as `{ $0.f1(of: $1) }`.
  /// - Returns: The mean over `classes`.
  public func macroAverage(_ score: (ConfusionMatrix, Int) -> Double?) -> Double {
    arithmeticMean(classes.map { score(self, $0) ?? 0 })
  }

  /// Agreement beyond chance (Cohen 1960, doi:10.1177/001316446002000104); `nil` for one class.
  public var cohenKappa: Double? {
    let rows = Double(total)
    var chance = 0.0
    for label in classes {
      chance += Double(measuredCount(label)) / rows * Double(predictedCount(label)) / rows
    }
    return chance < 1 ? (accuracy - chance) / (1 - chance) : nil
  }

  private func truePositives(_ label: Int) -> Int {
    classes.firstIndex(of: label).map { counts[$0][$0] } ?? 0
  }

  private func measuredCount(_ label: Int) -> Int {
    classes.firstIndex(of: label).map { counts[$0].reduce(0, +) } ?? 0
  }

  private func predictedCount(_ label: Int) -> Int {
    classes.firstIndex(of: label).map { column in counts.reduce(0) { $0 + $1[column] } } ?? 0
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }
}
