import GaitEvaluation

/// The two tables of preprints.org 202506.2091 v1, as printed, and what arithmetic says of them.
package enum PublishedRehabTables {
  package static let training = [
    PublishedRow("LR", accuracy: 0.794, precision: 0.715, recall: 0.908, f1: 0.808, area: 0.814),
    PublishedRow("RF", accuracy: 0.938, precision: 0.917, recall: 0.753, f1: 0.773, area: 0.896),
    PublishedRow("SVM", accuracy: 0.883, precision: 0.850, recall: 0.745, f1: 0.853, area: 0.750),
    PublishedRow("CNN", accuracy: 0.850, precision: 0.877, recall: 0.746, f1: 0.735, area: 0.829),
    PublishedRow("LSTM", accuracy: 0.739, precision: 0.705, recall: 0.776, f1: 0.773, area: 0.848),
    PublishedRow(
      "XGBoost", accuracy: 0.739, precision: 0.942, recall: 0.831, f1: 0.792, area: 0.712),
  ]

  package static let test = [
    PublishedRow("LR", accuracy: 0.682, precision: 0.837, recall: 0.721, f1: 0.671, area: 0.775),
    PublishedRow("RF", accuracy: 0.821, precision: 0.802, recall: 0.666, f1: 0.886, area: 0.838),
    PublishedRow("SVM", accuracy: 0.687, precision: 0.658, recall: 0.893, f1: 0.888, area: 0.673),
    PublishedRow("CNN", accuracy: 0.717, precision: 0.855, recall: 0.712, f1: 0.922, area: 0.901),
    PublishedRow("LSTM", accuracy: 0.742, precision: 0.761, recall: 0.763, f1: 0.758, area: 0.733),
    PublishedRow(
      "XGBoost", accuracy: 0.891, precision: 0.875, recall: 0.739, f1: 0.917, area: 0.723),
  ]

  /// Everything that cannot be, table by table.
  static var findings: [(table: String, finding: TableConsistency.Finding)] {
    [("training", training), ("independent test", test)].flatMap { name, rows in
      TableConsistency().findings(in: rows).map { (name, $0) }
    }
  }
}
