import Foundation
import GaitClassic
import GaitEvaluation
import GaitRecords

/// Whether a classifier tells synthetic strides from real ones, by people it has not seen.
enum StrideRealism {
  /// The area under the curve of a forest that separates both: .5 is indistinguishable, 1 is plain.
  ///
  /// A synthetic stride belongs to the person whose condition it was drawn for, so no person is in
  /// training and test at once. Three folds.
  static func area(
    _ real: StrideSet, _ synthetic: [[Float]], trees: Int, seed: UInt64
  ) throws -> Double {
    let draws = synthetic.count / real.strides.count
    let layout = real.layout
    // As many of one kind as of the other.
    let made = real.strides.indices.map { synthetic[$0 * draws] }
    let features = Matrix(
      (real.strides.map(\.loads) + made).map { StrideMeasures.features($0, layout) })
    let names = real.strides.map(\.participant.rawValue)
    let subjects = Subjects(names + names)
    let labels = names.map { _ in 1 } + names.map { _ in 0 }
    let folds = min(3, subjects.count)
    var scores = [Double](repeating: 0, count: labels.count)
    for fold in try SubjectKFold(folds, seed: seed).folds(of: subjects) {
      let forest = try RandomForestClassifier(treeCount: trees, seed: seed).fit(
        features.selecting(rows: fold.trainingRows), labels: fold.trainingRows.map { labels[$0] })
      let shares = try forest.probabilities(features.selecting(rows: fold.testRows))
      for (place, row) in fold.testRows.enumerated() { scores[row] = shares[place, 1] }
    }
    return try ReceiverOperatingCurve(scores: scores, isPositive: labels.map { $0 == 1 }).area
  }
}
