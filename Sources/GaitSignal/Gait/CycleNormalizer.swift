/// Brings gait cycles of any length to the same number of points, 0 to 100 per cent.
///
/// The first point lies on the initial contact, the last on the next one. Between samples runs a
/// straight line or a cubic spline through all present samples (`CubicSpline`, not-a-knot). A short
/// gap is crossed by the same curve; strides with long ones are turned down by `StrideRules`. A point
/// outside of the recorded time is NaN.
public struct CycleNormalizer: Hashable, Sendable, Codable {
  /// The curve between samples.
  public enum Method: String, Hashable, Sendable, Codable, CaseIterable {
    /// Straight lines: no overshoot, corners at the samples.
    case linear
    /// A cubic spline: smooth, may overshoot beside steep edges such as initial contact.
    case cubic
  }

  /// The number of points; 101 by convention.
  public var pointCount: Int
  /// The curve between samples.
  public var method: Method

  /// A normaliser.
  ///
  /// - Precondition: At least two points.
  public init(pointCount: Int = 101, method: Method = .linear) {
    precondition(pointCount > 1, "CycleNormalizer: \(pointCount) points")
    self.pointCount = pointCount
    self.method = method
  }

  /// The times of a cycle's points in seconds.
  public func times(of cycle: GaitCycle) -> [Double] {
    (0..<pointCount).map { point in
      // Written so that the last point is the end to the last bit.
      let share = Double(point) / Double(pointCount - 1)
      return cycle.startS * (1 - share) + cycle.endS * share
    }
  }

  /// A channel over each cycle.
  ///
  /// - Parameters:
  ///   - values: The channel's samples; NaN where missing.
  ///   - sampleRateHz: Their rate.
  ///   - startTimeS: The time of the first sample.
  ///   - cycles: The cycles.
  /// - Returns: One curve of `pointCount` values per cycle.
  /// - Throws: `SignalError.invalidParameter` for a rate that is not positive, or an infinite sample.
  public func curves(
    of values: [Double], sampleRateHz: Double, startTimeS: Double = 0, cycles: [GaitCycle]
  ) throws(SignalError) -> [[Double]] {
    guard sampleRateHz > 0, sampleRateHz.isFinite else {
      throw .invalidParameter(
        operation: "cycle normalisation", expected: "a positive rate", found: "\(sampleRateHz) Hz")
    }
    let present = values.indices.filter { !values[$0].isNaN }
    let known = present.map { values[$0] }
    let places = present.map(Double.init)
    let targets = cycles.map { cycle in
      times(of: cycle).map { ($0 - startTimeS) * sampleRateHz }
    }
    switch method {
    case .linear:
      let flat = try interpolatingLinearly(known, times: places, at: targets.flatMap(\.self))
      return cycles.indices.map { Array(flat[$0 * pointCount..<($0 + 1) * pointCount]) }
    case .cubic:
      guard known.count > 1 else {
        return cycles.map { _ in Array(repeating: .nan, count: pointCount) }
      }
      let spline = try CubicSpline(known, at: places)
      return targets.map { $0.map { spline($0) } }
    }
  }
}
