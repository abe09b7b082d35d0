/// Rows in descending order of score, grouped where scores are equal.
///
/// Rows with one score cannot be told apart by any threshold, so curves step over them at once.
struct ScoredLabels {
  /// The distinct scores, descending.
  var thresholds: [Double] = []

  /// The numbers of positives and negatives with a score at or above each threshold.
  var truePositives: [Double] = []
  var falsePositives: [Double] = []

  let positives: Double
  let negatives: Double

  init(_ metric: String, scores: [Double], isPositive: [Bool]) throws {
    try checkPairs(metric, scores, isPositive.map { $0 ? 1 : 0 }, atLeast: 2)
    positives = Double(isPositive.count(where: \.self))
    negatives = Double(isPositive.count) - positives
    guard positives > 0, negatives > 0 else {
      throw MetricError.undefined(metric: metric, reason: "all rows have one class")
    }
    var (hits, alarms) = (0.0, 0.0)
    for row in scores.indices.sorted(by: { scores[$0] > scores[$1] }) {
      if isPositive[row] { hits += 1 } else { alarms += 1 }
      if thresholds.last == scores[row] {
        truePositives[truePositives.count - 1] = hits
        falsePositives[falsePositives.count - 1] = alarms
      } else {
        thresholds.append(scores[row])
        truePositives.append(hits)
        falsePositives.append(alarms)
      }
    }
  }
}
