import GaitEvaluation

/// A table whose missing entries are null in JSON.
func matrix(_ rows: [[Double?]]) -> Matrix {
  Matrix(rows.map { $0.map { $0 ?? .nan } })
}
