import Foundation
import GaitClassic
import GaitEvaluation

/// Whether what is learned from synthetic strides holds for real ones.
///
/// The question put to a classifier is which strides are of the more severely affected: of anybody
/// with a severity above the training people's middle.
struct StrideTransfer {
  /// The severity above which a stride counts as affected.
  let threshold: Double
  private let forest: RandomForestClassification

  /// Fits a forest to strides of known severity; nil where there are not two kinds.
  init?(
    _ loads: [[Float]], _ conditions: [StrideCondition], layout: StrideSet, threshold: Double,
    trees: Int, seed: UInt64
  ) throws {
    self.threshold = threshold
    let rows = conditions.indices.filter { conditions[$0].severity != nil }
    let labels = rows.map { (conditions[$0].severity ?? 0) > threshold ? 1 : 0 }
    guard Set(labels).count == 2 else { return nil }
    let features = Matrix(rows.map { StrideMeasures.features(loads[$0], layout.layout) })
    forest = try RandomForestClassifier(treeCount: trees, seed: seed).fit(features, labels: labels)
  }

  /// The share of trees that find each real stride affected, averaged by person, with the truth.
  ///
  /// Someone who recovered from one visit to another is there twice, once as each kind.
  func scores(
    _ real: StrideSet
  ) throws -> [(person: String, score: Double, isAffected: Bool)] {
    let known = real.strides.indices.filter { real.strides[$0].condition.severity != nil }
    guard !known.isEmpty else { return [] }
    let own = real.selecting(known)
    let shares = try forest.probabilities(
      Matrix(own.strides.map { StrideMeasures.features($0.loads, own.layout) }))
    let subjects = own.subjects
    return zip(subjects.identifiers, subjects.rowsBySubject).flatMap { name, rows in
      [false, true].compactMap { isAffected in
        let alike = rows.filter {
          ((own.strides[$0].condition.severity ?? 0) > threshold) == isAffected
        }
        guard !alike.isEmpty else { return nil }
        let sum = alike.reduce(0) { $0 + shares[$1, 1] }
        return (name, sum / Double(alike.count), isAffected)
      }
    }
  }

  /// The severity that parts the less from the more affected half of people.
  static func threshold(of strides: [Stride]) -> Double {
    var severities: [String: Double] = [:]
    for stride in strides {
      if let severity = stride.condition.severity {
        severities[stride.participant.rawValue] = severity
      }
    }
    let sorted = severities.values.sorted()
    guard let highest = sorted.last else { return 0 }
    // Where the middle is also the highest, everybody below it is the other kind.
    let middle = sorted[(sorted.count - 1) / 2]
    return middle < highest ? middle : (sorted.last { $0 < highest } ?? middle)
  }

  /// The area under the curve over people of each kind; nil where only one kind is there.
  static func area(_ scores: [(person: String, score: Double, isAffected: Bool)]) throws -> Double?
  {
    guard Set(scores.map(\.isAffected)).count == 2 else { return nil }
    return try ReceiverOperatingCurve(
      scores: scores.map(\.score), isPositive: scores.map(\.isAffected)
    ).area
  }
}
