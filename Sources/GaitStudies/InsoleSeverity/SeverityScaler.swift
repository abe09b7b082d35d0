import GaitEvaluation

/// Brings columns to mean 0 and deviation 1 of the training people, and holds outliers back.
///
/// Missing entries become the mean.
struct SeverityScaler: Codable, Sendable, Equatable {
  private let means: [Double]
  private let deviations: [Double]
  private let limit: Double

  /// The scaler of rows of training people.
  ///
  /// - Parameters:
  ///   - rows: Equally long rows; NaN is missing.
  ///   - limit: The largest size of a scaled entry, in deviations.
  init(_ rows: [[Double]], limit: Double) {
    self.limit = limit
    var means: [Double] = []
    var deviations: [Double] = []
    for column in 0..<(rows.first?.count ?? 0) {
      let known = rows.map { $0[column] }.filter(\.isFinite)
      means.append(known.isEmpty ? 0 : Statistic.mean(known))
      let deviation = known.isEmpty ? 0 : Statistic.deviation(known)
      // A column that hardly varies tells nothing, and must not be blown up.
      deviations.append(deviation > 1e-9 ? deviation : .infinity)
    }
    self.means = means
    self.deviations = deviations.map { $0.isFinite ? $0 : 0 }
  }

  /// How many columns a row has.
  var columnCount: Int { means.count }

  /// Whether a scaler, read from a file, has as many deviations as means.
  var isWhole: Bool { means.count == deviations.count && limit > 0 }

  /// A row, scaled.
  func scaled(_ row: [Double]) -> [Double] {
    precondition(
      row.count == means.count, "SeverityScaler: \(row.count) columns, not \(means.count)")
    return row.indices.map { column in
      guard row[column].isFinite, deviations[column] > 0 else { return 0 }
      let value = (row[column] - means[column]) / deviations[column]
      return min(limit, max(-limit, value))
    }
  }

  /// Rows, scaled.
  func matrix(_ rows: [[Double]]) -> Matrix {
    Matrix(
      rows: rows.count, columns: means.count, values: rows.flatMap(scaled))
  }
}
