import Foundation
import GaitEvaluation
import GaitRecords
import GaitSignal

/// The strides of people, cut from their walks.
struct StrideSet: Sendable {
  /// Where the sensors of a foot lie.
  let layout: InsoleLayout
  var strides: [Stride]

  /// Whose stride each one is.
  var subjects: Subjects { Subjects(strides.map(\.participant.rawValue)) }

  /// The strides of some rows.
  func selecting(_ rows: [Int]) -> StrideSet {
    StrideSet(layout: layout, strides: rows.map { strides[$0] })
  }

  init(layout: InsoleLayout, strides: [Stride]) {
    self.layout = layout
    self.strides = strides
  }

  /// Cuts walks into strides.
  ///
  /// Body weight is what the insoles carry: the median of both totals over the samples in which a
  /// foot is loaded at all, since insoles weigh less than a balance does. A foot is on the ground above
  /// 4 % of that.
  ///
  /// - Parameters:
  ///   - walks: The walks, all with one layout.
  ///   - limit: Strides of a person that are kept at most, spread evenly.
  ///   - condition: What is known of a walk's person, for a foot.
  ///   - observe: Is told how many strides were rejected, and why.
  /// - Throws: `StudyError.unusableTrial` for a walk whose layout is another or whose forces
  ///   cannot be cut, `StudyError.nothingToScore` where no stride remains.
  init(
    _ walks: [InsoleWalk], atMost limit: Int,
    condition: (InsoleWalk, Side) -> StrideCondition,
    observe: @Sendable (StudyEvent) -> Void
  ) throws {
    guard let layout = walks.first?.insoles.first?.layout else {
      throw StudyError.nothingToScore(
        study: GaitSimulationStudy.name, expected: "walks with insoles")
    }
    self.layout = layout
    strides = []
    var rejections: [StrideRejection: Int] = [:]
    for walk in walks {
      do {
        try append(walk, condition, &rejections)
      } catch let error as SignalError {
        throw StudyError.unusableTrial(walk.name, reason: "\(error)")
      }
    }
    thin(to: limit)
    guard !strides.isEmpty else {
      throw StudyError.nothingToScore(
        study: GaitSimulationStudy.name, expected: "whole strides of 0.6 to 2.5 s")
    }
    if !rejections.isEmpty {
      let reasons = rejections.sorted { $0.key.rawValue < $1.key.rawValue }.map {
        "\($0.value) \($0.key.rawValue)"
      }
      observe(
        .warning(
          "\(strides.count) strides; not used: \(reasons.joined(separator: ", "))"))
    }
  }

  private mutating func thin(to limit: Int) {
    let kept = subjects.rowsBySubject.flatMap { rows in
      let count = min(limit, rows.count)
      return (0..<count).map { rows[$0 * rows.count / count] }
    }
    strides = kept.sorted().map { strides[$0] }
  }

  private mutating func append(
    _ walk: InsoleWalk, _ condition: (InsoleWalk, Side) -> StrideCondition,
    _ rejections: inout [StrideRejection: Int]
  ) throws {
    for insole in walk.insoles where insole.layout != layout {
      throw StudyError.unusableTrial(
        walk.name, reason: "sensors of \(insole.layout.name) beside those of \(layout.name)")
    }
    let totals = walk.insoles.map { Self.loads(of: $0) }
    guard let weight = Self.bodyWeight(totals), weight > 0 else {
      throw StudyError.unusableTrial(walk.name, reason: "its insoles are never loaded")
    }
    let detector = ForceContactDetector(
      threshold: .bodyWeightShare(0.04, bodyWeightN: weight), minimumStanceS: 0.2)
    let contacts = try zip(walk.insoles, totals).map { insole, total in
      try detector.contacts(
        verticalForceN: total, sampleRateHz: insole.sensors.sampleRateHz,
        startTimeS: insole.sensors.startTimeS)
    }
    let normalizer = CycleNormalizer(pointCount: Stride.phaseCount + 1)
    for (index, insole) in walk.insoles.enumerated() {
      let signal = insole.sensors
      let end = signal.startTimeS + Double(max(0, signal.frameCount - 1)) / signal.sampleRateHz
      let others = walk.insoles.indices.first { $0 != index }.map { contacts[$0] } ?? []
      let cut = StrideRules().strides(
        of: contacts[index], opposite: others, trials: [signal.startTimeS...end],
        gaps: gapSpans(
          of: totals[index], sampleRateHz: signal.sampleRateHz, startTimeS: signal.startTimeS))
      rejections.merge(cut.rejectionCounts, uniquingKeysWith: +)
      let curves = try (0..<signal.channelCount).map { channel in
        try normalizer.curves(
          of: signal.values(ofChannel: channel).map(Double.init), sampleRateHz: signal.sampleRateHz,
          startTimeS: signal.startTimeS, cycles: cut.cycles)
      }
      let known = condition(walk, insole.side)
      for cycle in cut.cycles.indices {
        var loads = [Float](repeating: 0, count: Stride.phaseCount * curves.count)
        for (channel, curve) in curves.enumerated() {
          for phase in 0..<Stride.phaseCount {
            loads[phase * curves.count + channel] = Float(max(0, curve[cycle][phase] / weight))
          }
        }
        guard loads.allSatisfy(\.isFinite) else {
          rejections[.gap, default: 0] += 1
          continue
        }
        strides.append(Stride(participant: walk.participant, condition: known, loads: loads))
      }
    }
  }

  /// The total under a foot, N; the sum of pressures where areas are unknown, which after division
  /// by body weight in the same unit is as good.
  private static func loads(of insole: InsoleRecord) -> [Double] {
    if insole.measuresForce, let total = insole.totalForceOrSum() {
      return total.values(ofChannel: 0).map(Double.init)
    }
    let width = insole.sensors.channelCount
    return (0..<insole.sensors.frameCount).map { frame in
      insole.sensors.samples[frame * width..<(frame + 1) * width].reduce(0) { $0 + Double($1) }
    }
  }

  private static func bodyWeight(_ totals: [[Double]]) -> Double? {
    let frames = totals.map(\.count).min() ?? 0
    let sums = (0..<frames).map { frame in totals.reduce(0) { $0 + $1[frame] } }
    let loaded = sums.filter { $0 > 0 && $0.isFinite }.sorted()
    return loaded.isEmpty ? nil : loaded[loaded.count / 2]
  }
}
