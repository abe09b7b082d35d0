import Foundation
import GaitRecords

extension AnkleCohort {
  /// The channels of `meanStride`, for the injured foot and then, in the same order, for the sound
  /// one: pressure of the sensors in body weights a square decimetre, total force in body weights,
  /// centre of pressure (0 where the foot is off the ground), acceleration in g, angular rate in rad/s.
  public static let strideChannelCount = 50

  /// The mean stride of a visit on evenly spaced phases, the injured foot's strike first.
  ///
  /// Every foot is cut at its own strikes, so the channels of the sound foot begin with its own
  /// stance; what lies between the two is in the stance's length and the visit's cadence.
  ///
  /// - Parameters:
  ///   - patient: The patient's place in the cohort.
  ///   - visit: The visit's place in the patient's record.
  ///   - points: The number of phases.
  /// - Returns: `[points, 50]`; nil where no insoles were worn.
  public func meanStride(ofPatient patient: Int, visit: Int, points: Int = 100) -> FrameMatrix? {
    guard let walk = insoles(ofPatient: patient, visit: visit) else { return nil }
    let person = patients[patient]
    let injured = person.history.injuredSide
    var columns: [[Float]] = []
    for side in [injured, injured.opposite] {
      guard let insole = walk.insole(side), let own = AnkleCohort.columns(insole) else {
        return nil
      }
      columns += AnkleCohort.mean(of: own, strikes: AnkleCohort.strikes(insole), points: points)
    }
    var values: [Float] = []
    values.reserveCapacity(points * columns.count)
    for point in 0..<points {
      for column in columns { values.append(column[point]) }
    }
    return FrameMatrix(frameCount: points, channelCount: columns.count, values: values)
  }

  /// The frames at which a foot takes up load, and the end of the recording's last whole stride.
  private static func strikes(_ insole: InsoleRecord) -> [Int] {
    guard let force = insole.totalForce, let mass = insole.bodyMassKg else { return [] }
    let limit = Float(0.05 * mass * 9.80665)
    let values = force.values(ofChannel: 0)
    // Unloaded for 0.1 s before it counts, so that noise about the limit is no strike.
    return values.indices.filter { frame in
      frame >= 10 && values[frame] >= limit
        && values[frame - 10..<frame].allSatisfy { $0 < limit }
    }
  }

  private static func columns(_ insole: InsoleRecord) -> [[Float]]? {
    guard let force = insole.totalForce, let centre = insole.centreOfPressure,
      let acceleration = insole.acceleration, let rate = insole.angularRate,
      let mass = insole.bodyMassKg
    else { return nil }
    let weight = Float(mass * 9.80665)
    func values(_ signal: SampledSignal, _ factor: Float) -> [[Float]] {
      (0..<signal.channelCount).map { channel in
        signal.values(ofChannel: channel).map { $0.isNaN ? 0 : $0 * factor }
      }
    }
    // Body weights on a square decimetre: numbers near 1.
    return values(insole.sensors, 0.01 / weight) + values(force, 1 / weight)
      + values(centre, 1) + values(acceleration, 1 / 9.80665) + values(rate, 1)
  }

  private static func mean(of columns: [[Float]], strikes: [Int], points: Int) -> [[Float]] {
    let frames = columns.first?.count ?? 0
    // A recording too short for two strikes is one stride as it is.
    let cuts = strikes.count > 1 ? strikes : [0, frames - 1]
    let strides = zip(cuts, cuts.dropFirst())
    let count = Float(cuts.count - 1)
    return columns.map { column in
      var sums = [Float](repeating: 0, count: points)
      for (start, end) in strides {
        for point in 0..<points {
          let place = Float(start) + Float(end - start) * Float(point) / Float(points)
          let low = min(Int(place), frames - 1)
          let high = min(low + 1, frames - 1)
          sums[point] += column[low] + (column[high] - column[low]) * (place - Float(low))
        }
      }
      return sums.map { $0 / count }
    }
  }
}
