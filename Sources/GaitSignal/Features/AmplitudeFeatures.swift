/// What is commonly measured of a stretch of electromyogram or of movement, in its own unit.
///
/// Missing samples (NaN) are left out, and no difference is formed across a gap. References:
/// B. Hudgins et al. 1993, doi:10.1109/10.204774; A. Phinyomark et al. 2012,
/// doi:10.1016/j.eswa.2012.01.102.
public struct AmplitudeFeatures: Hashable, Sendable, Codable {
  /// The number of samples that are not missing; all means below are NaN if it is zero.
  public let count: Int
  /// The mean.
  public let mean: Double
  /// The variance with divisor n, in the squared unit.
  public let variance: Double
  /// The root of the mean square.
  public let rootMeanSquare: Double
  /// The greatest sample minus the least.
  public let peakToPeak: Double
  /// The mean of the magnitudes.
  public let meanAbsoluteValue: Double
  /// The sum of the magnitudes of all steps from sample to sample.
  public let waveformLength: Double
  /// How often the sign changes, by at least the threshold; samples of exactly zero are passed over.
  public let zeroCrossings: Int
  /// How often a sample stands out above both or below both neighbours, from at least one of them by
  /// the threshold or more.
  public let slopeSignChanges: Int

  /// Measures a signal.
  ///
  /// - Parameters:
  ///   - values: The samples; NaN where missing.
  ///   - threshold: The least step that counts as a crossing or a change of slope, which keeps noise
  ///     from being counted.
  /// - Throws: `SignalError.invalidParameter` for a negative threshold.
  public init(of values: [Double], threshold: Double = 0) throws(SignalError) {
    guard threshold >= 0 else {
      throw .invalidParameter(
        operation: "amplitude features", expected: "a threshold of at least 0",
        found: "\(threshold)")
    }
    let runs = presentRuns(of: values)
    let present = runs.flatMap { values[$0] }
    count = present.count
    let total = Double(present.count)
    let mean = present.reduce(0, +) / total
    self.mean = mean
    variance = present.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / total
    rootMeanSquare = (present.reduce(0) { $0 + $1 * $1 } / total).squareRoot()
    peakToPeak = (present.max() ?? .nan) - (present.min() ?? .nan)
    meanAbsoluteValue = present.reduce(0) { $0 + abs($1) } / total
    waveformLength = runs.reduce(0) { sum, run in
      run.dropFirst().reduce(sum) { $0 + abs(values[$1] - values[$1 - 1]) }
    }
    zeroCrossings = runs.reduce(0) { sum, run in
      let signed = values[run].filter { $0 != 0 }
      return sum
        + zip(signed, signed.dropFirst()).count {
          ($0 < 0) != ($1 < 0) && abs($1 - $0) >= threshold
        }
    }
    slopeSignChanges = runs.reduce(0) { sum, run in
      sum
        + run.dropFirst().dropLast().count { index in
          let before = values[index] - values[index - 1]
          let behind = values[index] - values[index + 1]
          return before * behind > 0 && max(abs(before), abs(behind)) >= threshold
        }
    }
  }
}
