import Foundation
import GaitEvaluation

/// The penalised mean log loss of linear scores, and its gradient.
///
/// Parameters lie output after output: the weights of all features, then the intercept.
struct LogisticObjective {
  let rows: PackedRows
  let labels: [Int]
  let outputs: Int
  let hasIntercept: Bool
  let weights: [Double]
  let penalty: Double

  init(
    features: Matrix, labels: [Int], outputs: Int, hasIntercept: Bool, weights: [Double],
    penalty: Double
  ) {
    // The intercept is the weight of a last feature that is always one, or zero for none.
    var extended = Matrix(rows: features.rowCount, columns: features.columnCount + 1)
    for row in 0..<features.rowCount {
      for j in 0..<features.columnCount { extended[row, j] = features[row, j] }
      extended[row, features.columnCount] = hasIntercept ? 1 : 0
    }
    rows = PackedRows(extended)
    self.labels = labels
    self.outputs = outputs
    self.hasIntercept = hasIntercept
    self.weights = weights
    self.penalty = penalty
  }

  func evaluate(_ parameters: [Double]) -> (value: Double, gradient: [Double]) {
    let width = rows.columnCount
    let packed = PackedRows(
      Matrix(rows: outputs, columns: width, values: parameters))
    var gradient = PackedRows(rows: outputs, columns: width)
    var value = 0.0
    var scores = Array(repeating: 0.0, count: outputs)
    for row in 0..<rows.rowCount {
      for k in 0..<outputs { scores[k] = product(row, packed, k) }
      value += weights[row] * turnIntoSlopes(&scores, label: labels[row])
      for k in 0..<outputs { add(weights[row] * scores[k], row, to: &gradient, k) }
    }
    let scale = 1 / Double(rows.rowCount)
    value *= scale
    var flat = Array(repeating: 0.0, count: parameters.count)
    for k in 0..<outputs {
      for j in 0..<width {
        let place = k * width + j
        flat[place] = gradient[k, j] * scale
        if j < width - 1 {
          value += penalty * scale * parameters[place] * parameters[place] / 2
          flat[place] += penalty * scale * parameters[place]
        }
      }
    }
    return (value, flat)
  }

  /// The log loss of one row's scores, which become its derivatives.
  private func turnIntoSlopes(_ scores: inout [Double], label: Int) -> Double {
    if outputs == 1 {
      let score = scores[0]
      let sign = label == 1 ? 1.0 : -1.0
      let margin = sign * score
      scores[0] = -sign / (1 + exp(margin))
      return margin > 0 ? log1p(exp(-margin)) : -margin + log1p(exp(margin))
    }
    let largest = scores.max() ?? 0
    let own = scores[label]
    var sum = 0.0
    for k in scores.indices {
      scores[k] = exp(scores[k] - largest)
      sum += scores[k]
    }
    for k in scores.indices { scores[k] /= sum }
    scores[label] -= 1
    return log(sum) + largest - own
  }

  private func product(_ row: Int, _ packed: PackedRows, _ k: Int) -> Double {
    var sum = PackedRows.Vector.zero
    let (p, q) = (row * rows.stride, k * rows.stride)
    for i in 0..<rows.stride { sum += rows.vectors[p + i] * packed.vectors[q + i] }
    return sum.sum()
  }

  private func add(_ factor: Double, _ row: Int, to gradient: inout PackedRows, _ k: Int) {
    let (p, q) = (row * rows.stride, k * rows.stride)
    for i in 0..<rows.stride { gradient.vectors[q + i] += factor * rows.vectors[p + i] }
  }
}
