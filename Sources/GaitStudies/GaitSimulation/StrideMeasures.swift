import Foundation
import GaitRecords

/// What a clinician reads off a stride, real or synthetic.
struct StrideMeasures: Sendable {
  /// Points of the centre-of-pressure path, evenly over stance.
  static let pathCount = 20
  /// The load, as a share of body weight, above which the foot is on the ground.
  static let contactShare: Float = 0.04

  /// The largest total load between 40 and 60 % of the cycle, share of body weight.
  let pushOffPeak: Double
  /// The share of the cycle in which the foot is loaded.
  let stanceShare: Double
  /// The centre of pressure over stance: lateral and anterior, as shares of the insole.
  let path: [(lateral: Double, anterior: Double)]

  /// Measures a stride's loads `[phase, sensor]`.
  init(_ loads: [Float], _ layout: InsoleLayout) {
    let width = layout.sensorCount
    let totals = (0..<Stride.phaseCount).map { phase in
      loads[phase * width..<(phase + 1) * width].reduce(0, +)
    }
    pushOffPeak = Double(totals[40...60].max() ?? 0)
    // The first run of loaded phases; what comes later is noise of the swing.
    let start = totals.prefix(20).firstIndex { $0 > Self.contactShare } ?? 0
    let end = totals[start...].firstIndex { $0 <= Self.contactShare } ?? totals.count
    stanceShare = Double(end - start) / Double(Stride.phaseCount)
    path = (0..<Self.pathCount).map { point in
      guard end > start else { return (0, 0) }
      let phase = start + point * (end - start) / Self.pathCount
      let own = loads[phase * width..<(phase + 1) * width]
      let total = max(own.reduce(0, +), .leastNormalMagnitude)
      var (lateral, anterior) = (0.0, 0.0)
      for (load, sensor) in zip(own, layout.sensors) {
        lateral += Double(load / total) * sensor.lateral
        anterior += Double(load / total) * sensor.anterior
      }
      return (lateral, anterior)
    }
  }

  /// Numbers for a classifier: the loads of each sensor in ten parts of the cycle, and the measures.
  static func features(_ loads: [Float], _ layout: InsoleLayout) -> [Double] {
    let width = layout.sensorCount
    let measures = StrideMeasures(loads, layout)
    var features = [measures.pushOffPeak, measures.stanceShare]
    for part in 0..<10 {
      for sensor in 0..<width {
        let sum = (part * 10..<(part + 1) * 10).reduce(Float(0)) { $0 + loads[$1 * width + sensor] }
        features.append(Double(sum) / 10)
      }
    }
    return features
  }
}
