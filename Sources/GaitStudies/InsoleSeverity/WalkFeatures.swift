import Foundation
import GaitRecords

/// What a walk tells: the medians of its strides, how the feet differ, how strides vary, its rhythm.
package struct WalkFeatures: Sendable {
  /// The features' names.
  package private(set) var names: [String] = []
  /// The features; NaN where a walk has too little to tell.
  package private(set) var values: [Double] = []

  /// Features whose difference between the feet counts.
  static let compared =
    [
      "stance_share", "stride_time", "step_phase", "first_peak", "second_peak", "loading_rate",
      "unloading_rate", "impulse", "anterior_at_50", "anterior_range", "lateral_at_50",
      "double_support_share", "valley",
    ] + (1...8).map { "share_\($0)" }
  /// Features whose spread over strides counts.
  static let spread = [
    "stance_share", "stride_time", "swing_time", "step_phase", "first_peak", "second_peak",
    "loading_rate", "impulse", "anterior_at_50", "double_support_share", "anterior_range",
    "unloading_rate", "valley",
  ]

  package init(_ loads: FootLoads) {
    let strides = loads.strides.map { ($0.side, StrideFeatures($0, of: loads)) }
    let order = strides.first?.1.names ?? []
    func column(_ index: Int, _ side: Side) -> [Double] {
      strides.filter { $0.0 == side }.map { $0.1.values[index] }.filter { !$0.isNaN }
    }
    var deviations: [[Double]] = []
    var medians: [(left: Double, right: Double)] = []
    for index in order.indices {
      let sides = [column(index, .left), column(index, .right)]
      let middles = sides.map { Statistic.median($0) ?? .nan }
      medians.append((middles[0], middles[1]))
      deviations.append(
        zip(sides, middles).flatMap { values, middle in values.map { $0 - middle } })
      add("median." + order[index], (middles[0] + middles[1]) / 2)
    }
    for name in Self.compared {
      guard let index = order.firstIndex(of: name) else { continue }
      add("difference." + name, abs(medians[index].left - medians[index].right))
    }
    for name in Self.spread {
      guard let index = order.firstIndex(of: name) else { continue }
      let own = deviations[index]
      let absolute = Statistic.median(own.map(abs)) ?? .nan
      add("spread." + name, log(1e-3 + 1.4826 * absolute))
      add("deviation." + name, log(1e-3 + Statistic.deviation(own)))
    }
    let durations =
      column(order.firstIndex(of: "stride_time") ?? 0, .left)
      + column(order.firstIndex(of: "stride_time") ?? 0, .right)
    let rhythm = WalkRhythm(loads, strideS: Statistic.median(durations) ?? 1)
    for (name, value) in zip(rhythm.names, rhythm.values) { add("rhythm." + name, value) }
  }

  private mutating func add(_ name: String, _ value: Double) {
    names.append(name)
    values.append(value)
  }
}
