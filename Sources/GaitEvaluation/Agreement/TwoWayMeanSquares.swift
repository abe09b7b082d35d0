/// The analysis of variance of a complete table of people by raters.
struct TwoWayMeanSquares {
  let people: Double
  let raters: Double

  /// Between people, between raters, left over by both, and within people.
  let rows, columns, error, within: Double

  init(_ table: Matrix) throws {
    guard table.rowCount >= 2, table.columnCount >= 2 else {
      throw MetricError.tooFewValues(
        metric: "ICC", needed: 2, found: min(table.rowCount, table.columnCount))
    }
    if let index = table.values.firstIndex(where: { !$0.isFinite }) {
      throw MetricError.nonFinite(metric: "ICC", index: index)
    }
    let (n, k) = (Double(table.rowCount), Double(table.columnCount))
    let grand = arithmeticMean(table.values)
    let rowMeans = (0..<table.rowCount).map { arithmeticMean(Array(table.row($0))) }
    let columnMeans = (0..<table.columnCount).map { arithmeticMean(table.column($0)) }
    var (ssRows, ssColumns, ssError, ssWithin) = (0.0, 0.0, 0.0, 0.0)
    for mean in rowMeans { ssRows += k * (mean - grand) * (mean - grand) }
    for mean in columnMeans { ssColumns += n * (mean - grand) * (mean - grand) }
    for row in 0..<table.rowCount {
      for column in 0..<table.columnCount {
        let inside = table[row, column] - rowMeans[row]
        let left = inside - columnMeans[column] + grand
        ssWithin += inside * inside
        ssError += left * left
      }
    }
    people = n
    raters = k
    rows = ssRows / (n - 1)
    columns = ssColumns / (k - 1)
    error = ssError / ((n - 1) * (k - 1))
    within = ssWithin / (n * (k - 1))
  }

  /// The limits of one measurement's coefficient where one ratio of mean squares decides.
  func limits(_ ratio: Double, _ errorFreedom: Double, _ level: Double) -> (Double, Double) {
    let below = FisherDistribution(numerator: people - 1, denominator: errorFreedom)
    let above = FisherDistribution(numerator: errorFreedom, denominator: people - 1)
    let lower = ratio / below.quantile(level)
    let upper = ratio * above.quantile(level)
    return ((lower - 1) / (lower + raters - 1), (upper - 1) / (upper + raters - 1))
  }

  /// The limits of one measurement's coefficient when raters' differences count as error.
  func absoluteAgreementLimits(_ level: Double) -> (Double, Double) {
    let (n, k) = (people, raters)
    let r = (rows - error) / (rows + (k - 1) * error + k * (columns - error) / n)
    let ratio = columns / error
    let common = n * (1 + (k - 1) * r) - k * r
    let top = (k - 1) * (n - 1) * (k * r * ratio + common) * (k * r * ratio + common)
    let bottom = (n - 1) * k * k * r * r * ratio * ratio + common * common
    let freedom = top / bottom
    let forLower = FisherDistribution(numerator: n - 1, denominator: freedom).quantile(level)
    let forUpper = FisherDistribution(numerator: freedom, denominator: n - 1).quantile(level)
    let shared = k * columns + (k * n - k - n) * error
    let lower = n * (rows - forLower * error) / (forLower * shared + n * rows)
    let upper = n * (forUpper * rows - error) / (shared + n * forUpper * rows)
    return (lower, upper)
  }
}
