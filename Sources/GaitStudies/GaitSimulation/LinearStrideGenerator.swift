import Foundation
import GaitClassic
import GaitEvaluation
import GaitKernels

/// The yardstick: principal components of strides, normally distributed about a linear function of
/// the condition.
///
/// Residuals keep their covariance among the components. Whatever a network gains, it gains over
/// this.
struct LinearStrideGenerator: StrideGenerator, Codable {
  static let name = "linear-gaussian"
  static let fileName = "linear-gaussian.json"

  private let scaler: ConditionScaler
  private let components: FittedPCA
  private let regression: LinearModel
  /// The lower factor of the residuals' covariance.
  private let factor: Matrix
  /// Nil until the loads that it draws without are known.
  private var silence: SilentSensors?

  init(fittedOn strides: [Stride], components count: Int) throws {
    scaler = ConditionScaler(fittedOn: strides.map(\.condition))
    let rows = Matrix(strides.map { $0.loads.map(Double.init) })
    components = try PCA(.fixed(min(count, strides.count - 1))).fit(rows)
    let scores = try components.transform(rows)
    let conditions = Matrix(strides.map { [scaler] in scaler.features($0.condition) })
    regression = try Ridge(penalty: 1).fit(conditions, targets: scores)
    let expected = try regression.predictOutputs(conditions)
    let size = scores.columnCount
    var covariance = Matrix(rows: size, columns: size)
    for row in 0..<scores.rowCount {
      let residual = (0..<size).map { scores[row, $0] - expected[row, $0] }
      for first in 0..<size {
        for second in 0...first { covariance[first, second] += residual[first] * residual[second] }
      }
    }
    let freedom = Double(max(1, scores.rowCount - 1))
    factor = Self.choleskyFactor(covariance, scale: 1 / freedom)
    silence = SilentSensors(
      of: strides, drawn: try draw(strides.map(\.condition), seed: 0))
  }

  func draw(_ conditions: [StrideCondition], seed: UInt64) throws -> [[Float]] {
    var random = RandomSource(seed: seed)
    let features = Matrix(conditions.map { scaler.features($0) })
    let expected = try regression.predictOutputs(features)
    let size = factor.rowCount
    return (0..<conditions.count).map { row in
      let normal = (0..<size).map { _ in Double(random.normal()) }
      let scores = (0..<size).map { component in
        (0...component).reduce(expected[row, component]) { $0 + factor[component, $1] * normal[$1] }
      }
      let loads = components.inverse(scores).map { Float(max(0, $0)) }
      return silence?.silenced(loads) ?? loads
    }
  }

  private static func choleskyFactor(_ matrix: Matrix, scale: Double) -> Matrix {
    let size = matrix.rowCount
    var factor = Matrix(rows: size, columns: size)
    for row in 0..<size {
      for column in 0...row {
        var sum = matrix[row, column] * scale
        for k in 0..<column { sum -= factor[row, k] * factor[column, k] }
        if row == column {
          // A component that does not vary adds nothing.
          factor[row, row] = max(0, sum).squareRoot()
        } else {
          factor[row, column] = factor[column, column] > 0 ? sum / factor[column, column] : 0
        }
      }
    }
    return factor
  }
}

extension FittedPCA {
  /// The row of features that component scores stand for.
  fileprivate func inverse(_ scores: [Double]) -> [Double] {
    var row = means
    for (index, score) in scores.enumerated() {
      for (column, weight) in components.row(index).enumerated() { row[column] += score * weight }
    }
    return row
  }
}
