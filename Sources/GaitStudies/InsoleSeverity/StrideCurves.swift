import Foundation
import GaitRecords

/// A walk as curves over the gait cycle in three views, for networks.
///
/// Eighteen channels, the nine of the striding foot and the nine of the other, are brought to equal
/// phases of the stride. Views: the mean of the left and right median cycles, their absolute
/// difference, and the logarithm of the spread over strides.
package enum StrideCurves {
  /// Channels of all views.
  package static let channelCount = 3 * 2 * FootLoads.columnCount

  /// The curves, row-major `[phase, view and channel]`.
  package static func values(_ loads: FootLoads, phases: Int) -> [Double] {
    let width = 2 * FootLoads.columnCount
    let cycles = [Side.left, .right].map { side in
      loads.strides.filter { $0.side == side }.map { cycle($0, loads, phases) }
    }
    let size = phases * width
    let medians = cycles.map { strides in
      (0..<size).map { place in Statistic.median(strides.map { $0[place] }) ?? 0 }
    }
    var result: [Double] = []
    result.reserveCapacity(phases * channelCount)
    for phase in 0..<phases {
      let places = phase * width..<(phase + 1) * width
      result += places.map { (medians[0][$0] + medians[1][$0]) / 2 }
      result += places.map { abs(medians[0][$0] - medians[1][$0]) }
      result += places.map { place in
        let own = zip(cycles, medians).flatMap { strides, median in
          strides.map { $0[place] - median[place] }
        }
        return log(0.005 + Statistic.deviation(own))
      }
    }
    return result
  }

  /// One stride at equal phases, `[phase, channel]`, by straight lines between frames.
  private static func cycle(
    _ stride: FootLoads.Stride, _ loads: FootLoads, _ phases: Int
  ) -> [Double] {
    let last = Double(stride.nextStrike - stride.strike)
    var result: [Double] = []
    for phase in 0..<phases {
      let place = phases > 1 ? last * Double(phase) / Double(phases - 1) : 0
      let low = min(Int(place), stride.nextStrike - stride.strike - 1)
      let share = place - Double(low)
      for side in [stride.side, stride.side.opposite] {
        for column in 0..<FootLoads.columnCount {
          let a = loads.load(side, stride.strike + low, column)
          let b = loads.load(side, stride.strike + low + 1, column)
          // The other foot may have a gap where the striding one has none.
          let value = a + (b - a) * share
          result.append(value.isFinite ? value : 0)
        }
      }
    }
    return result
  }
}
