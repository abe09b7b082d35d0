/// The mean curve of a group: within each subject first, then across subjects.
///
/// A subject counts once, however many strides were recorded; pooling all strides would let whoever
/// walked longest decide, and its deviation would mix strides and people.
public struct EnsembleCurve: Hashable, Sendable {
  /// The mean curve of one subject.
  public struct Subject: Hashable, Sendable {
    /// Who.
    public let name: String
    /// The mean over the subject's strides at each point; NaN where no stride has one.
    public let mean: [Double]
    /// The deviation over the subject's strides at each point (divisor n - 1); NaN below two.
    public let deviation: [Double]
    /// The number of strides.
    public let strideCount: Int
  }

  /// The subjects, by name.
  public let subjects: [Subject]
  /// The mean of the subjects' means at each point; NaN where nobody has one.
  public let mean: [Double]
  /// The deviation of the subjects' means at each point (divisor n - 1); NaN below two subjects.
  public let deviation: [Double]
  /// How many subjects count at each point.
  public let counts: [Int]

  /// The ensemble of strides.
  ///
  /// - Parameters:
  ///   - curves: One curve per stride, all with the same number of points; NaN where missing.
  ///   - subjects: Whose stride each one is.
  /// - Throws: `SignalError.differentLengths` if the counts or the curves' lengths differ.
  public init(curves: [[Double]], subjects: [String]) throws(SignalError) {
    let operation = "ensemble curve"
    guard curves.count == subjects.count else {
      throw .differentLengths(operation: operation, expected: curves.count, found: subjects.count)
    }
    let points = curves.first?.count ?? 0
    for curve in curves where curve.count != points {
      throw .differentLengths(operation: operation, expected: points, found: curve.count)
    }
    let strides = Dictionary(grouping: curves.indices, by: { subjects[$0] })
    self.subjects = strides.keys.sorted().map { name in
      let own = (strides[name] ?? []).map { curves[$0] }
      let moments = PointMoments(own, points: points)
      return Subject(
        name: name, mean: moments.means, deviation: moments.deviations, strideCount: own.count)
    }
    let moments = PointMoments(self.subjects.map(\.mean), points: points)
    mean = moments.means
    deviation = moments.deviations
    counts = moments.counts
  }
}

/// Means and deviations over curves, point by point, missing points left out.
private struct PointMoments {
  var means: [Double] = []
  var deviations: [Double] = []
  var counts: [Int] = []

  init(_ curves: [[Double]], points: Int) {
    for point in 0..<points {
      let moments = SampleMoments(curves.map { $0[point] })
      means.append(moments.mean)
      deviations.append(moments.deviation)
      counts.append(moments.count)
    }
  }
}
