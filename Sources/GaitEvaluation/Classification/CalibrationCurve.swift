/// Observed share of positives against predicted probability, in bins of the probability.
public struct CalibrationCurve: Hashable, Sendable, Codable {
  /// How probabilities are cut into bins.
  public enum Binning: Hashable, Sendable, Codable {
    /// Bins of equal width over 0...1.
    case equalWidth(Int)

    /// Bins that hold about equally many rows.
    case equalCount(Int)
  }

  /// The rows whose probability falls into one bin.
  public struct Bin: Hashable, Sendable, Codable {
    /// The number of rows.
    public let count: Int

    /// The mean predicted probability.
    public let meanProbability: Double

    /// The share of positive outcomes.
    public let observedShare: Double
  }

  /// The bins that hold rows, by ascending probability.
  public let bins: [Bin]

  /// The mean distance between probability and share over bins, weighted by rows.
  public let expectedCalibrationError: Double

  /// The largest distance between probability and share over bins.
  public let maximumCalibrationError: Double

  /// The curve of probabilities against outcomes.
  ///
  /// - Parameters:
  ///   - probabilities: The predicted probability of a positive outcome, in 0...1.
  ///   - isPositive: Whether the outcome was positive.
  ///   - binning: How probabilities are cut into bins.
  /// - Throws: `MetricError` for no rows, lists of different lengths or a number outside 0...1.
  public init(
    probabilities: [Double], isPositive: [Bool], binning: Binning = .equalWidth(10)
  ) throws {
    let outcomes = try checkedOutcomes("calibration", probabilities, isPositive)
    let edges = try Self.edges(binning, probabilities)
    var counts = Array(repeating: 0, count: edges.count + 1)
    var sums = Array(repeating: 0.0, count: edges.count + 1)
    var hits = Array(repeating: 0.0, count: edges.count + 1)
    for (p, y) in zip(probabilities, outcomes) {
      // A probability on an edge belongs to the bin below it, as in scikit-learn.
      let bin = edges.count { p > $0 }
      counts[bin] += 1
      sums[bin] += p
      hits[bin] += y
    }
    bins = counts.indices.filter { counts[$0] > 0 }.map { bin in
      let count = Double(counts[bin])
      return Bin(
        count: counts[bin], meanProbability: sums[bin] / count, observedShare: hits[bin] / count)
    }
    let distances = bins.map { abs($0.meanProbability - $0.observedShare) }
    maximumCalibrationError = distances.max() ?? 0
    expectedCalibrationError =
      zip(bins, distances).reduce(0) { $0 + Double($1.0.count) * $1.1 } / Double(outcomes.count)
  }

  /// The inner edges between bins.
  private static func edges(_ binning: Binning, _ probabilities: [Double]) throws -> [Double] {
    let count: Int
    switch binning {
    case .equalWidth(let bins), .equalCount(let bins): count = bins
    }
    guard count > 0 else {
      throw MetricError.undefined(metric: "calibration", reason: "\(count) bins")
    }
    let shares = (1..<max(count, 1)).map { Double($0) / Double(count) }
    if case .equalWidth = binning { return shares }
    let sorted = probabilities.sorted()
    return shares.map { quantile(sorted: sorted, $0) }
  }
}
