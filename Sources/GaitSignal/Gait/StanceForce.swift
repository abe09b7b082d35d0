/// What the vertical force of one stance shows: its two peaks, the valley between, how fast it rises.
///
/// Walking at usual speed gives the shape of an M: a loading peak while the body is braked and
/// lifted over the leg, a valley as it passes over it, a push-off peak. Slow, unsteady or protected
/// walking flattens it to one hump: then `valley` is nil, and only the peak that exists is given.
/// Forces are in the unit of the samples: newtons, or multiples of body weight.
public struct StanceForce: Hashable, Sendable, Codable {
  /// A point of the curve.
  public struct Point: Hashable, Sendable, Codable {
    /// The force.
    public let force: Double
    /// The time after initial contact in seconds.
    public let timeS: Double
  }

  /// The highest local maximum in the first half of stance; nil if there is none.
  public let loadingPeak: Point?
  /// The least force between both peaks; nil unless there are two.
  public let valley: Point?
  /// The highest local maximum in the second half of stance; nil if there is none.
  public let pushOffPeak: Point?
  /// The greatest force of the stance.
  public let maximum: Double
  /// The mean slope between a fifth and four fifths of the first peak's force, per second.
  ///
  /// The steady part of loading, after Milner et al. 2006 (doi:10.1249/01.mss.0000183477.75808.92).
  public let loadingRate: Double?
  /// The greatest slope between two samples before the first peak, per second.
  public let maximumLoadingRate: Double?
  /// The area under the curve: force times seconds.
  public let impulse: Double

  /// The forces of a stance.
  ///
  /// - Parameters:
  ///   - force: The samples from initial contact to foot-off.
  ///   - sampleRateHz: Their rate.
  ///   - minimumProminence: How far a peak stands out at least, as a share of the maximum.
  /// - Throws: `SignalError` for fewer than five samples, missing ones or a rate that is not
  ///   positive.
  public init(
    _ force: [Double], sampleRateHz: Double, minimumProminence: Double = 0.02
  ) throws(SignalError) {
    let operation = "stance force"
    guard sampleRateHz > 0, sampleRateHz.isFinite else {
      throw .invalidParameter(
        operation: operation, expected: "a positive rate", found: "\(sampleRateHz) Hz")
    }
    guard force.count > 4, let highest = force.max() else {
      throw .tooShort(operation: operation, needed: 5, found: force.count)
    }
    if let place = force.firstIndex(where: { !$0.isFinite }) {
      throw .invalidParameter(
        operation: operation, expected: "finite forces", found: "\(force[place]) at index \(place)")
    }
    let found = peaks(of: force, minimumProminence: minimumProminence * highest)
    let middle = force.count / 2
    let early = found.filter { $0.index < middle }.max { $0.height < $1.height }
    let late = found.filter { $0.index >= middle }.max { $0.height < $1.height }
    func point(_ index: Int) -> Point {
      Point(force: force[index], timeS: Double(index) / sampleRateHz)
    }
    maximum = highest
    loadingPeak = early.map { point($0.index) }
    pushOffPeak = late.map { point($0.index) }
    if let early, let late {
      valley = (early.index...late.index).min { force[$0] < force[$1] }.map(point)
    } else {
      valley = nil
    }
    let first = early ?? late
    maximumLoadingRate = first.flatMap { peak in
      (0..<peak.index).map { (force[$0 + 1] - force[$0]) * sampleRateHz }.max()
    }
    loadingRate = first.flatMap { StanceForce.steadySlope(force, to: $0.index, sampleRateHz) }
    let inner = force.reduce(0, +) - (force[0] + force[force.count - 1]) / 2
    impulse = inner / sampleRateHz
  }

  /// The slope between the crossings of 20 and 80 per cent of a peak.
  private static func steadySlope(_ force: [Double], to peak: Int, _ rate: Double) -> Double? {
    func crossing(_ level: Double) -> Double? {
      guard let above = (0...peak).first(where: { force[$0] >= level }), above > 0 else {
        return nil
      }
      return Double(above - 1) + (level - force[above - 1]) / (force[above] - force[above - 1])
    }
    let (low, high) = (0.2 * force[peak], 0.8 * force[peak])
    guard let from = crossing(low), let to = crossing(high), to > from else { return nil }
    return (high - low) / (to - from) * rate
  }
}
