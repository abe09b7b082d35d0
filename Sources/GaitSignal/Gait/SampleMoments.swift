/// How many values there are, their mean and how they vary; missing ones are left out.
public struct SampleMoments: Hashable, Sendable {
  /// The number of values that are not NaN.
  public let count: Int
  /// Their mean; NaN if there are none.
  public let mean: Double
  /// Their standard deviation with divisor n - 1; NaN below two.
  public let deviation: Double

  /// The moments of values.
  public init(_ values: [Double]) {
    let present = values.filter { !$0.isNaN }
    count = present.count
    guard !present.isEmpty else {
      mean = .nan
      deviation = .nan
      return
    }
    let average = present.reduce(0, +) / Double(present.count)
    mean = average
    guard present.count > 1 else {
      deviation = .nan
      return
    }
    let squares = present.reduce(0) { $0 + ($1 - average) * ($1 - average) }
    deviation = (squares / Double(present.count - 1)).squareRoot()
  }

  /// The coefficient of variation: the deviation in per cent of the mean.
  public var variationPercent: Double { deviation / mean * 100 }
}
