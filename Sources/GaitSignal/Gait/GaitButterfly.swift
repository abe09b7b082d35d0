import Foundation

/// The figure that the common centre of pressure of both feet draws, stride by stride.
///
/// Seen in coordinates that walk along with the body (an instrumented treadmill, or insoles laid side
/// by side), the centre runs forward under one foot, crosses to the other during double support, and
/// back: a butterfly. Where the two crossings meet tells how evenly both sides are used; a centre that
/// lies to one side or wanders shows an asymmetric or an unsteady walk.
public struct GaitButterfly: Hashable, Sendable {
  /// Where the crossings of each stride meet; strides in which they do not are left out.
  public let crossings: [SIMD2<Double>]
  /// The areas of the left wing, in the square of the positions' unit, one per crossing.
  public let leftAreas: [Double]
  /// The areas of the right wing.
  public let rightAreas: [Double]
  /// Strides whose crossings do not meet, or that have frames without a centre.
  public let openCount: Int

  /// The butterfly of a walk.
  ///
  /// - Parameters:
  ///   - common: The common centre of pressure, x to the right and y forward.
  ///   - leftCycles: The left foot's strides, with the right foot's events.
  ///   - sampleRateHz: The sampling rate.
  ///   - startTimeS: The time of the first sample.
  /// - Precondition: The rate is positive.
  public init(
    common: CentreOfPressure, leftCycles: [GaitCycle], sampleRateHz: Double, startTimeS: Double = 0
  ) {
    precondition(sampleRateHz > 0, "GaitButterfly: \(sampleRateHz) Hz")
    func frame(_ timeS: Double) -> Int { Int(((timeS - startTimeS) * sampleRateHz).rounded()) }
    var crossings: [SIMD2<Double>] = []
    var (leftAreas, rightAreas): ([Double], [Double]) = ([], [])
    var open = 0
    for cycle in leftCycles {
      // Left contact, right off, right contact, left off, left contact.
      guard let rightOff = cycle.oppositeFootOffS, let rightOn = cycle.oppositeContactS,
        let leftOff = cycle.footOffS, rightOff < rightOn, rightOn < leftOff
      else {
        open += 1
        continue
      }
      let marks = [cycle.startS, rightOff, rightOn, leftOff, cycle.endS].map(frame)
      guard marks[0] >= 0, marks[4] < common.places.count,
        !common.places[marks[0]...marks[4]].contains(where: { $0.x.isNaN }),
        let meeting = firstMeeting(
          common.places, first: marks[0]..<marks[1], second: marks[2]..<marks[3])
      else {
        open += 1
        continue
      }
      crossings.append(meeting.point)
      let left = common.places[meeting.first + 1...meeting.second]
      let right =
        Array(common.places[meeting.second + 1...marks[4]])
        + common.places[marks[0]...meeting.first]
      leftAreas.append(area([meeting.point] + left))
      rightAreas.append(area([meeting.point] + right))
    }
    self.crossings = crossings
    self.leftAreas = leftAreas
    self.rightAreas = rightAreas
    openCount = open
  }

  /// The lateral place of the crossing, 0 in the middle: its mean and how much it wanders.
  public var lateral: SampleMoments { SampleMoments(crossings.map(\.x)) }

  /// The fore-and-aft place of the crossing: its mean and how much it wanders.
  public var foreAndAft: SampleMoments { SampleMoments(crossings.map(\.y)) }

  /// How alike the wings are, by their mean areas.
  public var wingSymmetry: Symmetry {
    Symmetry(left: SampleMoments(leftAreas).mean, right: SampleMoments(rightAreas).mean)
  }
}

/// Where two pieces of a path first meet, and the frames before the meeting on both.
private func firstMeeting(
  _ places: [SIMD2<Double>], first: Range<Int>, second: Range<Int>
) -> (point: SIMD2<Double>, first: Int, second: Int)? {
  for a in first {
    for b in second {
      let (p, r) = (places[a], places[a + 1] - places[a])
      let (q, s) = (places[b], places[b + 1] - places[b])
      let cross = r.x * s.y - r.y * s.x
      guard cross != 0 else { continue }
      let way = q - p
      let t = (way.x * s.y - way.y * s.x) / cross
      let u = (way.x * r.y - way.y * r.x) / cross
      if t >= 0, t <= 1, u >= 0, u <= 1 { return (p + t * r, a, b) }
    }
  }
  return nil
}

/// The area inside a closed line, by the shoelace formula.
private func area(_ corners: [SIMD2<Double>]) -> Double {
  var twice = 0.0
  for index in corners.indices {
    let (p, q) = (corners[index], corners[(index + 1) % corners.count])
    twice += p.x * q.y - p.y * q.x
  }
  return abs(twice) / 2
}
