/// How far predicted grades agree with given ones beyond chance.
package enum QuadraticKappa {
  /// Cohen's kappa with squared distances between grades; nil where chance alone agrees.
  ///
  /// Cohen 1968, doi:10.1037/h0026256.
  ///
  /// - Precondition: Both lists are equally long and hold grades in 0..<classes.
  package static func value(labels: [Int], predictions: [Int], classes: Int) -> Double? {
    precondition(
      labels.count == predictions.count
        && (labels + predictions).allSatisfy { (0..<classes).contains($0) },
      "QuadraticKappa: \(labels.count) labels, \(predictions.count) predictions")
    var counts = [[Double]](
      repeating: [Double](repeating: 0, count: classes), count: classes)
    for (label, prediction) in zip(labels, predictions) { counts[label][prediction] += 1 }
    let rows = counts.map { $0.reduce(0, +) }
    let columns = (0..<classes).map { column in counts.reduce(0) { $0 + $1[column] } }
    var (observed, expected) = (0.0, 0.0)
    for label in 0..<classes {
      for prediction in 0..<classes {
        let distance = Double((label - prediction) * (label - prediction))
        observed += distance * counts[label][prediction]
        expected += distance * rows[label] * columns[prediction] / Double(labels.count)
      }
    }
    return expected > 0 ? 1 - observed / expected : nil
  }
}
