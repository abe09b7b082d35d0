import GaitEvaluation

/// A fitted linear map from features to one or more numbers.
public struct LinearModel: FittedMultiOutputRegressor {
  /// The weight of each feature, [outputs, features], in the units of the table it was fitted to.
  public let coefficients: Matrix

  /// The constant of each output.
  public let intercepts: [Double]

  /// A linear map with these weights.
  public init(coefficients: Matrix, intercepts: [Double]) {
    precondition(
      coefficients.rowCount == intercepts.count,
      "LinearModel: \(coefficients.rowCount) rows of weights, \(intercepts.count) intercepts")
    self.coefficients = coefficients
    self.intercepts = intercepts
  }

  /// The number of columns it was fitted to.
  public var featureCount: Int { coefficients.columnCount }

  /// The number of outputs it was fitted to.
  public var outputCount: Int { coefficients.rowCount }

  /// The predicted numbers of each row, one column per output.
  public func predictOutputs(_ features: Matrix) throws -> Matrix {
    try checkColumns("LinearModel", features, expected: featureCount)
    var result = PackedRows(features).products(with: PackedRows(coefficients))
    for row in 0..<result.rowCount {
      for output in intercepts.indices { result[row, output] += intercepts[output] }
    }
    return result
  }
}

/// A table moved to mean zero and, if asked, to unit spread; remembers how to go back.
struct CentredTable {
  let features: Matrix
  let means: [Double]
  let scales: [Double]

  init(_ table: Matrix, centres: Bool, standardizes: Bool) {
    let (rows, columns) = (table.rowCount, table.columnCount)
    var means = Array(repeating: 0.0, count: columns)
    var scales = Array(repeating: 1.0, count: columns)
    var moved = table.values
    if centres {
      for row in 0..<rows { for j in 0..<columns { means[j] += moved[row * columns + j] } }
      for j in 0..<columns { means[j] /= Double(rows) }
      for row in 0..<rows { for j in 0..<columns { moved[row * columns + j] -= means[j] } }
    }
    if standardizes {
      let spreads = columnMeansAndSpreads(table).spreads
      for j in 0..<columns where spreads[j] > 0 { scales[j] = spreads[j] }
      for row in 0..<rows { for j in 0..<columns { moved[row * columns + j] /= scales[j] } }
    }
    features = Matrix(rows: rows, columns: columns, values: moved)
    self.means = means
    self.scales = scales
  }

  /// The model in the units of the original table, from weights [features, outputs] of this one.
  func model(weights: Matrix, targetMeans: [Double]) -> LinearModel {
    var coefficients = weights.transposed()
    var intercepts = targetMeans
    for output in 0..<coefficients.rowCount {
      for j in 0..<coefficients.columnCount {
        coefficients[output, j] /= scales[j]
        intercepts[output] -= coefficients[output, j] * means[j]
      }
    }
    return LinearModel(coefficients: coefficients, intercepts: intercepts)
  }
}

/// The mean and the standard deviation (over all rows) of each column; a spread that is only
/// rounding noise of the mean counts as zero.
func columnMeansAndSpreads(_ table: Matrix) -> (means: [Double], spreads: [Double]) {
  let (rows, columns) = (table.rowCount, table.columnCount)
  var means = Array(repeating: 0.0, count: columns)
  var squares = Array(repeating: 0.0, count: columns)
  for row in 0..<rows { for j in 0..<columns { means[j] += table[row, j] } }
  for j in 0..<columns { means[j] /= Double(max(rows, 1)) }
  for row in 0..<rows {
    for j in 0..<columns {
      let distance = table[row, j] - means[j]
      squares[j] += distance * distance
    }
  }
  var spreads = squares.map { ($0 / Double(max(rows, 1))).squareRoot() }
  let noise = 10 * 0x1p-52 * Double(max(rows, 1)).squareRoot()
  for j in 0..<columns where spreads[j] <= noise * abs(means[j]) { spreads[j] = 0 }
  return (means, spreads)
}
