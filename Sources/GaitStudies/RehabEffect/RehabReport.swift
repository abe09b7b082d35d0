import Foundation
import GaitReports

/// The study's page.
struct RehabReport {
  let outcome: RehabOutcome
  let answers: RehabAnswers
  let groups: RehabGroups
  let table: RehabTable
  let source: RehabFolder

  /// Predictors that are drawn; all of them would hide each other.
  var shown: [String] {
    [RehabOutcome.ensembleName] + RehabNetworkKind.allCases.map(\.rawValue)
      + [RehabLearner.logisticRegression.rawValue, RehabLearner.randomForest.rawValue]
  }

  func report(_ manifest: RunManifest, _ folder: RunFolder) throws -> Report {
    let isPositive = answers.isPositive
    var best = ""
    if let area = outcome.bestPossible {
      best =
        " No predictor can exceed an AUC of \(rounded(area)) in the long run: the model that drew "
        + "the patients leaves the rest to chance."
    }
    var sections = [
      Report.Section("Whom it is about", [.table(cohort), .figures([missing])]),
      Report.Section(
        "Who responds?",
        [
          .text(
            "Nested folds of patients: settings, probability calibration and threshold come from "
              + "\(answers.folds.first?.inner.count ?? 0) folds inside the training patients of "
              + "each of \(answers.folds.count) folds." + best),
          .table(table.learners), .table(table.comparisons),
          .figures([
            try receiver(isPositive), try calibration(isPositive), try confusion(isPositive), areas,
          ]),
        ]),
      Report.Section(
        "What the predictors look at", [.figures([importances, modalities])]),
      Report.Section("What the inner folds chose", [.table(chosen)]),
      Report.Section(
        "What is found without the answers",
        [
          .text(
            "A code of \(groups.codes) numbers explains \(rounded(100 * (1 - groups.codeError), decimals: 0)) % "
              + "of the variance by an autoencoder and "
              + "\(rounded(100 * (1 - groups.componentError), decimals: 0)) % by principal "
              + "components. Agreement with the answers: 0 is chance, 1 the same groups."),
          .table(table.groupings), .figures([scatter, scree, elbow]),
        ]),
      Report.Section("The published tables", published),
    ]
    if let real = table.real {
      sections.append(
        Report.Section(
          "Real outcome tables",
          [
            .text(
              "Real people, other questions. They are not to be compared with the synthetic scores "
                + "above."), .table(real),
          ]))
    }
    return Report(
      title: "Rehabilitation effect: who will respond",
      summary: "\(outcome.patients) patients before training, from motion images, physiological "
        + "signals and clinical scores of week 0.\n\nThe paper's hybrid (preprints.org 202506.2091, "
        + "2025, not peer-reviewed) beside its halves and a classical panel.",
      isSynthetic: source.manifest != nil,
      sections: sections + [try folder.learningSection(), manifest.section])
  }

  private func rounded(_ value: Double, decimals: Int = 3) -> String {
    String(format: "%.\(decimals)f", locale: Locale(identifier: "en_US_POSIX"), value)
  }

  private var cohort: DataTable {
    var table = DataTable(
      caption: "The cohort at week 0, mean and standard deviation",
      columns: [
        DataTable.Column("variable"), DataTable.Column("responders, mean"),
        DataTable.Column("deviation"), DataTable.Column("others, mean"),
        DataTable.Column("deviation"),
      ])
    for (column, title) in RehabPatient.clinicalTitles.enumerated() {
      let cells = [true, false].flatMap { answer -> [DataTable.Cell] in
        let values = source.known.filter { $0.isResponder == answer }.map { $0.clinical[column] }
          .filter(\.isFinite)
        let mean = values.reduce(0, +) / Double(max(1, values.count))
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return [
          DataTable.cell(values.isEmpty ? nil : mean, decimals: 2),
          DataTable.cell(
            values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : nil,
            decimals: 2),
        ]
      }
      table.append([.text(title)] + cells)
    }
    return table
  }

  private var chosen: DataTable {
    DataTable(
      caption: "Settings by fold; the last one is of the fit to everyone",
      columns: [DataTable.Column("predictor"), DataTable.Column("settings")],
      rows: answers.names.filter { $0 != RehabOutcome.ensembleName }.map { name in
        [
          .text(PredictorName.of(name)),
          .text(outcome.scores[name]?.chosen.joined(separator: "; ") ?? ""),
        ]
      })
  }

  /// What arithmetic says about the tables of the paper.
  private var published: [Report.Block] {
    let findings = PublishedRehabTables.findings
    return [
      .text(
        "The paper prints two tables of six models, without a row for its hybrid. Arithmetic finds "
          + "\(findings.count) contradictions in them, so nothing here is compared with them."),
      .table(
        DataTable(
          caption: "What cannot be, in the published tables",
          columns: [
            DataTable.Column("table"), DataTable.Column("row"), DataTable.Column("finding"),
          ],
          rows: findings.map { finding in
            [
              .text(finding.table), .text(finding.finding.row ?? "all"),
              .text(finding.finding.explanation),
            ]
          })),
    ]
  }
}
