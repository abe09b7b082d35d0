import GaitEvaluation

/// The mean of numbers, one a person, with its spread and interval.
struct PeopleStatistics {
  let count: Int
  let mean: Double
  /// The standard deviation; 0 for fewer than two.
  let deviation: Double

  init(_ values: [Double]) {
    count = values.count
    let mean = values.reduce(0, +) / Double(max(1, values.count))
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = values.isEmpty ? .nan : mean
    deviation = (squares / Double(max(1, values.count - 1))).squareRoot()
  }

  /// The 95 % interval of the mean by Student's t; nil for fewer than two.
  var interval: ClosedRange<Double>? {
    guard count > 1, mean.isFinite, deviation.isFinite else { return nil }
    let width =
      StudentDistribution(degreesOfFreedom: Double(count - 1)).quantile(0.975) * deviation
      / Double(count).squareRoot()
    return mean - width...mean + width
  }
}
