import CKernels

extension Kernels {
  /// The statistics of the columns of a matrix, and what normalising by them multiplies and adds.
  package struct ColumnStatistics {
    /// The mean of each column, its variance, and 1 / sqrt(variance + epsilon).
    package let mean, variance, inverseDeviation: Buffer
    // What the rounding of the mean to a float left out.
    fileprivate let meanRest: [Double]

    fileprivate init(
      mean: Buffer, variance: Buffer, inverseDeviation: Buffer, meanRest: [Double]
    ) {
      self.mean = mean
      self.variance = variance
      self.inverseDeviation = inverseDeviation
      self.meanRest = meanRest
    }

    /// Statistics that are given, such as the running ones of a trained network.
    package init(mean: Buffer, variance: Buffer, epsilon: Float) {
      let inverse = Buffer(uninitialized: variance.count)
      for column in 0..<variance.count {
        inverse.base[column] = Float(
          1 / (Double(variance.base[column]) + Double(epsilon)).squareRoot())
      }
      self.init(
        mean: mean, variance: variance, inverseDeviation: inverse,
        meanRest: [Double](repeating: 0, count: mean.count))
    }
  }

  /// The mean and variance of each column of x [rows, columns].
  ///
  /// Runs of rows are reduced apart, whose number depends on the sizes only, and joined in order.
  package static func columnStatistics(
    _ x: Buffer, rows: Int, columns: Int, epsilon: Float
  ) -> ColumnStatistics {
    let (run, runs) = runsOfRows(rows, columns)
    var moments = [Double](repeating: 0, count: runs * 2 * columns)
    moments.withUnsafeMutableBufferPointer { moments in
      guard let base = moments.baseAddress else { return }
      nonisolated(unsafe) let target = base
      Parallel.forEach(runs) { index in
        let first = index * run
        let scratch = Buffer(uninitialized: 3 * columns)
        let mean = target + 2 * index * columns
        table.column_moments(
          x.base + first * columns, min(rows, first + run) - first, columns, mean, mean + columns,
          scratch.base)
      }
    }
    let (mean, variance) = (Buffer(uninitialized: columns), Buffer(uninitialized: columns))
    let inverse = Buffer(uninitialized: columns)
    var rest = [Double](repeating: 0, count: columns)
    for column in 0..<columns {
      var centre = 0.0
      var squares = 0.0
      for index in 0..<runs {
        let (before, own) = (
          Double(index * run), Double(min(rows, (index + 1) * run) - index * run)
        )
        let gap = moments[2 * index * columns + column] - centre
        centre += gap * own / (before + own)
        squares +=
          moments[(2 * index + 1) * columns + column] + gap * gap * before * own / (before + own)
      }
      mean.base[column] = Float(centre)
      rest[column] = centre - Double(Float(centre))
      variance.base[column] = Float(squares / Double(rows))
      inverse.base[column] = Float(1 / (squares / Double(rows) + Double(epsilon)).squareRoot())
    }
    return ColumnStatistics(
      mean: mean, variance: variance, inverseDeviation: inverse, meanRest: rest)
  }

  /// Normalises the columns of x by their statistics, scales and shifts, adds a block of the same size
  /// and takes the positive part where asked to.
  package static func normalizeColumns(
    _ x: Buffer, _ statistics: ColumnStatistics, weight: Buffer, bias: Buffer, addend: Buffer?,
    isRectified: Bool, rows: Int, columns: Int
  ) -> Buffer {
    let scale = zip(.multiply, weight, statistics.inverseDeviation)
    let shift = Buffer(uninitialized: columns)
    for column in 0..<columns {
      shift.base[column] = Float(
        Double(bias.base[column]) - statistics.meanRest[column] * Double(scale.base[column]))
    }
    return scaleColumns(
      x, mean: statistics.mean, scale: scale, shift: shift, addend: addend,
      isRectified: isRectified, rows: rows, columns: columns)
  }

  /// `(x - mean) * scale + shift` by column, plus an addend, then the positive part where asked to.
  package static func scaleColumns(
    _ x: Buffer, mean: Buffer, scale: Buffer, shift: Buffer, addend: Buffer?, isRectified: Bool,
    rows: Int, columns: Int
  ) -> Buffer {
    let y = Buffer(uninitialized: x.count)
    Parallel.forEachRange(of: rows, size: max(1, elementPiece / max(1, columns))) { range in
      let start = range.lowerBound * columns
      var norm = GKColumnNorm(
        x: x.base + start, mean: mean.base, scale: scale.base, shift: shift.base,
        addend: addend.map { UnsafePointer($0.base + start) }, y: y.base + start,
        rows: range.count, columns: columns, is_rectified: isRectified ? 1 : 0)
      table.normalise_rows(&norm)
    }
    return y
  }

  /// By column, the sum of a gradient, and of the gradient times the normalised x.
  package struct ColumnSums {
    // In double: their rounding would count once for every element of a column.
    fileprivate let exactTotal, exactAlong: [Double]

    /// The sums of the gradient.
    package var total: Buffer { Buffer(exactTotal.map { Float($0) }) }
    /// The sums of its products with the normalised x.
    package var along: Buffer { Buffer(exactAlong.map { Float($0) }) }
  }

  /// The sums over the rows of a gradient that its derivative needs.
  package static func columnSums(
    _ gradient: Buffer, _ x: Buffer, _ statistics: ColumnStatistics, rows: Int, columns: Int
  ) -> ColumnSums {
    let (run, runs) = runsOfRows(rows, columns)
    var sums = [Double](repeating: 0, count: runs * 2 * columns)
    sums.withUnsafeMutableBufferPointer { sums in
      guard let base = sums.baseAddress else { return }
      nonisolated(unsafe) let target = base
      Parallel.forEach(runs) { index in
        let first = index * run
        let scratch = Buffer(uninitialized: 2 * columns)
        let total = target + 2 * index * columns
        table.column_sums(
          gradient.base + first * columns, x.base + first * columns, statistics.mean.base,
          min(rows, first + run) - first, columns, total, total + columns, scratch.base)
      }
    }
    var total = [Double](repeating: 0, count: columns)
    var along = total
    for column in 0..<columns {
      for index in 0..<runs {
        total[column] += sums[2 * index * columns + column]
        along[column] += sums[(2 * index + 1) * columns + column]
      }
      along[column] -= total[column] * statistics.meanRest[column]
      along[column] *= Double(statistics.inverseDeviation.base[column])
    }
    return ColumnSums(exactTotal: total, exactAlong: along)
  }

  /// The derivative of `normalizeColumns` for x; without sums, that of given statistics.
  package static func normalizeColumnsBackward(
    _ gradient: Buffer, _ x: Buffer, _ statistics: ColumnStatistics, weight: Buffer,
    sums: ColumnSums?, rows: Int, columns: Int
  ) -> Buffer {
    var scale = [Double](repeating: 0, count: columns)
    var slope = scale
    var offset = scale
    for column in 0..<columns {
      let inverse = Double(statistics.inverseDeviation.base[column])
      scale[column] = Double(weight.base[column]) * inverse
      guard let sums else { continue }
      let mean = Double(statistics.mean.base[column]) + statistics.meanRest[column]
      let factor = scale[column] / Double(rows)
      slope[column] = -factor * sums.exactAlong[column] * inverse
      offset[column] = -factor * sums.exactTotal[column] - slope[column] * mean
    }
    let dx = Buffer(uninitialized: x.count)
    let constants = (scale, slope, offset)
    Parallel.forEachRange(of: rows, size: max(1, elementPiece / max(1, columns))) { range in
      let start = range.lowerBound * columns
      table.normalise_rows_backward(
        gradient.base + start, x.base + start, constants.0, constants.1, constants.2,
        dx.base + start, range.count, columns)
    }
    return dx
  }

  /// The sum of each column of x [rows, columns], in double.
  package static func sumOfColumns(_ x: Buffer, rows: Int, columns: Int) -> Buffer {
    let (run, runs) = runsOfRows(rows, columns)
    var sums = [Double](repeating: 0, count: runs * columns)
    sums.withUnsafeMutableBufferPointer { sums in
      guard let base = sums.baseAddress else { return }
      nonisolated(unsafe) let target = base
      Parallel.forEach(runs) { index in
        let first = index * run
        table.column_totals(
          x.base + first * columns, max(0, min(rows, first + run) - first), columns,
          target + index * columns)
      }
    }
    let total = Buffer(uninitialized: columns)
    for column in 0..<columns {
      var sum = 0.0
      for index in 0..<runs { sum += sums[index * columns + column] }
      total.base[column] = Float(sum)
    }
    return total
  }

  private static func runsOfRows(_ rows: Int, _ columns: Int) -> (run: Int, runs: Int) {
    let run = max(64, (rows + 15) / 16, elementPiece / max(1, columns))
    return (run, max(1, (rows + run - 1) / run))
  }
}
