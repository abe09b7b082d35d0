/// A table of numbers, one row per observation, stored row after row.
///
/// A missing entry is NaN. The type carries data between files, statistics and learners; it is
/// not an algebra system and knows nothing of tensors.
public struct Matrix: Hashable, Sendable {
  /// The number of rows (observations).
  public let rowCount: Int

  /// The number of columns (features).
  public let columnCount: Int

  /// The entries, `values[row * columnCount + column]`; their number must not change.
  public var values: [Double]

  /// A matrix over entries that are already in row order.
  public init(rows: Int, columns: Int, values: [Double]) {
    precondition(
      rows >= 0 && columns >= 0 && values.count == rows * columns,
      "Matrix: \(values.count) entries for [\(rows), \(columns)]")
    rowCount = rows
    columnCount = columns
    self.values = values
  }

  /// A matrix of one repeated number.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    self.init(rows: rows, columns: columns, values: Array(repeating: value, count: rows * columns))
  }

  /// A matrix from rows of equal length.
  public init(_ rows: [[Double]]) {
    let width = rows.first?.count ?? 0
    precondition(
      rows.allSatisfy { $0.count == width }, "Matrix: rows of different lengths, first \(width)")
    self.init(rows: rows.count, columns: width, values: rows.flatMap(\.self))
  }

  /// A matrix with one column.
  public init(column: [Double]) {
    self.init(rows: column.count, columns: 1, values: column)
  }

  /// The entry of one row and column.
  @inlinable public subscript(row: Int, column: Int) -> Double {
    get { values[row * columnCount + column] }
    _modify { yield &values[row * columnCount + column] }
  }

  /// The entries of one row.
  public func row(_ index: Int) -> ArraySlice<Double> {
    values[index * columnCount..<(index + 1) * columnCount]
  }

  /// The entries of one column.
  public func column(_ index: Int) -> [Double] {
    precondition(index >= 0 && index < columnCount, "Matrix.column: \(index) of \(columnCount)")
    return (0..<rowCount).map { values[$0 * columnCount + index] }
  }

  /// The matrix of the rows with these indices, in this order; indices may repeat.
  public func selecting(rows indices: some Collection<Int>) -> Matrix {
    var chosen: [Double] = []
    chosen.reserveCapacity(indices.count * columnCount)
    for index in indices { chosen.append(contentsOf: row(index)) }
    return Matrix(rows: indices.count, columns: columnCount, values: chosen)
  }

  /// The matrix of the columns with these indices, in this order.
  public func selecting(columns indices: [Int]) -> Matrix {
    var chosen: [Double] = []
    chosen.reserveCapacity(rowCount * indices.count)
    for row in 0..<rowCount {
      for index in indices { chosen.append(self[row, index]) }
    }
    return Matrix(rows: rowCount, columns: indices.count, values: chosen)
  }

  /// The matrix with rows and columns exchanged.
  public func transposed() -> Matrix {
    var result = Matrix(rows: columnCount, columns: rowCount)
    for row in 0..<rowCount {
      for column in 0..<columnCount { result[column, row] = self[row, column] }
    }
    return result
  }
}

extension Matrix: Codable {
  private enum CodingKeys: String, CodingKey { case rows, columns, values }

  /// Reads a matrix and refuses one whose entries do not fill its shape.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let rows = try container.decode(Int.self, forKey: .rows)
    let columns = try container.decode(Int.self, forKey: .columns)
    let entries = try container.decode([Double?].self, forKey: .values)
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows >= 0, columns >= 0, !overflow, count == entries.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .values, in: container,
        debugDescription: "\(entries.count) entries for a matrix of \(rows) rows by \(columns)")
    }
    self.init(rows: rows, columns: columns, values: entries.map { $0 ?? .nan })
  }

  /// Writes the matrix; a missing entry is written as null, which every JSON reader accepts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rowCount, forKey: .rows)
    try container.encode(columnCount, forKey: .columns)
    try container.encode(values.map { $0.isNaN ? nil : $0 }, forKey: .values)
  }
}
