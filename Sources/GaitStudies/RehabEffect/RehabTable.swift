import GaitReports

/// The study's tables.
struct RehabTable {
  let learners, comparisons, groupings: DataTable
  /// The real outcome tables, apart from everything else; nil where none was asked for.
  let real: DataTable?
  private let isSynthetic: Bool

  init(
    _ outcome: RehabOutcome, _ groups: RehabGroups, _ tables: [OutcomeTable.Scores],
    isSynthetic: Bool
  ) {
    self.isSynthetic = isSynthetic
    let of = isSynthetic ? "synthetic patients" : "patients"
    var learners = DataTable(
      caption: "Response to training of \(outcome.patients) \(of), \(outcome.responders) of them "
        + "responders, each predicted without having been seen",
      columns: [
        DataTable.Column("predictor"), DataTable.Column("AUC"), DataTable.Column("95 % from"),
        DataTable.Column("to"), DataTable.Column("below the best possible"),
        DataTable.Column("accuracy"), DataTable.Column("sensitivity"),
        DataTable.Column("specificity"), DataTable.Column("F1"), DataTable.Column("Brier"),
      ])
    let sorted = outcome.scores.sorted {
      let (a, b) = ($0.value.metrics["auc"] ?? 0, $1.value.metrics["auc"] ?? 0)
      return a == b ? $0.key < $1.key : a > b
    }
    for (name, score) in sorted {
      learners.append(
        [.text(PredictorName.of(name))]
          + [
            "auc", "auc_lower", "auc_upper", "auc_below_best", "accuracy", "sensitivity",
            "specificity", "f1", "brier",
          ].map { DataTable.cell(score.metrics[$0]) })
    }
    var comparisons = DataTable(
      caption: "The hybrid beside the others, on the same patients",
      columns: [
        DataTable.Column("other"), DataTable.Column("difference of AUC"),
        DataTable.Column("p, DeLong"), DataTable.Column("p, after Holm"),
        DataTable.Column("p, corrected t over folds"),
      ])
    for comparison in outcome.comparisons {
      comparisons.append([
        .text(PredictorName.of(comparison.other)), DataTable.cell(comparison.difference),
        DataTable.pValue(comparison.deLong),
        DataTable.pValue(comparison.holm),
        DataTable.pValue(comparison.resampled),
      ])
    }
    var groupings = DataTable(
      caption: "Groups found without the answers, of all \(of)",
      columns: [
        DataTable.Column("method"), DataTable.Column("groups"),
        DataTable.Column("patients in none"), DataTable.Column("adjusted Rand index"),
        DataTable.Column("normalised mutual information"), DataTable.Column("silhouette"),
      ])
    for grouping in groups.groupings {
      groupings.append([
        .text(grouping.name), .count(grouping.groups), .count(grouping.noise),
        DataTable.cell(grouping.adjustedRandIndex), DataTable.cell(grouping.mutualInformation),
        DataTable.cell(grouping.silhouette),
      ])
    }
    (self.learners, self.comparisons, self.groupings) = (learners, comparisons, groupings)
    guard !tables.isEmpty else {
      real = nil
      return
    }
    let names = RehabLearner.allCases.map(\.rawValue)
    var people = DataTable(
      caption: "Real people: AUC of the classical panel on small outcome tables, every person left "
        + "out once, settings not searched",
      columns: [
        DataTable.Column("table"), DataTable.Column("question"), DataTable.Column("people"),
        DataTable.Column("positive"),
      ] + names.map { DataTable.Column(PredictorName.of($0)) })
    for table in tables {
      people.append(
        [.text(table.name), .text(table.question), .count(table.people), .count(table.positives)]
          + names.map { DataTable.cell(table.metrics[$0]?["auc"]) })
    }
    real = people
  }

  /// All tables in Markdown, those of made-up patients declared as such.
  var markdown: String {
    let own = [learners, comparisons, groupings].map { $0.caption + ".\n\n" + $0.markdown }
    let text =
      (isSynthetic
        ? ["SYNTHETIC: nobody was measured. These scores say nothing about people.\n"] : []) + own
    return (text + [real].compactMap { $0.map { $0.caption + ".\n\n" + $0.markdown } })
      .joined(separator: "\n")
  }
}

extension RehabAnswers {
  /// Every patient's fold, answer and calibrated probabilities, as comma-separated text.
  var sheet: String {
    var text = "participant,fold,responder," + names.joined(separator: ",") + "\n"
    for (number, fold) in folds.enumerated() {
      for (row, patient) in fold.test.enumerated() {
        let values = names.map { name in
          "\((tested(name)[number].test[row] * 1e6).rounded() / 1e6)"
        }
        text += "\(patient.identifier),\(number + 1),\(patient.isResponder == true ? 1 : 0),"
        text += values.joined(separator: ",") + "\n"
      }
    }
    return text
  }
}
