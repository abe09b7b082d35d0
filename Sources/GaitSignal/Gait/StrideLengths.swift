import Foundation

/// The lengths of strides and steps from where the feet stand at initial contact.
///
/// A step's length is the distance between both feet along the line of progression at the landing of
/// the foot it is named after, its width the distance across. The line of progression of a stride
/// runs from the foot's place at its start to its place at its end (Huxham et al. 2006,
/// Gait & Posture 23:159-163), so that turns and oblique walks are measured rightly.
public struct StrideLengths: Hashable, Sendable {
  /// Metres between two places of the same foot, one per stride; NaN where a place is unknown.
  public let strideM: [Double]
  /// Metres along the line of progression from the other foot to this one, one per stride.
  public let stepM: [Double]
  /// Metres across the line of progression between both feet, one per stride, not negative.
  public let widthM: [Double]
  /// Stride length over stride time in metres per second, one per stride.
  public let speedMPerS: [Double]

  /// A place on the floor in metres.
  public typealias Place = SIMD2<Double>

  /// The lengths of one foot's strides.
  ///
  /// - Parameters:
  ///   - cycles: The strides.
  ///   - place: The foot's place on the floor while it stands, such as the heel marker's, at a time
  ///     shortly after initial contact; NaN where unknown.
  ///   - oppositePlace: The other foot's.
  public init(
    cycles: [GaitCycle], place: (_ timeS: Double) -> Place,
    oppositePlace: (_ timeS: Double) -> Place
  ) {
    var (strides, steps, widths, speeds): ([Double], [Double], [Double], [Double]) = (
      [], [], [], []
    )
    for cycle in cycles {
      let start = place(cycle.startS)
      let end = place(cycle.endS)
      let way = end - start
      let length = (way * way).sum().squareRoot()
      strides.append(length)
      speeds.append(length / cycle.durationS)
      guard let contact = cycle.oppositeContactS, length > 0 else {
        steps.append(.nan)
        widths.append(.nan)
        continue
      }
      let between = end - oppositePlace(contact)
      let forward = way / length
      steps.append((between * forward).sum())
      widths.append(abs(between.x * forward.y - between.y * forward.x))
    }
    strideM = strides
    stepM = steps
    widthM = widths
    speedMPerS = speeds
  }
}
