/// Small statistics of lists.
enum Statistic {
  /// The middle value, or the mean of the two; nil for none.
  static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The mean; NaN for none.
  static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// The standard deviation, divided by the number of values.
  static func deviation(_ values: [Double]) -> Double {
    let middle = mean(values)
    return mean(values.map { ($0 - middle) * ($0 - middle) }).squareRoot()
  }

  /// The standard deviation, divided by one less; 0 for fewer than two.
  static func sampleDeviation(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    return deviation(values) * (Double(values.count) / Double(values.count - 1)).squareRoot()
  }
}
