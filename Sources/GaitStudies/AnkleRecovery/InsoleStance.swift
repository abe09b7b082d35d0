import Foundation
import GaitData
import GaitRecords

/// The mean stance of both feet at a visit, the injured foot's channels first.
///
/// Each foot is cut at its own strikes and its stance brought to 0 to 100 %, since the peaks of the
/// force are described by when in the stance they come.
package struct InsoleStance: Sendable, Equatable {
  /// 25 channels a foot: 16 pressures in body weights a square decimetre, acceleration in g, angular
  /// rate in rad/s, total force in body weights, centre of pressure; `[points, 50]`.
  package let curves: FrameMatrix
  /// The numbers of `measureNames` for the injured, then for the sound foot.
  package let measures: [Double]

  static let channelsPerFoot = 25
  static let pressuresPerFoot = 16
  static let measuresPerFoot = [
    "stance share", "stride time", "loading peak", "dip", "push-off peak", "loading peak's time",
    "push-off's time", "loading slope", "unloading slope", "centre of pressure's reach",
    "centre of pressure's stray", "mean force",
  ]
  package static let measureNames = ["injured ", "sound "].flatMap { foot in
    measuresPerFoot.map { foot + $0 }
  }

  /// Cuts a walk; nil where a foot has no whole stance or lacks a signal.
  package init?(_ walk: InsoleWalk, injuredSide: Side, massKg: Double, points: Int) {
    guard massKg > 0 else { return nil }
    let weight = massKg * 9.80665
    var feet: [Foot] = []
    for side in [injuredSide, injuredSide.opposite] {
      guard let insole = walk.insole(side), let foot = Foot(insole, weightN: weight, points) else {
        return nil
      }
      feet.append(foot)
    }
    var values: [Float] = []
    values.reserveCapacity(points * feet.count * Self.channelsPerFoot)
    for point in 0..<points {
      for foot in feet { values += foot.curves.map { Float($0[point]) } }
    }
    curves = FrameMatrix(
      frameCount: points, channelCount: feet.count * Self.channelsPerFoot, values: values)
    measures = feet.flatMap(\.measures)
  }
}

/// One foot's mean stance.
private struct Foot {
  let curves: [[Double]]
  let measures: [Double]

  /// Points of the curve that the measures are read from.
  private static let finePoints = 41

  init?(_ insole: InsoleRecord, weightN: Double, _ points: Int) {
    guard let force = insole.totalForce, let centre = insole.centreOfPressure,
      let acceleration = insole.acceleration, let rate = insole.angularRate,
      insole.sensors.channelCount == InsoleStance.pressuresPerFoot
    else { return nil }
    let stances = Self.stances(
      force.values(ofChannel: 0).map(Double.init), above: 0.05 * weightN,
      rateHz: force.sampleRateHz)
    guard !stances.isEmpty else { return nil }
    let sources: [(SampledSignal, Double)] = [
      (insole.sensors, 0.01 / weightN), (acceleration, 1 / 9.80665), (rate, 1),
      (force, 1 / weightN), (centre, 1),
    ]
    let columns = sources.flatMap { signal, factor in
      (0..<signal.channelCount).map { channel in
        // Off the ground there is no centre of pressure; inside a stance that is an edge alone.
        signal.values(ofChannel: channel).map { $0.isFinite ? Double($0) * factor : 0 }
      }
    }
    curves = columns.map { Self.mean($0, stances, points) }
    let fine = columns.suffix(3).map { Self.mean($0, stances, Self.finePoints) }
    measures =
      Self.times(stances, rateHz: force.sampleRateHz)
      + Self.measures(force: fine[0], lateral: fine[1], anterior: fine[2])
  }

  private struct Stance {
    let start, end: Int
    /// The next strike.
    let next: Int
  }

  /// Stances that begin and end in the recording and are followed by another strike.
  private static func stances(
    _ force: [Double], above limit: Double, rateHz: Double
  ) -> [Stance] {
    let quiet = max(1, Int(0.05 * rateHz))
    let isOn = force.map { $0 >= limit }
    let strikes = isOn.indices.filter { frame in
      frame >= quiet && isOn[frame] && !isOn[frame - quiet..<frame].contains(true)
    }
    return zip(strikes, strikes.dropFirst()).compactMap { start, next in
      var end = start
      // A single weak frame does not end a stance.
      while end < next, isOn[end..<min(end + 3, next)].contains(true) { end += 1 }
      guard Double(end - start) >= 0.2 * rateHz else { return nil }
      return Stance(start: start, end: end, next: next)
    }
  }

  private static func mean(_ column: [Double], _ stances: [Stance], _ points: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: points)
    for stance in stances {
      let length = Double(stance.end - 1 - stance.start)
      for point in 0..<points {
        let place = Double(stance.start) + length * Double(point) / Double(points - 1)
        let low = min(Int(place), column.count - 1)
        let high = min(low + 1, column.count - 1)
        sums[point] += column[low] + (column[high] - column[low]) * (place - Double(low))
      }
    }
    return sums.map { $0 / Double(stances.count) }
  }

  private static func times(_ stances: [Stance], rateHz: Double) -> [Double] {
    let count = Double(stances.count)
    let share = stances.reduce(0) { $0 + Double($1.end - $1.start) / Double($1.next - $1.start) }
    let frames = stances.reduce(0) { $0 + Double($1.next - $1.start) }
    return [share / count, frames / count / rateHz]
  }

  private static func measures(
    force: [Double], lateral: [Double], anterior: [Double]
  ) -> [Double] {
    func highest(_ range: Range<Int>) -> Int {
      range.max { force[$0] < force[$1] } ?? range.lowerBound
    }
    /// The time of a peak between the points, from a parabola through three of them.
    func time(_ peak: Int) -> Double {
      let (a, b, c) = (force[peak - 1], force[peak], force[peak + 1])
      let bend = a - 2 * b + c
      let shift = abs(bend) > 1e-9 ? max(-1, min(1, 0.5 * (a - c) / bend)) : 0
      return (Double(peak) + shift) / Double(force.count - 1)
    }
    let loading = highest(5..<18)
    let push = highest(22..<36)
    let dip = (loading...push).min { force[$0] < force[$1] } ?? loading
    let onset = 4.0 / Double(force.count - 1)
    return [
      force[loading], force[dip], force[push], time(loading), time(push), force[4] / onset,
      force[force.count - 5] / onset, anterior[5..<38].max() ?? 0,
      lateral.reduce(0) { $0 + abs($1) } / Double(lateral.count),
      force.reduce(0, +) / Double(force.count),
    ]
  }
}
