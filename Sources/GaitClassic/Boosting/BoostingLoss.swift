import Foundation
import GaitEvaluation

/// The loss that boosting lowers, with its first two derivatives.
enum BoostingLoss: Sendable {
  case squaredError([Double])
  case binary([Int])
  case multinomial([Int], count: Int)

  /// The number of trees per round.
  var outputCount: Int {
    if case .multinomial(_, let count) = self { count } else { 1 }
  }

  /// The constant that fits best before the first tree, per output.
  func start(_ rows: [Int]) -> [Double] {
    switch self {
    case .squaredError(let targets):
      return [arithmeticMean(rows.map { targets[$0] })]
    case .binary(let labels):
      let share = Double(rows.count { labels[$0] == 1 }) / Double(rows.count)
      let kept = min(max(share, 1e-12), 1 - 1e-12)
      return [log(kept / (1 - kept))]
    case .multinomial(let labels, let count):
      let logs = (0..<count).map { k in
        log(max(1e-12, Double(rows.count { labels[$0] == k }) / Double(rows.count)))
      }
      return logs.map { $0 - arithmeticMean(logs) }
    }
  }

  /// First and second derivative of each row's loss by its score for one output.
  ///
  /// - Parameters:
  ///   - scores: The score of each output (outer) and row (inner).
  ///   - output: The output to derive by.
  /// - Returns: One pair per row.
  func derivatives(_ scores: [[Double]], output: Int) -> [SIMD2<Double>] {
    switch self {
    case .squaredError(let targets):
      return zip(scores[0], targets).map { SIMD2($0 - $1, 1) }
    case .binary(let labels):
      return zip(scores[0], labels).map { score, label in
        let p = 1 / (1 + exp(-score))
        return SIMD2(p - Double(label), p * (1 - p))
      }
    case .multinomial(let labels, let count):
      return labels.indices.map { row in
        var largest = -Double.infinity
        for k in 0..<count { largest = max(largest, scores[k][row]) }
        var sum = 0.0
        for k in 0..<count { sum += exp(scores[k][row] - largest) }
        let p = exp(scores[output][row] - largest) / sum
        return SIMD2(p - (labels[row] == output ? 1 : 0), p * (1 - p))
      }
    }
  }
}
