import Foundation
import GaitEvaluation

/// A measure of how alike two rows are.
public enum Kernel: Hashable, Sendable, Codable {
  /// The sum of products.
  case linear

  /// exp(-gamma |x - y|^2).
  case radial(Gamma)

  /// How narrow the radial kernel is.
  public enum Gamma: Hashable, Sendable, Codable {
    /// One over columns times the variance of all entries of the training table.
    case scale

    /// This number.
    case value(Double)
  }

  /// The kernel with its numbers settled by a training table.
  func settled(_ features: Matrix) -> Kernel {
    guard case .radial(.scale) = self else { return self }
    let variance = populationVariance(features.values)
    return .radial(.value(variance > 0 ? 1 / (Double(features.columnCount) * variance) : 1))
  }

  func check(_ learner: String) throws {
    if case .radial(.value(let gamma)) = self {
      try checkOption(learner, "gamma", gamma, "above 0", gamma > 0 && gamma.isFinite)
    }
  }

  /// The kernel of one row with every row of a table.
  func row(_ table: PackedRows, _ index: Int, with others: PackedRows) -> [Double] {
    switch self {
    case .linear:
      return (0..<others.rowCount).map { other in
        var sum = PackedRows.Vector.zero
        let (p, q) = (index * table.stride, other * table.stride)
        for i in 0..<table.stride { sum += table.vectors[p + i] * others.vectors[q + i] }
        return sum.sum()
      }
    case .radial(let width):
      // Fitting settles the scale; entries of unit variance stand in for an unsettled one.
      var gamma = 1 / Double(max(table.columnCount, 1))
      if case .value(let given) = width { gamma = given }
      return (0..<others.rowCount).map { exp(-gamma * squaredDistance(table, index, others, $0)) }
    }
  }

  /// The kernel of every row with every row of another table, [rows, other rows].
  func matrix(_ a: PackedRows, _ b: PackedRows, threads: Int) -> Matrix {
    let rows = try? parallelMap(count: a.rowCount, threads: threads) { row(a, $0, with: b) }
    return Matrix(rows: a.rowCount, columns: b.rowCount, values: (rows ?? []).flatMap(\.self))
  }
}
