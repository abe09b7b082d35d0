import Foundation

/// How far and how fast a centre of pressure travels, in a stance or in quiet standing.
///
/// The measures of Prieto et al. 1996 (doi:10.1109/10.532130). Only steps between two neighbouring
/// frames that both have a centre count towards the length.
public struct CentreOfPressurePath: Hashable, Sendable, Codable {
  /// The length of the way, in the unit of the positions.
  public let length: Double
  /// The length per second of the time in which it was travelled.
  public let meanVelocity: Double
  /// The greatest minus the least x: medio-lateral.
  public let excursionX: Double
  /// The greatest minus the least y: fore-and-aft.
  public let excursionY: Double
  /// The mean place.
  public let meanX: Double
  /// The mean place.
  public let meanY: Double
  /// The area of the ellipse that holds 95 per cent of a normal cloud of such places (for large
  /// counts: 5.991 pi times the root of the covariance's determinant).
  public let ellipseArea: Double

  /// The path over some frames.
  ///
  /// - Parameters:
  ///   - centre: The centre of pressure.
  ///   - frames: The frames that count; all if nil.
  ///   - sampleRateHz: The sampling rate.
  /// - Throws: `SignalError.tooShort` if fewer than two frames have a centre,
  ///   `SignalError.invalidParameter` for frames outside of the recording or a rate that is not
  ///   positive.
  public init(
    _ centre: CentreOfPressure, frames: Range<Int>? = nil, sampleRateHz: Double
  ) throws(SignalError) {
    let operation = "path of the centre of pressure"
    guard sampleRateHz > 0, sampleRateHz.isFinite else {
      throw .invalidParameter(
        operation: operation, expected: "a positive rate", found: "\(sampleRateHz) Hz")
    }
    let frames = frames ?? centre.places.indices
    guard frames.lowerBound >= 0, frames.upperBound <= centre.places.count else {
      throw .invalidParameter(
        operation: operation, expected: "frames within 0..<\(centre.places.count)",
        found: "\(frames)")
    }
    let present = frames.map { centre.places[$0] }.filter { !$0.x.isNaN }
    guard present.count > 1 else {
      throw .tooShort(operation: operation, needed: 2, found: present.count)
    }
    var way = 0.0
    var steps = 0
    for frame in frames.dropFirst() {
      let step = centre.places[frame] - centre.places[frame - 1]
      let distance = (step * step).sum().squareRoot()
      if distance.isNaN { continue }
      way += distance
      steps += 1
    }
    length = way
    meanVelocity = way / (Double(steps) / sampleRateHz)
    let xs = present.map(\.x)
    let ys = present.map(\.y)
    excursionX = (xs.max() ?? .nan) - (xs.min() ?? .nan)
    excursionY = (ys.max() ?? .nan) - (ys.min() ?? .nan)
    let x = SampleMoments(xs)
    let y = SampleMoments(ys)
    meanX = x.mean
    meanY = y.mean
    let product = present.reduce(0) { $0 + ($1.x - x.mean) * ($1.y - y.mean) }
    let covariance = product / Double(present.count - 1)
    let variance = x.deviation * x.deviation * y.deviation * y.deviation
    ellipseArea = 5.991464547107979 * .pi * max(0, variance - covariance * covariance).squareRoot()
  }
}
