import Foundation
import GaitRecords

/// One foot's stride under an insole: what the simulator learns and draws.
struct Stride: Sendable {
  /// Points over the cycle, from initial contact to just before the next one of the same foot.
  static let phaseCount = 100

  /// Whose stride it is.
  let participant: ParticipantID
  /// What is known about it beforehand.
  let condition: StrideCondition
  /// Loads `[phase, sensor]` as shares of body weight, never negative.
  var loads: [Float]
}

/// What a stride is simulated for.
struct StrideCondition: Codable, Hashable, Sendable {
  /// The foot.
  var side: Side
  /// Whether the foot is the injured one; nil where the illness has no side.
  var isAffected: Bool?
  /// How ill or injured the walker is, 0 for not at all; the scale is the data's own.
  var severity: Double?
  /// Walking speed, m/s.
  var speedMPerS: Double?
  /// Body mass, kg.
  var massKg: Double?
}

/// Turns conditions into the numbers that a generator sees.
///
/// Means and deviations are those of training strides; what is unknown becomes the mean and is told
/// by a number of its own.
struct ConditionScaler: Codable, Hashable, Sendable {
  /// Numbers per condition: three values, as many flags, the side, and whether it is affected.
  static let count = 8

  private let means: [Double]
  private let deviations: [Double]

  init(fittedOn conditions: [StrideCondition]) {
    var (means, deviations): ([Double], [Double]) = ([], [])
    for values in Self.columns.map({ column in conditions.compactMap { $0[keyPath: column] } }) {
      let mean = values.reduce(0, +) / Double(max(1, values.count))
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = (squares / Double(max(1, values.count))).squareRoot()
      means.append(mean)
      deviations.append(deviation > 0 ? deviation : 1)
    }
    self.means = means
    self.deviations = deviations
  }

  func features(_ condition: StrideCondition) -> [Double] {
    var (values, flags): ([Double], [Double]) = ([], [])
    for (index, column) in Self.columns.enumerated() {
      let value = condition[keyPath: column]
      values.append(value.map { ($0 - means[index]) / deviations[index] } ?? 0)
      flags.append(value == nil ? 1 : 0)
    }
    let affected = condition.isAffected.map { $0 ? 1.0 : -1 } ?? 0
    return values + flags + [condition.side == .left ? -1 : 1, affected]
  }

  private static var columns: [KeyPath<StrideCondition, Double?>] {
    [\.severity, \.speedMPerS, \.massKg]
  }
}
